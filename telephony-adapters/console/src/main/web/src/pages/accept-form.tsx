import { useRef, useState } from 'preact/hooks';
import { post, type Problem, type Seed } from '../api';
import { say, t, type Message } from '../language';
import { Field } from '../parts/field';
import { Notice } from '../parts/notice';
import { PasswordField } from '../parts/password-field';
import { problemMessage } from '../parts/problem-message';
import { QrCode } from '../parts/qr-code';
import { Submit } from '../parts/submit';
import { hasPasskeys, make } from '../passkey';
import { go } from '../router';
import { signedOut } from '../session';
import { texts, type Text } from '../texts';

interface AcceptProps {
  token: string;
  seed: Seed;
  onAccepted: (recoveryCodes: string[]) => void;
}

/** The seed for the app, the password, and the first code, which proves that the app has the seed. */
export function AcceptForm({ token, seed, onAccepted }: AcceptProps) {
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [faults, setFaults] = useState<{ password?: Text; code?: Text }>({});
  const [refusal, setRefusal] = useState<Message>();
  const [isSending, setSending] = useState(false);
  const passwordInput = useRef<HTMLInputElement>(null);
  const codeInput = useRef<HTMLInputElement>(null);

  async function submit(event: Event) {
    event.preventDefault();
    if (isSending) {
      return;
    }
    setRefusal(undefined);
    if (!password || !code) {
      setFaults({ ...(!password && { password: 'due' }), ...(!code && { code: 'due' }) });
      (password ? codeInput : passwordInput).current?.focus();
      return;
    }
    setSending(true);
    const { content, problem } = await post<{ recoveryCodes: string[] }>('/api/invitations/accept', {
      token,
      password,
      code: code.trim(),
    });
    setSending(false);
    if (content) {
      onAccepted(content.recoveryCodes);
    } else if (problem) {
      refuse(problem);
    }
  }

  /** A passkey is both factors: no password is chosen, and no app is needed. */
  async function acceptByPasskey() {
    if (isSending) {
      return;
    }
    setRefusal(undefined);
    setSending(true);
    const made = await make('/api/invitations/passkey/options', t('firstPasskey'), { token });
    const answer = made?.content
      ? await post('/api/invitations/passkey/accept', { token, passkey: made.content })
      : made;
    setSending(false);
    if (answer?.problem) {
      refuse(answer.problem);
    } else if (answer) {
      signedOut('accepted'); // There are no recovery codes to show.
      go('/');
    }
  }

  function refuse(problem: Problem) {
    setFaults({});
    if (problem.pointer === '/password') {
      setFaults({ password: isText(problem.reason) ? problem.reason : 'easy-to-guess' });
      passwordInput.current?.focus();
    } else if (problem.pointer === '/code') {
      setFaults({ code: 'wrongCode' });
      codeInput.current?.select();
    } else if (problem.type === 'not-found') {
      setRefusal({ text: 'unknownInvitation' });
    } else if (problem.type === 'unavailable' && problem.retryAfter) {
      setRefusal({ text: 'busy', values: { seconds: problem.retryAfter } });
    } else {
      setRefusal(problemMessage(problem));
    }
  }

  return (
    <form class="narrow" noValidate onSubmit={submit}>
      <p>{t('yourLogin', { login: seed.login })}</p>
      {/* For password managers, which keep login and password together. */}
      <input hidden readOnly autocomplete="username" value={seed.login} />
      {refusal && <Notice isFault>{say(refusal)}</Notice>}
      {hasPasskeys && (
        <section>
          <h2>{t('withPasskey')}</h2>
          <p class="hint">{t('withPasskeyWhat')}</p>
          <button type="button" class="primary" onClick={acceptByPasskey}>
            {t('acceptByPasskey')}
          </button>
        </section>
      )}
      <section>
        <h2>{t('scan')}</h2>
        <p class="hint">{t('scanWhat')}</p>
        <QrCode content={seed.address} label={t('qrCode')} />
        <p>
          {t('typeSeed')} <code class="seed">{seed.seed.replace(/(.{4})(?=.)/g, '$1 ')}</code>
        </p>
      </section>
      <PasswordField
        label={t('choosePassword')}
        value={password}
        onValue={setPassword}
        isNew
        hint={t('passwordHint')}
        fault={faults.password && t(faults.password)}
        input={passwordInput}
      />
      <Field
        label={t('appCode')}
        value={code}
        onValue={setCode}
        hint={t('appCodeHint')}
        fault={faults.code && t(faults.code)}
        autocomplete="one-time-code"
        isCode
        input={codeInput}
      />
      <Submit text={t('accept')} isSending={isSending} />
    </form>
  );
}

function isText(reason: string | undefined): reason is Text {
  return reason !== undefined && reason in texts;
}
