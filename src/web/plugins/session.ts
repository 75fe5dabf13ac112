import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { isAskedBy } from '../../accounts/factor.ts';
import { authenticatedWithin, type Origin, type Session, type StartedSession } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { digest } from '../../secrets.ts';
import { askPassword, askToSignIn } from '../frame/carried-form.ts';
import { PageError } from '../frame/page-error.ts';
import { addressOf } from '../requests/address.ts';
import { pathOf, withReturnTo } from '../requests/return-to.ts';

declare module 'fastify' {
  interface FastifyRequest {
    /** The browser's session id, whether it lives or not. */
    sessionId(): string | undefined;
    /** Its digest. */
    sessionHash(): Buffer | undefined;
    /** The live session, looked up once a request, at the first call. */
    findSession(): Promise<Session | undefined>;
    /** It began by a password alone, and FACTORS asks for more: the setting, or its person, became another since. */
    lacksFactor(session: Session): boolean;
  }
}

const COOKIE = 'session';

const found = new WeakMap<FastifyRequest, Promise<Session | undefined>>();
const known = new WeakMap<FastifyRequest, Session | undefined>();
const given = new WeakMap<FastifyRequest, Session>();

/** The session, if somebody has looked for it already. */
export function knownSession(request: FastifyRequest): Session | undefined {
  return known.get(request);
}

/** Whose the session is that its answer gives the browser. */
export function givenSession(request: FastifyRequest): Session | undefined {
  return given.get(request);
}

/** Gives requests of the scope their session, lazily: a page that asks for none costs no statement. */
export function readSessions(scope: FastifyInstance, deps: Pick<Deps, 'sessions' | 'factorPolicy'>) {
  scope.decorateRequest('sessionId', function sessionId(this: FastifyRequest) {
    return this.readCookie(COOKIE);
  });
  scope.decorateRequest('sessionHash', function sessionHash(this: FastifyRequest) {
    const id = this.sessionId();
    return id ? digest(id) : undefined;
  });
  scope.decorateRequest('findSession', function findSession(this: FastifyRequest) {
    let session = found.get(this);
    if (!session) {
      const hash = this.sessionHash();
      session = hash ? deps.sessions.find(hash) : Promise.resolve(undefined);
      found.set(this, session);
      const note = (session: Session | undefined) => known.set(this, session);
      session.then(note, () => undefined);
    }
    return session;
  });
  scope.decorateRequest(
    'lacksFactor',
    ({ user, amr }: Session) => !amr.includes('mfa') && isAskedBy(deps.factorPolicy, user),
  );
}

/** Gives the browser a new session id; whatever it had before is worthless to it now (S114). */
export function giveSession(reply: FastifyReply, id: string, session?: Session) {
  reply.writeCookie(COOKIE, id);
  if (session) given.set(reply.request, session);
}

/** The same for what is left of this request too: its forms are bound to the new id. */
export function takeUpSession(request: FastifyRequest, reply: FastifyReply, { id, session }: StartedSession) {
  giveSession(reply, id);
  found.set(request, Promise.resolve(session));
  known.set(request, session);
}

export function takeSession(reply: FastifyReply) {
  reply.dropCookie(COOKIE);
}

/**
 * The session, or undefined after the person was sent to sign in. The form of a formPage is carried through that; another
 * comes back to its own address as GET, or to `returnTo` where that has none.
 */
export async function requireSession(
  request: FastifyRequest,
  reply: FastifyReply,
  returnTo = request.method === 'GET' ? request.url : pathOf(request),
): Promise<Session | undefined> {
  const session = await request.findSession();
  if (!session) {
    if (carries(request)) await askToSignIn(request, reply);
    else await reply.redirect(withReturnTo('/sign-in', returnTo), 303);
  }
  return session;
}

/** As requireSession, and the person proved who they are in the last five minutes; otherwise they are asked, in the answer to a form (S117). */
export async function requireRecentSession(
  request: FastifyRequest,
  reply: FastifyReply,
  { now }: { readonly now: Date },
): Promise<Session | undefined> {
  const session = await requireSession(request, reply);
  if (!session || authenticatedWithin(session, now)) return session;
  if (carries(request)) await askPassword(request, reply, session);
  else
    await reply.redirect(withReturnTo('/sign-in/again', request.method === 'GET' ? request.url : pathOf(request)), 303);
  return undefined;
}

function carries(request: FastifyRequest): boolean {
  return request.method === 'POST' && request.routeOptions.config.carries === true;
}

/**
 * The session of an administrator; to everybody else there is no such page. Who must have a second factor and has none is led to where
 * one is set up: they were no administrator when they signed in.
 */
export async function requireAdmin(request: FastifyRequest, reply: FastifyReply): Promise<Session | undefined> {
  const session = await requireSession(request, reply);
  if (session && !session.user.isAdmin) throw new PageError('notFound');
  if (session && request.lacksFactor(session)) {
    await reply.redirect('/account/factors', 303);
    return undefined;
  }
  return session;
}

/** Where the request comes from, for sessions and the audit trail. */
export function originOf(request: FastifyRequest): Origin {
  return { address: addressOf(request), agent: request.headers['user-agent'] ?? '', requestId: request.id };
}
