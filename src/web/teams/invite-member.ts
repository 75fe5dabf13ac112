import type { FastifyReply, FastifyRequest } from 'fastify';
import { canonicalEmail } from '../../accounts/email.ts';
import type { Session } from '../../accounts/session.ts';
import { MOST_MEMBERS } from '../../accounts/team.ts';
import { inviteByLink, invitedBefore, teamInvitationLink } from '../../accounts/team-invitation.ts';
import { recoveryBudgets } from '../../accounts/throttle.ts';
import type { Deps } from '../../deps.ts';
import { notNow } from '../account/refused-password.ts';
import { redirectToMade, takeSecret } from '../applications/new-secret.ts';
import { asOwner } from '../applications/own-application.ts';
import type { Field } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { madeBy, mintOf } from '../frame/once.ts';
import { originOf } from '../plugins/session.ts';
import { type Own, pathOfTeam } from './own-team.ts';

/** Invites whoever was typed: by mail, where this server sends any, or with a link that is shown once. What is wrong stands beside the field. */
export async function invite(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { session, team }: Own,
): Promise<{ readonly wrong: string } | { readonly reply: FastifyReply }> {
  const { words } = request;
  const form = formOf(request);
  const address = canonicalEmail(field(form, 'email'));
  if ('problem' in address) return { wrong: words.problems.email[address.problem] };
  const role = field(form, 'role') === 'manager' ? ('manager' as const) : ('developer' as const);
  const invited = { email: address.email, emailCanonical: address.canonical, role };
  const by = asOwner(request, session);
  const path = pathOfTeam(team.id);
  const refused = { wrong: words.team.notInvited(MOST_MEMBERS) };
  if (deps.mailbox) {
    const budgets = recoveryBudgets({ account: session.user.id, address: originOf(request).address });
    const reserved = await deps.throttle.reserve(budgets);
    if (!reserved.admitted) return { wrong: notNow(words, reply, { kind: 'throttled', ...reserved }).notice.text };
    const invitationId = await deps.teams.invite(team.id, invited, by);
    if (invitationId === undefined) return refused;
    await deps.mailbox.add({ kind: 'team-invitation', invitationId });
    return { reply: reply.redirect(`${path}?done=invited`, 303) };
  }
  const parts = { teams: deps.teams, mint: mintOf(request, session, deps) };
  const { made: token, showsSecret } = await madeBy(
    inviteByLink(team.id, invited, by, parts),
    () => invitedBefore(team.id, invited, parts),
    deps.now,
  );
  if (token === undefined) return refused;
  const made = { id: team.id, path, kind: 'invited', secret: token, showsSecret, otherwise: '?done=invited' };
  return { reply: await redirectToMade(reply, deps, session, made) };
}

/** The link that was made a moment ago, and never again. */
export function takeInvitationLink(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'issuer' | 'keys' | 'now'>,
  session: Session,
  teamId: string,
): string | undefined {
  const made = takeSecret<'invited'>(request, reply, deps, session, teamId);
  return made && teamInvitationLink(deps.issuer, made.value);
}

export function emailField(request: FastifyRequest, error: string | undefined): Field {
  const { email } = request.words.team;
  return { id: 'email', ...email, type: 'email', value: error ? field(formOf(request), 'email') : '', error };
}
