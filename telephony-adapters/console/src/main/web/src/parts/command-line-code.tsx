import { useState } from 'preact/hooks';
import { post } from '../api';
import { say, t, time, type Message } from '../language';
import { FreshFactor } from './fresh-factor';
import { Notice } from './notice';
import { problemMessage } from './problem-message';
import { concernsSession } from '../session';

/** A one-time code with which the person signs in at the command line. */
export function CommandLineCode({ login }: { login: string }) {
  const [shown, setShown] = useState<{ code: string; endsAt: string }>();
  const [fault, setFault] = useState<Message>();
  const [isFactorDue, setFactorDue] = useState(false);

  async function show() {
    setFault(undefined);
    const { content, problem } = await post<{ code: string; endsAt: string }>('/api/command-line-code');
    setShown(content);
    if (problem?.type === 'step-up-needed') {
      setFactorDue(true);
    } else if (problem && !concernsSession(problem.type)) {
      setFault(problemMessage(problem));
    }
  }

  return (
    <section>
      <h2>{t('commandLine')}</h2>
      <p>{t('commandLineWhat')}</p>
      {fault && <Notice isFault>{say(fault)}</Notice>}
      {shown && (
        <p>
          <code>permanence login {login} --console-code</code>
          <br />
          <code class="seed command-line-code">{shown.code}</code>
          <br />
          {t('countsOnce', { time: time(shown.endsAt) })}
        </p>
      )}
      <button type="button" onClick={show}>
        {t('showCode')}
      </button>
      {isFactorDue && <FreshFactor retry={show} onEnd={() => setFactorDue(false)} />}
    </section>
  );
}
