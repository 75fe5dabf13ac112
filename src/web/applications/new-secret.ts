import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';

/** A secret that was made a moment ago. `kind` says by what, in one word. */
export type NewSecret<Kind extends string = 'registered' | 'rotated'> = { readonly kind: Kind; readonly value: string };

const SECONDS = 60;

/**
 * Answers a form that made a secret, or something with one: sends the person to the page at `path` of what has this `id`, such
 * as their application, which shows the secret once (S141). An answer to the form itself would make another at a reload. The
 * way there is a cookie that nobody can read: it is sealed, and opens for this session, this page and a minute. What has no
 * secret, or was made by this form too long ago to show it, is shown without (`otherwise`: with which query).
 */
export function redirectToMade(
  reply: FastifyReply,
  { keys, now }: Pick<Deps, 'keys' | 'now'>,
  session: Session,
  { id, path, kind, secret, showsSecret, otherwise = '' }: Made,
) {
  if (secret === undefined || !showsSecret) return reply.redirect(`${path}${otherwise}`, 303);
  const ends = now().getTime() + SECONDS * 1000;
  const sealed = keys.seal('new-secret', `${kind} ${ends} ${secret}`, contextOf(session, id));
  reply.writeCookie(nameOf(id), sealed.toString('base64url'), { maxAge: SECONDS, sameSite: 'strict' });
  return reply.redirect(path, 303);
}

type Made = {
  readonly id: string;
  readonly path: string;
  /** By what, in one word. */
  readonly kind: string;
  readonly secret: string | undefined;
  readonly showsSecret: boolean;
  readonly otherwise?: string;
};

/** The secret that this person was sent here with, and never again. */
export function takeSecret<Kind extends string = 'registered' | 'rotated'>(
  request: FastifyRequest,
  reply: FastifyReply,
  { keys, now }: Pick<Deps, 'keys' | 'now'>,
  session: Session,
  id: string,
): NewSecret<Kind> | undefined {
  const sealed = request.readCookie(nameOf(id));
  if (sealed === undefined || request.method !== 'GET') return undefined;
  reply.dropCookie(nameOf(id));
  try {
    const text = keys.open('new-secret', Buffer.from(sealed, 'base64url'), contextOf(session, id));
    const [kind, ends, value] = text.split(' ') as [Kind, string, string];
    return Number(ends) > now().getTime() ? { kind, value } : undefined;
  } catch {
    return undefined; // another session's, or changed on the way
  }
}

/** One for each application, or person: two that are registered in two tabs do not take each other's. */
function nameOf(id: string): string {
  return `secret-${id}`;
}

function contextOf(session: Session, id: string): string {
  return `${session.handle} ${id}`;
}
