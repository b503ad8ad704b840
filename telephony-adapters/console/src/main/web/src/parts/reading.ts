import { useEffect, useState } from 'preact/hooks';
import { get } from '../api';
import type { Message } from '../language';
import { problemMessage } from './problem-message';
import { concernsSession, state } from '../session';

/** What a page has read of the console, and why it could not the last time. */
export interface Reading<A> {
  content: A | undefined;
  fault: Message | undefined;
  again: () => Promise<void>;
}

/** Reads when the page is opened or uncovered; with `everyMillis`, again and again. It keeps no session from idling. */
export function useReading<A>(path: string, everyMillis?: number): Reading<A> {
  const [content, setContent] = useState<A>();
  const [fault, setFault] = useState<Message>();
  const isOpen = state.value.is === 'signed-in';

  async function read() {
    const answer = await get<A>(path, 'page');
    if (answer.content) {
      setContent(answer.content);
      setFault(undefined);
    } else if (answer.problem && !concernsSession(answer.problem.type)) {
      setFault(problemMessage(answer.problem));
    }
  }

  useEffect(() => {
    if (!isOpen) {
      return undefined;
    }
    void read();
    const timer = everyMillis && setInterval(read, everyMillis);
    return () => clearInterval(timer);
  }, [isOpen]);

  return { content, fault, again: read };
}
