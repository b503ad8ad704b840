/** Requests to the console. The types are those of docs/api/openapi.json. */

export type Role =
  | 'assistant'
  | 'supervisor'
  | 'practice-manager'
  | 'doctor'
  | 'data-protection-officer'
  | 'auditor'
  | 'operations';

export interface Me {
  login: string;
  language: 'fr' | 'en';
  roles: { role: Role; place: string }[];
}

export interface OwnSession {
  id: string;
  current: boolean;
  source: string;
  startedAt: string;
  activeAt: string;
  endsAt: string;
}

/** An entry of the audit log. What has no text in entry-texts.ts is shown as the log has it. */
export interface OwnEntry {
  number: number;
  time: string;
  action: string;
  object: string;
  practice?: string;
  purpose: string;
  session: string;
  outcome?: string;
}

/** A request that waits for a second person. `deed` is a word of docs/rights.md. */
export interface ApprovalRequest {
  id: string;
  deed: string;
  practice?: string;
  person?: string;
  askedBy: string;
  /** Whether the person who looks has asked for it. */
  own: boolean;
  state: 'waiting' | 'approved';
  askedAt: string;
  endsAt: string;
}

export interface ShownRequest {
  request: ApprovalRequest;
  values: { name: string; value: string }[];
  digest: string;
}

/** One of the person's own passkeys, with the name that they gave it. */
export interface OwnPasskey {
  id: string;
  name: string;
  addedAt: string;
  usedAt?: string;
}

export interface Seed {
  login: string;
  seed: string;
  address: string;
}

/** Why a request was not served: a type of the console's closed list, or `unreachable` without an answer. */
export interface Problem {
  type:
    | 'invalid-request'
    | 'not-signed-in'
    | 'session-covered'
    | 'cross-site'
    | 'device-needed'
    | 'step-up-needed'
    | 'not-found'
    | 'conflict'
    | 'method-not-allowed'
    | 'unsupported-content'
    | 'too-fast'
    | 'fault'
    | 'unavailable'
    | 'unreachable';
  /** The JSON pointer of the field that is wrong. */
  pointer?: string;
  /** A word for what is wrong with the field. */
  reason?: string;
  /** Seconds until the next attempt. */
  retryAfter?: number;
}

export type Answer<A> = { content: A; problem?: never } | { content?: never; problem: Problem };

/** What made the page send the request: only acts of the person keep a session from becoming idle. */
export type Cause = 'person' | 'page';

const ANSWER_MILLIS = 15_000;

export function get<A>(path: string, cause: Cause = 'person'): Promise<Answer<A>> {
  return send('GET', path, cause);
}

export function post<A>(path: string, content?: object): Promise<Answer<A>> {
  return send('POST', path, 'person', content);
}

async function send<A>(method: string, path: string, cause: Cause, content?: object): Promise<Answer<A>> {
  try {
    const response = await fetch(path, {
      method,
      headers: {
        'X-Permanence': '1',
        ...(cause === 'page' && { 'X-Cause': 'page' }),
        ...(content && { 'Content-Type': 'application/json' }),
      },
      ...(content && { body: JSON.stringify(content) }),
      signal: AbortSignal.timeout(ANSWER_MILLIS),
    });
    if (response.ok) {
      return { content: (response.status === 204 ? undefined : await response.json()) as A };
    }
    return { problem: await problem(response) };
  } catch {
    return { problem: { type: 'unreachable' } };
  }
}

async function problem(response: Response): Promise<Problem> {
  const document = await response.json();
  const wait = Number(response.headers.get('Retry-After'));
  return { ...document, type: String(document.type).replace('/problems/', ''), ...(wait > 0 && { retryAfter: wait }) };
}
