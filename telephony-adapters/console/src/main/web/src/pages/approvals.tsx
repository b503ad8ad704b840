import { useState } from 'preact/hooks';
import { get, post, type ApprovalRequest, type Problem, type ShownRequest } from '../api';
import { purposes } from '../entry-texts';
import { say, t, time, word, type Message } from '../language';
import { Heading } from '../parts/heading';
import { Line } from '../parts/line';
import { Notice } from '../parts/notice';
import { problemMessage } from '../parts/problem-message';
import { useReading } from '../parts/reading';
import { deeds, valueNames } from '../request-texts';
import { concernsSession } from '../session';

const LOOK_MILLIS = 5_000;

/** Requests that wait for a second person: the person's own, and those that they may approve. */
export function ApprovalsPage() {
  const reading = useReading<{ requests: ApprovalRequest[] }>('/api/approvals', LOOK_MILLIS);
  const [news, setNews] = useState<Message>();
  const [fault, setFault] = useState<Message>();
  const requests = reading.content?.requests;

  function tell(problem: Problem) {
    if (!concernsSession(problem.type)) {
      const isLate = problem.type === 'conflict' || problem.type === 'not-found';
      setFault(isLate ? { text: 'notDecided' } : problemMessage(problem));
    }
  }

  async function decide(request: ApprovalRequest, how: 'give' | 'refuse', digest?: string) {
    setNews(undefined);
    setFault(undefined);
    const { problem } = await post(`/api/approvals/${request.id}/${how}`, digest === undefined ? undefined : { digest });
    if (problem) {
      tell(problem);
    } else {
      setNews({ text: how === 'give' ? 'given' : 'refused' });
    }
    await reading.again();
  }

  return (
    <>
      <Heading text="approvals" />
      <p>{t('approvalsWhat')}</p>
      {reading.fault && <Notice isFault>{say(reading.fault)}</Notice>}
      {fault && <Notice isFault>{say(fault)}</Notice>}
      {news && !fault && <Notice>{say(news)}</Notice>}
      {!requests && !reading.fault && <p>{t('loading')}</p>}
      {requests?.length === 0 && <p>{t('noRequests')}</p>}
      <ul class="cards">
        {requests?.map((request) => (
          <RequestCard
            key={request.id}
            request={request}
            onProblem={tell}
            onDecision={(how, digest) => decide(request, how, digest)}
          />
        ))}
      </ul>
    </>
  );
}

function RequestCard({
  request,
  onProblem,
  onDecision,
}: {
  request: ApprovalRequest;
  onProblem: (problem: Problem) => void;
  onDecision: (how: 'give' | 'refuse', digest?: string) => void;
}) {
  const [shown, setShown] = useState<ShownRequest>();

  async function show() {
    const { content, problem } = await get<ShownRequest>(`/api/approvals/${request.id}`);
    if (content) {
      setShown(content);
    } else if (problem) {
      onProblem(problem);
    }
  }

  return (
    <li class={request.own ? 'card is-current' : 'card'}>
      <h2>{word(deeds, request.deed)}</h2>
      <p>{t(request.state === 'approved' ? 'isApproved' : request.own ? 'waitsForOther' : 'waitsForYou')}</p>
      <dl>
        {request.practice !== undefined && <Line label={t('atPractice')} value={request.practice} />}
        {request.person !== undefined && <Line label={t('concerns')} value={request.person} />}
        <Line label={t('askedBy')} value={request.askedBy} />
        <Line label={t('askedAt')} value={time(request.askedAt)} />
        <Line label={t('endsAt')} value={time(request.endsAt)} />
        {shown?.values
          .filter(({ name }) => name !== 'practice') // It is above.
          .map(({ name, value }) => (
            <Line key={name} label={word(valueNames, name)} value={valueText(name, value)} />
          ))}
      </dl>
      {!request.own && request.state === 'waiting' && !shown && (
        <button type="button" onClick={show}>
          {t('show')}
        </button>
      )}
      {shown && request.state === 'waiting' && (
        <button type="button" class="primary" onClick={() => onDecision('give', shown.digest)}>
          {t('give')}
        </button>
      )}
      {(request.own || shown) && (
        <button type="button" onClick={() => onDecision('refuse')}>
          {t(request.own ? 'withdraw' : 'refuse')}
        </button>
      )}
    </li>
  );
}

function valueText(name: string, value: string): string {
  return name === 'purpose' ? word(purposes, value.toUpperCase()) : value;
}
