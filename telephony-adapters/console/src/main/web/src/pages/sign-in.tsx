import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Field } from '../parts/field';
import { Heading } from '../parts/heading';
import { Notice } from '../parts/notice';
import { PasswordField } from '../parts/password-field';
import { problemMessage } from '../parts/problem-message';
import { Submit } from '../parts/submit';
import { useWait } from '../parts/wait';
import type { Problem } from '../api';
import { say, t, type Message } from '../language';
import { follow } from '../router';
import { hasPasskeys } from '../passkey';
import { signIn, signInByPasskey } from '../session';
import type { Text } from '../texts';

/** Login, password and code, sent in one request (docs/decisions/0032). */
export function SignInPage({ news }: { news?: Text | undefined }) {
  const [login, setLogin] = useState('');
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [refusal, setRefusal] = useState<Message>();
  const [reason, setReason] = useState<'tooFast' | 'busy'>();
  const [wait, waitFor] = useWait();
  const [isSending, setSending] = useState(false);
  const [isTried, setTried] = useState(false);
  const first = useRef<HTMLInputElement>(null);
  const secret = useRef<HTMLInputElement>(null);
  useLayoutEffect(() => first.current?.focus(), []);

  const due = (value: string) => (isTried && !value ? t('due') : undefined);

  async function submit(event: Event) {
    event.preventDefault();
    setTried(true);
    if (isSending || wait.left > 0 || !login || !password || !code) {
      return;
    }
    setSending(true);
    setRefusal(undefined);
    const { problem } = await signIn(login.trim(), password, code.trim());
    setSending(false);
    refuse(problem, 'wrongSignIn');
  }

  async function byPasskey() {
    if (isSending || wait.left > 0) {
      return;
    }
    setSending(true);
    setRefusal(undefined);
    const answer = await signInByPasskey();
    setSending(false);
    refuse(answer?.problem, 'wrongPasskey');
  }

  function refuse(problem: Problem | undefined, wrong: Text) {
    if (!problem) {
      return;
    }
    setTried(false);
    if (problem.retryAfter) {
      setReason(problem.type === 'too-fast' ? 'tooFast' : 'busy');
      waitFor(problem.retryAfter);
    } else {
      setReason(undefined);
      setCode('');
      setRefusal(problem.type === 'not-signed-in' ? { text: wrong } : problemMessage(problem));
      secret.current?.select();
    }
  }

  return (
    <form class="narrow" onSubmit={submit} noValidate>
      <Heading text="signIn" hasFocus={false} />
      {news && !refusal && !reason && <Notice>{t(news)}</Notice>}
      {refusal && !reason && <Notice isFault>{say(refusal)}</Notice>}
      {reason && <Notice isFault>{wait.left > 0 ? t(reason, { seconds: wait.total }) : t('tryNow')}</Notice>}
      <Field
        label={t('login')}
        value={login}
        onValue={setLogin}
        fault={due(login)}
        autocomplete="username"
        input={first}
      />
      <PasswordField label={t('password')} value={password} onValue={setPassword} fault={due(password)} input={secret} />
      <Field
        label={t('code')}
        value={code}
        onValue={setCode}
        hint={t('codeHint')}
        fault={due(code)}
        autocomplete="one-time-code"
        isCode
      />
      <Submit text={t('signIn')} isSending={isSending} left={wait.left} />
      {hasPasskeys && (
        <p class="actions">
          <button type="button" onClick={byPasskey}>
            {t('signInByPasskey')}
          </button>
        </p>
      )}
      <p>
        <a href="/invitation" onClick={follow}>
          {t('haveInvitation')}
        </a>
      </p>
    </form>
  );
}
