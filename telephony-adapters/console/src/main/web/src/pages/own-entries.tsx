import { useEffect, useState } from 'preact/hooks';
import { get, type OwnEntry } from '../api';
import { actions, outcomes, purposes } from '../entry-texts';
import { say, t, time, word, type Message } from '../language';
import { Heading } from '../parts/heading';
import { Line } from '../parts/line';
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
        <Line label={t('entryTime')} value={time(entry.time)} />
        <Line label={t('entryObject')} value={entry.object} />
        {entry.practice && <Line label={t('entryPractice')} value={entry.practice} />}
        <Line label={t('entryPurpose')} value={word(purposes, entry.purpose)} />
        {entry.outcome && <Line label={t('entryOutcome')} value={word(outcomes, entry.outcome)} />}
        <Line label={t('session')} value={entry.session} />
      </dl>
    </li>
  );
}
