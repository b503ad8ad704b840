/** The session as the page knows it. The console decides; the page asks often enough to show an end within a second. */

import { signal } from '@preact/signals';
import { get, post, type Answer, type Cause, type Me } from './api';
import { speak } from './language';
import { sign } from './passkey';

/** Why a person is shown the sign-in. */
export type News = 'ended' | 'signedOut' | 'accepted';

export type State =
  | { is: 'unknown' }
  /** `ended`: by another session, by its age or by the account's state. No news before the first sign-in. */
  | { is: 'signed-out'; news?: News | undefined }
  /** Data is covered; without `me` after a reload. */
  | { is: 'covered'; me?: Me }
  | { is: 'signed-in'; me: Me };

export const state = signal<State>({ is: 'unknown' });

/** Why the console could not say how the session is, the last time. */
export const trouble = signal<'unreachable' | 'unavailable' | undefined>(undefined);

const LOOK_MILLIS = 700;
const IDLE_MILLIS = 10 * 60_000;
/** How often an act of the person without a request, such as typing, is told to the console. */
const ACTIVITY_MILLIS = 30_000;

let lastAct = Date.now();
let lastTold = 0;
/** The look that is on its way. */
let looking: Promise<void> | undefined;
/** While the console gives the session another secret, a request with the former one would look like an end. */
let isRenewing = false;
/** Counts what ends or begins a session, so that an answer that was on its way before is not believed. */
let turn = 0;

/** Begins to watch the session; called once. */
export function watchSession(): void {
  void look('page');
  setInterval(tick, LOOK_MILLIS);
  document.addEventListener('visibilitychange', tick);
  for (const act of ['keydown', 'pointerdown', 'input']) {
    document.addEventListener(act, noteAct, { capture: true, passive: true });
  }
}

export async function signIn(login: string, password: string, code: string): Promise<Answer<unknown>> {
  const answer = await post('/api/sign-in', { login, password, code });
  if (!answer.problem) {
    await begin();
  }
  return answer;
}

/** Both factors by one passkey; empty if the person has cancelled. */
export async function signInByPasskey(): Promise<Answer<unknown> | undefined> {
  const path = '/api/sign-in/passkey';
  const signed = await sign(path);
  if (!signed?.content) {
    return signed;
  }
  const answer = await post(path, signed.content);
  if (!answer.problem) {
    await begin();
  }
  return answer;
}

/** Uncovers the session by one factor. */
export function stepUp(code: string): Promise<Answer<unknown>> {
  return renew(() => post('/api/step-up', { code }));
}

/** As [stepUp]; empty if the person has cancelled. */
export async function stepUpByPasskey(): Promise<Answer<unknown> | undefined> {
  const path = '/api/step-up/passkey';
  const signed = await sign(path);
  return signed?.content ? renew(() => post(path, signed.content)) : signed;
}

async function renew(prove: () => Promise<Answer<unknown>>): Promise<Answer<unknown>> {
  isRenewing = true;
  await looking;
  const answer = await prove();
  isRenewing = false;
  if (!answer.problem) {
    await begin();
  }
  return answer;
}

export async function signOut(): Promise<Answer<unknown>> {
  const answer = await post('/api/sign-out');
  if (!answer.problem || answer.problem.type === 'not-signed-in') {
    signedOut('signedOut');
  }
  return answer;
}

/** The person's session has ended. */
export function signedOut(news?: News): void {
  turn++;
  state.value = { is: 'signed-out', news };
}

/** Acts on a problem that concerns the session; false if it is another one. */
export function concernsSession(type: string): boolean {
  if (type === 'not-signed-in') {
    signedOut('ended');
  } else if (type === 'session-covered') {
    cover();
  } else {
    return false;
  }
  return true;
}

async function begin(): Promise<void> {
  turn++;
  lastAct = Date.now();
  await look('person');
}

function tick(): void {
  if (document.visibilityState === 'hidden' || state.value.is === 'signed-out' || isRenewing) {
    return;
  }
  void look('page');
  // The console decides on idleness. Without it, the page does.
  if (trouble.value && Date.now() - lastAct >= IDLE_MILLIS) {
    cover();
  }
}

function noteAct(): void {
  lastAct = Date.now();
  if (state.value.is === 'signed-in' && lastAct - lastTold >= ACTIVITY_MILLIS) {
    lastTold = lastAct;
    void look('person');
  }
}

/** A page that is covered already stays as it is. */
function cover(): void {
  if (state.value.is === 'signed-in') {
    state.value = { is: 'covered', me: state.value.me };
  } else if (state.value.is !== 'covered') {
    state.value = { is: 'covered' };
  }
}

/** Their roles may have changed, and another tab may have signed in another person. */
function show(me: Me): void {
  const now = state.value;
  if (now.is !== 'signed-in') {
    speak(me.language);
  }
  if (now.is !== 'signed-in' || JSON.stringify(now.me) !== JSON.stringify(me)) {
    state.value = { is: 'signed-in', me };
  }
}

async function look(cause: Cause): Promise<void> {
  if (looking && cause === 'page') {
    return;
  }
  await looking;
  looking = ask(cause);
  await looking;
  looking = undefined;
}

async function ask(cause: Cause): Promise<void> {
  const asked = turn;
  let answer = await get<Me>('/api/me', cause);
  if (answer.problem?.type === 'not-signed-in' && state.value.is !== 'unknown') {
    answer = await get<Me>('/api/me', 'page'); // Another tab may just have got another secret for the session.
  }
  if (asked === turn) {
    take(answer);
  }
}

function take(answer: Answer<Me>): void {
  const type = answer.problem?.type;
  trouble.value = type === 'unreachable' || type === 'unavailable' ? type : undefined;
  if (answer.content) {
    show(answer.content);
  } else if (type === 'session-covered') {
    cover();
  } else if (type === 'not-signed-in') {
    signedOut(state.value.is === 'unknown' ? undefined : 'ended');
  }
}
