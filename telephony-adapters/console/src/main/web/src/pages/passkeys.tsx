import { useRef, useState } from 'preact/hooks';
import { post, type Answer, type OwnPasskey, type Problem } from '../api';
import { say, t, time, type Message } from '../language';
import { Field } from '../parts/field';
import { FreshFactor } from '../parts/fresh-factor';
import { Heading } from '../parts/heading';
import { Line } from '../parts/line';
import { Notice } from '../parts/notice';
import { problemMessage } from '../parts/problem-message';
import { useReading } from '../parts/reading';
import { Submit } from '../parts/submit';
import { hasPasskeys, make } from '../passkey';
import { concernsSession } from '../session';
import type { Text } from '../texts';

/** The person's own passkeys: they add and remove them. The last factor stays. */
export function PasskeysPage() {
  const reading = useReading<{ passkeys: OwnPasskey[] }>('/api/passkeys');
  const [name, setName] = useState('');
  const [isNameDue, setNameDue] = useState(false);
  const [news, setNews] = useState<Text>();
  const [fault, setFault] = useState<Message>();
  /** What waits for a fresh factor. */
  const [waiting, setWaiting] = useState<() => Promise<void>>();
  const nameInput = useRef<HTMLInputElement>(null);
  const passkeys = reading.content?.passkeys;

  function tell(problem: Problem) {
    if (problem.type === 'conflict') {
      setFault({ text: 'lastFactor' });
    } else if (!concernsSession(problem.type)) {
      setFault(problemMessage(problem));
    }
  }

  /** Does something that may need a fresh factor: then it is done once that is proved. */
  async function act(work: () => Promise<Answer<unknown> | undefined>, done: Text) {
    setNews(undefined);
    setFault(undefined);
    const answer = await work();
    if (answer?.problem?.type === 'step-up-needed') {
      setWaiting(() => () => act(work, done));
      return;
    }
    if (answer?.problem) {
      tell(answer.problem);
    } else if (answer) {
      setNews(done);
      setName('');
    }
    await reading.again();
  }

  async function add(event: Event) {
    event.preventDefault();
    setNameDue(!name.trim());
    if (!name.trim()) {
      nameInput.current?.focus();
      return;
    }
    await act(async () => {
      const made = await make('/api/passkeys/options', name.trim());
      return made?.content ? post('/api/passkeys', made.content) : made;
    }, 'passkeyAdded');
  }

  return (
    <>
      <Heading text="passkeys" />
      <p>{t('passkeysWhat')}</p>
      {reading.fault && <Notice isFault>{say(reading.fault)}</Notice>}
      {fault && <Notice isFault>{say(fault)}</Notice>}
      {news && !fault && !reading.fault && <Notice>{t(news)}</Notice>}
      {!passkeys && !reading.fault && <p>{t('loading')}</p>}
      {passkeys?.length === 0 && <p>{t('noPasskeys')}</p>}
      <ul class="cards">
        {passkeys?.map((passkey) => (
          <li key={passkey.id} class="card">
            <h2>{passkey.name}</h2>
            <dl>
              <Line label={t('addedAt')} value={time(passkey.addedAt)} />
              {passkey.usedAt && <Line label={t('usedAt')} value={time(passkey.usedAt)} />}
            </dl>
            <button
              type="button"
              onClick={() => act(() => post(`/api/passkeys/${passkey.id}/remove`), 'passkeyRemoved')}
              aria-label={t('removePasskey', { name: passkey.name })}
            >
              {t('remove')}
            </button>
          </li>
        ))}
      </ul>
      {hasPasskeys && (
        <form class="narrow" noValidate onSubmit={add}>
          <h2>{t('addPasskey')}</h2>
          <Field
            label={t('passkeyName')}
            value={name}
            onValue={setName}
            hint={t('passkeyNameHint')}
            fault={isNameDue ? t('due') : undefined}
            input={nameInput}
          />
          <Submit text={t('add')} />
        </form>
      )}
      {waiting && <FreshFactor retry={waiting} onEnd={() => setWaiting(undefined)} />}
    </>
  );
}
