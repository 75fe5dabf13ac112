import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';

/** A secret that was made a moment ago. `kind` says by what, in one word. */
export type NewSecret<Kind extends string = 'registered' | 'rotated'> = { readonly kind: Kind; readonly value: string };

const SECONDS = 60;

/**
 * Sends the person to the page at `path` of what has this `id`, such as their application, which shows the secret once
 * (S141). An answer to the form itself would make another at a reload. The way there is a cookie that nobody can read: it
 * is sealed, and opens for this session, this page and a minute.
 */
export function redirectWithSecret(
  reply: FastifyReply,
  { keys, now }: Pick<Deps, 'keys' | 'now'>,
  session: Session,
  { id, path, secret }: { readonly id: string; readonly path: string; readonly secret: NewSecret<string> },
) {
  const ends = now().getTime() + SECONDS * 1000;
  const sealed = keys.seal('new-secret', `${secret.kind} ${ends} ${secret.value}`, contextOf(session, id));
  reply.writeCookie(nameOf(id), sealed.toString('base64url'), { maxAge: SECONDS, sameSite: 'strict' });
  return reply.redirect(path, 303);
}

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
