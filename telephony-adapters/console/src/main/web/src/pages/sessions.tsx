import { useEffect, useState } from 'preact/hooks';
import { get, post, type OwnSession } from '../api';
import { say, t, time, type Message } from '../language';
import { Heading } from '../parts/heading';
import { Notice } from '../parts/notice';
import { problemMessage } from '../parts/problem-message';
import { concernsSession, signedOut, state } from '../session';

/** Where the person is signed in. Each session can be ended. */
export function SessionsPage() {
  const [sessions, setSessions] = useState<OwnSession[]>();
  const [news, setNews] = useState<Message>();
  const [fault, setFault] = useState<Message>();
  const isOpen = state.value.is === 'signed-in';

  async function read() {
    const { content, problem } = await get<{ sessions: OwnSession[] }>('/api/sessions', 'page');
    if (content) {
      setSessions(content.sessions);
      setFault(undefined);
    } else if (problem && !concernsSession(problem.type)) {
      setFault(problemMessage(problem));
    }
  }

  async function end(session: OwnSession) {
    const { problem } = await post(`/api/sessions/${session.id}/end`);
    if (session.current && !problem) {
      signedOut('signedOut');
    } else if (!problem || problem.type === 'not-found') {
      setNews({ text: 'endedOther' }); // Not found: it ended before.
      await read();
    } else if (!concernsSession(problem.type)) {
      setFault(problemMessage(problem));
    }
  }

  useEffect(() => {
    if (isOpen) {
      void read();
    }
  }, [isOpen]);

  return (
    <>
      <Heading text="sessions" />
      <p>{t('sessionsWhat')}</p>
      {fault && <Notice isFault>{say(fault)}</Notice>}
      {news && !fault && <Notice>{say(news)}</Notice>}
      {!sessions && !fault && <p>{t('loading')}</p>}
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
        <dt>{t('session')}</dt>
        <dd>{session.id}</dd>
        <dt>{t('source')}</dt>
        <dd>{source}</dd>
        <dt>{t('startedAt')}</dt>
        <dd>{time(session.startedAt)}</dd>
        <dt>{t('activeAt')}</dt>
        <dd>{time(session.activeAt)}</dd>
        <dt>{t('endsAt')}</dt>
        <dd>{time(session.endsAt)}</dd>
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
