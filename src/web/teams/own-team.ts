import type { FastifyReply, FastifyRequest } from 'fastify';
import { type GroupProblem, readGroup } from '../../accounts/group.ts';
import type { Session } from '../../accounts/session.ts';
import type { OwnTeam, TeamMember } from '../../accounts/team.ts';
import type { Deps } from '../../deps.ts';
import { dayOf } from '../frame/dates.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { PageError } from '../frame/page-error.ts';
import { requireRecentSession, requireSession } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';

export const TEAMS = '/teams';

export type OfTeam = { Params: { readonly id: string } };
/** A team, and who of it asks for its page. */
export type Own = { readonly session: Session; readonly team: OwnTeam };

/** A team of the signed-in person's; one that they are not in, like none, is 404 (S140). Undefined: sent to sign in. */
export async function ownTeam(
  request: FastifyRequest<OfTeam>,
  reply: FastifyReply,
  deps: Pick<Deps, 'teams'>,
): Promise<Own | undefined> {
  return of(request, await requireSession(request, reply), deps);
}

/** The same for who just proved who they are; another's is 404 before anybody is asked for a password. */
export async function ownTeamAgain(
  request: FastifyRequest<OfTeam>,
  reply: FastifyReply,
  deps: Pick<Deps, 'teams' | 'now'>,
): Promise<Own | undefined> {
  const session = await request.findSession();
  if (session) await of(request, session, deps);
  return of(request, await requireRecentSession(request, reply, { now: deps.now() }), deps);
}

async function of(request: FastifyRequest<OfTeam>, session: Session | undefined, { teams }: Pick<Deps, 'teams'>) {
  if (!session) return undefined;
  const team = await teams.findOf(request.params.id, session.user.id);
  if (!team) throw new PageError('notFound');
  return { session, team };
}

export function pathOfTeam(id: string): string {
  return `${TEAMS}/${encodeURIComponent(id)}`;
}

export type TypedTeam = { readonly name: string; readonly description: string };
export type TeamErrors = { readonly [Name in keyof TypedTeam]?: string | undefined };

export function typedTeam(request: FastifyRequest): TypedTeam {
  const form = formOf(request);
  return { name: field(form, 'name'), description: field(form, 'description') };
}

/** What was typed into the form of a team, checked: what is stored, or what stands beside each field. */
export function checkTeam(
  words: Words,
  typed: TypedTeam,
): { readonly team: TypedTeam } | { readonly wrong: TeamErrors } {
  const read = readGroup(typed);
  if (!('problems' in read)) return { team: read };
  const said = (problem: GroupProblem | undefined) => problem && words.problems.group[problem];
  return { wrong: { name: said(read.problems.name), description: said(read.problems.description) } };
}

export function teamFields(words: Words, typed: TypedTeam, wrong: TeamErrors = {}): Fields {
  const text = words['team-form'];
  return {
    name: { id: 'name', ...text.name, required: true, value: typed.name, error: wrong.name },
    description: { id: 'description', ...text.description, value: typed.description, error: wrong.description },
  };
}

/** Who is in a team, for views/partials/team-members.eta. */
export function shownMembers(
  words: Words,
  members: readonly TeamMember[],
  { me, pathOf }: { readonly me?: string; readonly pathOf?: (id: string) => string },
) {
  const text = words['team-members'];
  return {
    words: text,
    list: members.map(({ id, name, email, role, addedAt, disabledAt }) => ({
      id,
      name,
      email,
      role: text.roles[role],
      otherRole: role === 'manager' ? 'developer' : 'manager',
      change: role === 'manager' ? text.makeDeveloper : text.makeManager,
      changeOne: role === 'manager' ? text.makeDeveloperOne(name) : text.makeManagerOne(name),
      removeOne: text.removeOne(name),
      since: dayOf(words, addedAt),
      disabled: disabledAt !== undefined,
      isMe: id === me,
      path: pathOf?.(id),
    })),
  };
}
