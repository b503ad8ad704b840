import type { ComponentChildren, RefObject } from 'preact';
import { useId } from 'preact/hooks';

interface FieldProps {
  label: string;
  value: string;
  onValue: (value: string) => void;
  hint?: string | undefined;
  /** What is wrong with the value. */
  fault?: string | undefined;
  type?: 'text' | 'password';
  autocomplete?: string;
  isCode?: boolean;
  input?: RefObject<HTMLInputElement>;
  children?: ComponentChildren;
}

/** A line of text with its label, its hint and what is wrong with it. */
export function Field(props: FieldProps) {
  const id = useId();
  const about = [props.hint && `${id}-hint`, props.fault && `${id}-fault`].filter(Boolean).join(' ');
  return (
    <div class="field">
      <label for={id}>{props.label}</label>
      <input
        id={id}
        ref={props.input ?? null}
        class={props.isCode ? 'code' : ''}
        type={props.type ?? 'text'}
        value={props.value}
        onInput={(event) => props.onValue(event.currentTarget.value)}
        autocomplete={props.autocomplete ?? 'off'}
        autocapitalize="none"
        spellcheck={false}
        aria-describedby={about || undefined}
        aria-invalid={props.fault ? true : undefined}
      />
      {props.children}
      {props.hint && (
        <p class="hint" id={`${id}-hint`}>
          {props.hint}
        </p>
      )}
      {props.fault && (
        <p class="fault" id={`${id}-fault`}>
          {props.fault}
        </p>
      )}
    </div>
  );
}
