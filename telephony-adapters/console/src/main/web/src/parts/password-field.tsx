import type { RefObject } from 'preact';
import { useState } from 'preact/hooks';
import { t } from '../language';
import { Field } from './field';

interface PasswordProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  isNew?: boolean;
  hint?: string;
  fault?: string | undefined;
  input?: RefObject<HTMLInputElement>;
}

/** A password that can be shown while it is typed. */
export function PasswordField({ isNew, ...props }: PasswordProps) {
  const [isShown, show] = useState(false);
  return (
    <Field
      {...props}
      type={isShown ? 'text' : 'password'}
      autocomplete={isNew ? 'new-password' : 'current-password'}
    >
      <label class="check">
        <input type="checkbox" checked={isShown} onChange={(event) => show(event.currentTarget.checked)} />
        {t('showPassword')}
      </label>
    </Field>
  );
}
