import { useEffect, useState } from 'preact/hooks';
import { post, type OwnSession } from '../api';
import { say, t, time, type Message } from '../language';
import { Heading } from '../parts/heading';
import { Line } from '../parts/line';
import { Notice } from '../parts/notice';
import { problemMessage } from '../parts/problem-message';
import { useReading } from '../parts/reading';
import { concernsSession, signedOut } from '../session';

/** Where the person is signed in. Each session can be ended. */
export function SessionsPage() {
  const reading = useReading<{ sessions: OwnSession[] }>('/api/sessions');
  const [news, setNews] = useState<Message>();
  const [fault, setFault] = useState<Message>();
  const sessions = reading.content?.sessions;
  const problem = fault ?? reading.fault;
  useEffect(() => setFault(undefined), [reading.content]);

  async function end(session: OwnSession) {
    const { problem: refusal } = await post(`/api/sessions/${session.id}/end`);
    if (session.current && !refusal) {
      signedOut('signedOut');
    } else if (!refusal || refusal.type === 'not-found') {
      setNews({ text: 'endedOther' }); // Not found: it ended before.
      await reading.again();
    } else if (!concernsSession(refusal.type)) {
      setFault(problemMessage(refusal));
    }
  }

  return (
    <>
      <Heading text="sessions" />
      <p>{t('sessionsWhat')}</p>
      {problem && <Notice isFault>{say(problem)}</Notice>}
      {news && !problem && <Notice>{say(news)}</Notice>}
      {!sessions && !problem && <p>{t('loading')}</p>}
      <ul class="cards">
        {sessions?.map((session) => (
          <SessionCard key={session.id} session={session} onEnd={() => end(session)} />
        ))}
      </ul>
    </>
  );
}

function SessionCard({ session, onEnd }: { session: OwnSession; onEnd: () => void }) {
  const { source } = session;
  return (
    <li class={session.current ? 'card is-current' : 'card'}>
      <h2>{session.current ? t('thisSession') : t('otherSession', { source })}</h2>
      <dl>
        <Line label={t('session')} value={session.id} />
        <Line label={t('source')} value={source} />
        <Line label={t('startedAt')} value={time(session.startedAt)} />
        <Line label={t('activeAt')} value={time(session.activeAt)} />
        <Line label={t('endsAt')} value={time(session.endsAt)} />
      </dl>
      <button
        type="button"
        onClick={onEnd}
        aria-label={session.current ? t('signOut') : t('endOther', { source, time: time(session.startedAt) })}
      >
        {session.current ? t('signOut') : t('end')}
      </button>
    </li>
  );
}
