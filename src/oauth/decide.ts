import { type Answer, type ApprovalDeps, type Approver, approve } from './authorize.ts';
import { OAuthError, StaleClient } from './errors.ts';
import type { Client } from './model/client.ts';
import type { RequestOrigin } from './model/request-origin.ts';
import type { AuthorizationRequest } from './read-request.ts';

/** What is known of the person when the next step is asked for. */
export type Seen = {
  /** "unread": the browser brings a session, and the statement that answers sees whether it lives. */
  readonly session: 'none' | 'unread' | 'live';
  /** The person's agreement: not looked for yet, not there, asked for on the page before them, or just decided there. */
  readonly consent: 'unread' | 'missing' | 'asked' | 'given' | 'denied';
};

/** What comes next. "read-session": whether the session lives must be known first. */
export type NextStep =
  | { readonly step: 'sign-in' | 'consent' | 'read-session' }
  | { readonly step: 'answer'; readonly by: Approver }
  | { readonly step: 'refuse'; readonly error: OAuthError };

/** The one place that says what becomes of a valid request, and in which order things are asked of a person. */
export function nextStep(request: AuthorizationRequest, { session, consent }: Seen): NextStep {
  if (session === 'none') return { step: 'sign-in' };
  if (consent === 'given') return { step: 'answer', by: 'person' };
  if (consent === 'unread' && remembers(request)) return { step: 'answer', by: 'memory' };
  // First party: nobody is asked; a code is remembered from now on, where people can see and end it.
  if (consent === (remembers(request) ? 'missing' : 'unread') && isFirstParty(request)) {
    return { step: 'answer', by: 'first-party' };
  }
  if (session === 'unread') return { step: 'read-session' };
  if (consent === 'denied') return { step: 'refuse', error: new OAuthError('access-denied') };
  return { step: 'consent' };
}

/** The browser that a request came with. */
export type Visit = {
  /** Undefined: it brings no session. */
  readonly sessionHash: Buffer | undefined;
  readonly isSignedIn: () => Promise<boolean>;
  readonly from: RequestOrigin;
  /** What the person decided on the page, and the name of that decision (decision.ts); undefined: nothing yet. */
  readonly decided?: { readonly answer: 'given' | 'denied'; readonly decision: string };
  /** The person is on the page that asks. */
  readonly asking?: boolean;
};

/** What a page does about a request: it asks the person, or sends the answer. "answered": it was sent before, and used. */
export type Outcome =
  | { readonly step: 'sign-in' | 'consent' | 'answered' }
  | { readonly step: 'answer'; readonly answer: Answer };

/** Takes every step that needs no person. Throws what is refused. */
export async function decide(request: AuthorizationRequest, visit: Visit, deps: ApprovalDeps): Promise<Outcome> {
  const { sessionHash, decided } = visit;
  let seen: Seen = {
    session: sessionHash ? 'unread' : 'none',
    consent: decided?.answer ?? (visit.asking ? 'asked' : 'unread'),
  };
  for (;;) {
    const next = nextStep(request, seen);
    if (next.step === 'refuse') throw next.error;
    if (next.step === 'read-session') {
      seen = { ...seen, session: (await visit.isSignedIn()) ? 'live' : 'none' };
    } else if (next.step === 'answer' && sessionHash) {
      const browser = { sessionHash, from: visit.from };
      const approved = await approve(request, { by: next.by, browser, decision: decided?.decision }, deps);
      if (approved === 'stale') throw new StaleClient();
      if (typeof approved === 'object') return { step: 'answer', answer: approved };
      if (approved === 'answered') return { step: 'answered' };
      if (approved === 'signed-out') seen = { ...seen, session: 'none' };
      else seen = { session: 'live', consent: 'missing' };
    } else if (next.step !== 'answer') return { step: next.step };
  }
}

/** Whether what a person once allowed may stand for an answer now; a decision for a token counts for that one. */
function remembers({ address, dialect, responseType }: AuthorizationRequest): boolean {
  return responseType === 'code' && mayRemember(address.client) && dialect?.remembersConsent !== false;
}

/** Whether an administrator has said that nobody need be asked; in a dialect that asks every time, that is for tokens alone. */
function isFirstParty(request: AuthorizationRequest): boolean {
  return request.address.client.trusted && (request.responseType === 'token' || remembers(request));
}

/** A public client can be anybody's copy (RFC 8252 §8.6). */
function mayRemember(client: Client): boolean {
  return client.confidential || client.trusted;
}
