import type { ComponentChildren } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say, t, type Message } from '../language';
import type { Problem } from '../api';
import { hasPasskeys } from '../passkey';
import { stepUp, stepUpByPasskey } from '../session';
import { Field } from './field';
import { Notice } from './notice';
import { problemMessage } from './problem-message';
import { Submit } from './submit';
import { useWait } from './wait';
import type { Text } from '../texts';

interface FactorDialogProps {
  title: Text;
  what: Text;
  onProved?: () => void;
  /** The button for a person who does not prove a factor. */
  children: ComponentChildren;
}

/** Stands before the page until the person proves a factor. What is below it stays as it is. */
export function FactorDialog({ title, what, onProved, children }: FactorDialogProps) {
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<'due' | 'wrongCode'>();
  const [refusal, setRefusal] = useState<Message>();
  const [isSending, setSending] = useState(false);
  const [wait, waitFor] = useWait();
  const dialog = useRef<HTMLDialogElement>(null);
  const input = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => {
    const place = document.activeElement;
    dialog.current?.showModal();
    input.current?.focus();
    return () => {
      if (place instanceof HTMLElement) {
        queueMicrotask(() => place.focus()); // The page below is uncovered only after this effect.
      }
    };
  }, []);

  async function submit(event: Event) {
    event.preventDefault();
    if (isSending || wait.left > 0) {
      return;
    }
    setRefusal(undefined);
    setFault(code ? undefined : 'due');
    if (!code) {
      return;
    }
    setSending(true);
    const { problem } = await stepUp(code.trim());
    setSending(false);
    conclude(problem);
  }

  async function byPasskey() {
    if (!isSending && wait.left === 0) {
      setRefusal(undefined);
      setSending(true);
      const answer = await stepUpByPasskey();
      setSending(false);
      if (answer) {
        conclude(answer.problem);
      }
    }
  }

  function conclude(problem: Problem | undefined) {
    if (problem?.type === 'not-signed-in') {
      setFault('wrongCode');
      input.current?.select();
    } else if (problem?.type === 'too-fast') {
      waitFor(problem.retryAfter ?? 1);
    } else if (problem) {
      setRefusal(problemMessage(problem));
    } else {
      onProved?.();
    }
  }

  return (
    <dialog ref={dialog} class="cover" aria-labelledby="factor-title" onCancel={(event) => event.preventDefault()}>
      <form class="narrow" noValidate onSubmit={submit}>
        <h1 id="factor-title">{t(title)}</h1>
        <p>{t(what)}</p>
        {refusal && <Notice isFault>{say(refusal)}</Notice>}
        {wait.left > 0 && <Notice isFault>{t('tooFast', { seconds: wait.total })}</Notice>}
        <Field
          label={t('code')}
          value={code}
          onValue={setCode}
          hint={t('coverHint')}
          fault={fault && t(fault)}
          autocomplete="one-time-code"
          isCode
          input={input}
        />
        <p class="actions">
          <Submit text={t('proceed')} isSending={isSending} left={wait.left} />
          {hasPasskeys && (
            <button type="button" onClick={byPasskey}>
              {t('proceedByPasskey')}
            </button>
          )}
          {children}
        </p>
      </form>
    </dialog>
  );
}
