import type { FastifyReply, FastifyRequest } from 'fastify';
import { issuePasswordLink, passwordLink, passwordTokenBefore } from '../../accounts/one-time-link.ts';
import type { Session } from '../../accounts/session.ts';
import type { User } from '../../accounts/user.ts';
import type { Deps } from '../../deps.ts';
import { redirectToMade, takeSecret } from '../applications/new-secret.ts';
import { madeBy, mintOf } from '../frame/once.ts';
import { by, pathOfPerson } from './administration.ts';

/** By what a link was made. */
type Made = 'added' | 'link';

/**
 * Makes a link with which a person chooses a password, and sends the administrator to the person's page, which shows it once.
 * False where the account is not enabled.
 */
export async function redirectWithLink(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'keys' | 'links' | 'now'>,
  session: Session,
  { id, kind }: { readonly id: string; readonly kind: Made },
): Promise<FastifyReply | false> {
  const parts = { links: deps.links, mint: mintOf(request, session, deps) };
  const { made: token, showsSecret } = await madeBy(
    issuePasswordLink(id, by(request, session), parts),
    () => passwordTokenBefore(id, parts),
    deps.now,
  );
  if (token === undefined) return false;
  return redirectToMade(reply, deps, session, { id, path: pathOfPerson(id), kind, secret: token, showsSecret });
}

/** The link that was made a moment ago for this person, and never again. */
export function takeLink(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'issuer' | 'keys' | 'now'>,
  session: Session,
  { id }: Pick<User, 'id'>,
): { readonly kind: Made; readonly value: string } | undefined {
  const made = takeSecret<Made>(request, reply, deps, session, id);
  return made && { kind: made.kind, value: passwordLink(deps.issuer, made.value) };
}
