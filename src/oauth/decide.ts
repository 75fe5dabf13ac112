import { reaches } from './acr.ts';
import { type Answer, type ApprovalDeps, type Approver, approve } from './authorize.ts';
import { OAuthError, StaleClient } from './errors.ts';
import type { Client } from './model/client.ts';
import type { PersonStore } from './model/person.ts';
import type { RequestOrigin } from './model/request-origin.ts';
import { type Deed, readProof } from './proof.ts';
import type { AuthorizationRequest } from './read-request.ts';
import { isOutOfBand } from './return-address.ts';
import type { RuleId } from './rules/index.ts';
import { sectorOf } from './subject.ts';

/** What is known of the person when the next step is asked for. */
export type Seen = {
  /** "unread": the browser brings a session, and the statement that answers sees whether it lives. */
  readonly session: 'none' | 'unread' | 'live';
  /**
   * The person's agreement: not looked for yet, not there, asked for on the page before them, or just decided there. "declined":
   * they did not even want to sign in for it.
   */
  readonly consent: 'unread' | 'missing' | 'asked' | 'given' | 'denied' | 'declined';
  /** What they did for this very request on the way to it. */
  readonly proof?: Deed | undefined;
  /** Whether they may use an application that is for some people alone; undefined: nobody has asked. */
  readonly admitted?: boolean | undefined;
  /** How long ago they proved who they are; undefined while the session is unread. */
  readonly authenticatedSecondsAgo?: number | undefined;
  /** How (RFC 8176 §2); undefined while the session is unread. */
  readonly amr?: readonly string[] | undefined;
  /** Whether they are whom the client means; undefined while the session is unread. */
  readonly isMeant?: boolean | undefined;
};

/** What comes next. "read-session", "read-groups": the session, or its person's groups, must be looked at first. */
export type NextStep =
  | {
      readonly step:
        | 'sign-in'
        | 'sign-up'
        | 'sign-in-again'
        | 'choose'
        | 'set-up'
        | 'consent'
        | 'not-admitted'
        | 'read-session'
        | 'read-groups';
    }
  | { readonly step: 'answer'; readonly by: Approver }
  | { readonly step: 'refuse'; readonly error: OAuthError };

/**
 * The one place that says what becomes of a valid request, and in which order things are asked of a person. What is decided
 * on the page was asked after all that comes before it here.
 */
export function nextStep(request: AuthorizationRequest, seen: Seen): NextStep {
  const { prompts, address } = request;
  const { session, consent } = seen;
  const silent = prompts.includes('none');
  if (silent && isOutOfBand(address)) return refuse('interaction-required');
  if (session === 'none' && silent) return refuse('login-required');
  if (consent === 'declined') return refuse('access-denied');
  if (session === 'none') return { step: prompts.includes('create') ? 'sign-up' : 'sign-in' };
  // The application may need more of its people since it was shown; whether it does stands in the revision that the statement asks for.
  if (consent === 'given')
    return askedHow(request, seen) ?? forWhomItIs(request, seen, { step: 'answer', by: 'person' });
  if (consent === 'denied' && session === 'unread') return { step: 'read-session' };
  if (consent === 'denied') return forWhomItIs(request, seen, refuse('access-denied'));
  const person = askedWho(request, seen);
  if (person) return silent && ASKS.has(person.step) ? refuse('login-required') : person;
  const asksAlways = prompts.includes('consent');
  if (consent === 'unread' && remembers(request) && !asksAlways) return { step: 'answer', by: 'memory' };
  // First party: nobody is asked; a code is remembered from now on, where people can see and end it.
  if (consent === (remembers(request) ? 'missing' : 'unread') && isFirstParty(request) && !asksAlways) {
    return forWhomItIs(request, seen, { step: 'answer', by: 'first-party' });
  }
  if (session === 'unread') return { step: 'read-session' };
  return forWhomItIs(request, seen, silent ? refuse('consent-required') : { step: 'consent' });
}

/**
 * This step, for whoever may use the application. What is remembered needs no look: the statement that answers sees for itself,
 * and remembers nothing for anybody else.
 */
function forWhomItIs({ prompts, address }: AuthorizationRequest, seen: Seen, next: NextStep): NextStep {
  if (!address.client.restricted || seen.admitted) return next;
  if (seen.session === 'unread') return { step: 'read-session' };
  if (seen.admitted === undefined) return { step: 'read-groups' };
  // Who was told so, and goes back, did not deny anything.
  return prompts.includes('none') || seen.consent === 'denied' ? refuse('not-admitted') : { step: 'not-admitted' };
}

const ASKS: ReadonlySet<string> = new Set<NextStep['step']>(['choose', 'sign-in-again', 'set-up']);

/** What the client wants to know of who the person is, and nobody has asked yet (OpenID Connect Core 1.0 §3.1.2.1). */
function askedWho(request: AuthorizationRequest, seen: Seen): NextStep | undefined {
  const { prompts, maxAge, expects } = request;
  const { session, proof, authenticatedSecondsAgo: ago, isMeant } = seen;
  // Who has an account in this browser may mean another one, as yet to be made.
  const choose = (prompts.includes('select_account') || prompts.includes('create')) && proof === undefined;
  const again = prompts.includes('login') && proof !== 'signed-in';
  const tooLong = maxAge !== undefined && proof !== 'signed-in';
  // Who is signed out is asked for a password anyway.
  if ((choose || again || tooLong || expects) && (session === 'unread' || ago === undefined)) {
    return { step: 'read-session' };
  }
  if (choose) return { step: 'choose' };
  // Who has chosen or signed in for this very request is who they are (OpenID Connect Core 1.0 §3.1.2.1).
  if (expects && !isMeant) {
    return proof === undefined && !prompts.includes('none') ? { step: 'choose' } : refuse('person-not-meant');
  }
  if (again || (tooLong && ago !== undefined && ago > maxAge)) return { step: 'sign-in-again' };
  return askedHow(request, seen);
}

/** How surely the client wants to know them. Whoever has two factors is asked for both when they sign in: who is signed in by one has no other yet. */
function askedHow({ acr }: AuthorizationRequest, { amr }: Seen): NextStep | undefined {
  if (acr === 'aal2' && amr === undefined) return { step: 'read-session' };
  return acr !== undefined && amr !== undefined && !reaches(amr, acr) ? { step: 'set-up' } : undefined;
}

/** The browser that a request came with. */
export type Visit = {
  /** Undefined: it brings no session. */
  readonly sessionHash: Buffer | undefined;
  readonly findSession: () => Promise<
    | { readonly authenticatedAt: Date; readonly amr: readonly string[]; readonly user: { readonly id: string } }
    | undefined
  >;
  /** Whether the person of the session may use this application. */
  readonly isAdmitted: (clientId: string) => Promise<boolean>;
  /** The query as it came, with what was added to it on the way; undefined: nothing was. */
  readonly sent: URLSearchParams | undefined;
  readonly from: RequestOrigin;
  /** What the person decided on the page, and the name of that decision (decision.ts), or that they do not sign in for it; undefined: nothing yet. */
  readonly decided?:
    | { readonly answer: 'given' | 'denied'; readonly decision: string }
    | { readonly answer: 'declined' };
  /** The person is on the page that asks. */
  readonly asking?: boolean;
};

/** What a page does about a request: it asks the person, or sends the answer. "answered": it was sent before, and used. */
export type Outcome =
  | {
      readonly step:
        | 'sign-in'
        | 'sign-up'
        | 'sign-in-again'
        | 'choose'
        | 'set-up'
        | 'consent'
        | 'not-admitted'
        | 'answered';
    }
  | { readonly step: 'answer'; readonly answer: Answer };

/** Takes every step that needs no person. Throws what is refused. */
export async function decide(
  request: AuthorizationRequest,
  visit: Visit,
  deps: ApprovalDeps & { readonly now: Date; readonly persons: Pick<PersonStore, 'subjectOf'> },
): Promise<Outcome> {
  const { sessionHash, decided } = visit;
  if (request.via.kind === 'reference' && request.via.used && !decided) {
    // The browser's way back leads to the page; where a program asked, it hears.
    if (visit.asking) return { step: 'answered' };
    throw new OAuthError('request-uri-used');
  }
  const decision = decided?.answer === 'declined' ? undefined : decided?.decision;
  let seen: Seen = {
    session: sessionHash ? 'unread' : 'none',
    consent: decided?.answer ?? (visit.asking ? 'asked' : 'unread'),
    proof: sessionHash && visit.sent && readProof(visit.sent, { ...deps, sessionHash }),
  };
  for (;;) {
    const next = nextStep(request, seen);
    if (next.step === 'refuse') throw next.error;
    if (next.step === 'read-session') {
      const session = await visit.findSession();
      const ago = session && (deps.now.getTime() - session.authenticatedAt.getTime()) / 1000;
      seen = {
        ...seen,
        session: session ? 'live' : 'none',
        authenticatedSecondsAgo: ago,
        amr: session?.amr,
        isMeant: session && (await isMeant(request, session.user.id, deps)),
      };
    } else if (next.step === 'read-groups') {
      seen = { ...seen, admitted: await visit.isAdmitted(request.address.client.id) };
    } else if (next.step === 'answer' && sessionHash) {
      const browser = { sessionHash, from: visit.from };
      const approved = await approve(request, { by: next.by, browser, decision }, deps);
      if (approved === 'stale') throw new StaleClient();
      if (typeof approved === 'object') return { step: 'answer', answer: approved };
      if (approved === 'answered' && decided) return { step: 'answered' };
      if (approved === 'answered') throw new OAuthError('request-uri-used');
      if (approved === 'signed-out') seen = { ...seen, session: 'none' };
      else seen = { ...seen, session: 'live', consent: 'missing' };
    } else if (next.step !== 'answer') return { step: next.step };
  }
}

/** Whether this person is known to the client by all the subjects that it named. */
async function isMeant(
  { expects, address: { client } }: AuthorizationRequest,
  userId: string,
  { persons }: { readonly persons: Pick<PersonStore, 'subjectOf'> },
): Promise<boolean> {
  if (!expects) return true;
  const sector = sectorOf(client);
  const subject = sector === undefined ? userId : await persons.subjectOf(userId, sector);
  return expects.every((each) => each === subject);
}

function refuse(rule: RuleId): NextStep {
  return { step: 'refuse', error: new OAuthError(rule) };
}

/**
 * Whether what a person once allowed may stand for an answer now; a decision for a token counts for that one, and details are
 * of this one request (RFC 9396 §2), as are claims beyond those of its scopes.
 */
function remembers(request: AuthorizationRequest): boolean {
  return asksOnce(request) && request.details.length === 0 && !request.claims?.beyond.length;
}

/** Whether a person need not be asked every time, for what scopes say. */
function asksOnce({ address, dialect, responseType }: AuthorizationRequest): boolean {
  return responseType === 'code' && mayRemember(address.client) && dialect?.remembersConsent !== false;
}

/** Whether an administrator has said that nobody need be asked; in a dialect that asks every time, that is for tokens alone. */
function isFirstParty(request: AuthorizationRequest): boolean {
  return request.address.client.trusted && (request.responseType !== 'code' || asksOnce(request));
}

/** A public client can be anybody's copy (RFC 8252 §8.6). */
function mayRemember(client: Client): boolean {
  return client.confidential || client.trusted;
}
