import type { Problem } from '../api';
import type { Message } from '../language';

/** What a person can do about a problem that concerns no field. */
export function problemMessage(problem: Problem): Message {
  switch (problem.type) {
    case 'too-fast':
      return { text: 'tooFast', values: { seconds: problem.retryAfter ?? 1 } };
    case 'device-needed':
      return { text: 'deviceNeeded' };
    case 'unavailable':
      return { text: 'unavailable' };
    case 'unreachable':
      return { text: 'noAnswer' };
    default:
      return { text: 'failed' };
  }
}
