import { useEffect, useState } from 'preact/hooks';
import { get, type OwnEntry } from '../api';
import { actions, outcomes, purposes } from '../entry-texts';
import { say, t, time, word, type Message } from '../language';
import { Heading } from '../parts/heading';
import { Notice } from '../parts/notice';
import { problemMessage } from '../parts/problem-message';
import { concernsSession, state } from '../session';

/** What was done in the person's name. It is read once when the page is opened: each reading is an entry itself. */
export function OwnEntriesPage() {
  const [entries, setEntries] = useState<OwnEntry[]>();
  const [fault, setFault] = useState<Message>();
  const isDue = state.value.is === 'signed-in' && !entries;

  async function read() {
    const { content, problem } = await get<{ entries: OwnEntry[] }>('/api/own-entries');
    if (content) {
      setEntries(content.entries);
    } else if (problem && !concernsSession(problem.type)) {
      setFault(problemMessage(problem));
    }
  }

  useEffect(() => {
    if (isDue) {
      void read();
    }
  }, [isDue]);

  return (
    <>
      <Heading text="ownEntries" />
      <p>{t('ownEntriesWhat')}</p>
      {fault && <Notice isFault>{say(fault)}</Notice>}
      {!entries && !fault && <p>{t('loading')}</p>}
      <ol class="cards">
        {entries?.map((entry) => (
          <Entry key={entry.number} entry={entry} />
        ))}
      </ol>
    </>
  );
}

function Entry({ entry }: { entry: OwnEntry }) {
  return (
    <li class="card">
      <h2>{word(actions, entry.action)}</h2>
      <dl>
        <dt>{t('entryTime')}</dt>
        <dd>{time(entry.time)}</dd>
        <dt>{t('entryObject')}</dt>
        <dd>{entry.object}</dd>
        {entry.practice && (
          <>
            <dt>{t('entryPractice')}</dt>
            <dd>{entry.practice}</dd>
          </>
        )}
        <dt>{t('entryPurpose')}</dt>
        <dd>{word(purposes, entry.purpose)}</dd>
        {entry.outcome && (
          <>
            <dt>{t('entryOutcome')}</dt>
            <dd>{word(outcomes, entry.outcome)}</dd>
          </>
        )}
        <dt>{t('session')}</dt>
        <dd>{entry.session}</dd>
      </dl>
    </li>
  );
}
