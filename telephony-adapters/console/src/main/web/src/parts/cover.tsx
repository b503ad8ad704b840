import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { say, t, type Message } from '../language';
import { signOut, stepUp } from '../session';
import { Field } from './field';
import { Notice } from './notice';
import { problemMessage } from './problem-message';
import { Submit } from './submit';
import { useWait } from './wait';

/** Stands before the page until the person proves a factor. What is below it stays as it is. */
export function Cover() {
  const [code, setCode] = useState('');
  const [fault, setFault] = useState<'due' | 'wrongCode'>();
  const [refusal, setRefusal] = useState<Message>();
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
    if (wait.left > 0) {
      return;
    }
    setRefusal(undefined);
    setFault(code ? undefined : 'due');
    if (!code) {
      return;
    }
    const { problem } = await stepUp(code.trim());
    if (problem?.type === 'not-signed-in') {
      setFault('wrongCode');
      input.current?.select();
    } else if (problem?.type === 'too-fast') {
      waitFor(problem.retryAfter ?? 1);
    } else if (problem) {
      setRefusal(problemMessage(problem));
    }
  }

  return (
    <dialog ref={dialog} class="cover" aria-labelledby="cover-title" onCancel={(event) => event.preventDefault()}>
      <form class="narrow" noValidate onSubmit={submit}>
        <h1 id="cover-title">{t('covered')}</h1>
        <p>{t('coveredWhat')}</p>
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
          <Submit text={t('proceed')} left={wait.left} />
          <button type="button" onClick={signOut}>
            {t('signOut')}
          </button>
        </p>
      </form>
    </dialog>
  );
}
