import type { FastifyReply, FastifyRequest } from 'fastify';
import type { ListedTeam } from '../../accounts/team.ts';
import type { Deps } from '../../deps.ts';
import { badgeOf } from '../applications/own-application.ts';
import { dayOf } from '../frame/dates.ts';
import { field, formOf } from '../frame/form.ts';
import type { Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { shownMembers } from '../teams/own-team.ts';
import { adminFormPage } from './admin-form-page.ts';
import { ADMIN_TEAMS, by, pathOfAdminTeam, pathOfPerson } from './administration.ts';
import { pathOfAdminApplication } from './application-pages.ts';
import { personTyped } from './groups.ts';

const MOST_APPLICATIONS = 100;

/** One team, for administrators, who appoint a manager where nobody else can. */
export const adminTeam: Page = {
  name: 'admin-team',
  path: `${ADMIN_TEAMS}/:id`,
  mount(app, deps) {
    const post = adminFormPage(app, deps, adminTeam.path, {
      find: async ({ id }: { readonly id: string }) => {
        const team = await deps.teams.find(id);
        if (!team) throw new PageError('notFound');
        return team;
      },
      view: (request, reply, _session, team, shown) => page(request, reply, deps, team, shown),
      done: (words) => words['admin-team'].done,
    });
    post(`${adminTeam.path}/people`, async (request, reply, { session, thing: team }) => {
      const form = formOf(request);
      const person = await personTyped(request.words, field(form, 'email'), deps);
      if ('error' in person) return page(request, reply, deps, team, { status: 422, wrongPerson: person.error });
      const role = field(form, 'role') === 'manager' ? 'manager' : 'developer';
      const appointed = await deps.teams.appoint(team.id, person.user.id, role, by(request, session));
      if (appointed === 'last-manager') return lastManager(request, reply, team);
      return reply.redirect(`${pathOfAdminTeam(team.id)}?done=appointed`, 303);
    });
    post(`${adminTeam.path}/role`, async (request, reply, { session, thing: team }) => {
      const form = formOf(request);
      const role = field(form, 'role') === 'manager' ? 'manager' : 'developer';
      const changed = await deps.teams.setRole(team.id, field(form, 'person'), role, by(request, session));
      if (changed === 'last-manager') return lastManager(request, reply, team);
      return reply.redirect(`${pathOfAdminTeam(team.id)}?done=appointed`, 303);
    });
    post(`${adminTeam.path}/remove`, async (request, reply, { session, thing: team }) => {
      const person = field(formOf(request), 'person');
      const removed = await deps.teams.removeMember(team.id, person, by(request, session));
      if (removed === 'last-manager') return lastManager(request, reply, team);
      return reply.redirect(`${pathOfAdminTeam(team.id)}?done=removed`, 303);
    });
    post(`${adminTeam.path}/delete`, async (request, reply, { session, thing: team }) => {
      const deleted = await deps.teams.delete(team.id, by(request, session));
      if (deleted !== 'in-use') return reply.redirect(`${ADMIN_TEAMS}?done=deleted`, 303);
      return refused(request, reply, team, request.words.team.inUse);
    });

    function lastManager(request: FastifyRequest, reply: FastifyReply, team: ListedTeam) {
      return refused(request, reply, team, request.words['admin-team'].lastManager);
    }
    function refused(request: FastifyRequest, reply: FastifyReply, team: ListedTeam, text: string) {
      return page(request, reply, deps, team, { status: 409, notice: { kind: 'warning', text } });
    }
  },
};

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  team: ListedTeam,
  { status = 200, notice, wrongPerson }: Shown & { readonly wrongPerson?: string },
) {
  const { words } = request;
  const text = words['admin-team'];
  const [members, { clients }] = await Promise.all([
    deps.teams.members(team.id),
    deps.clients.listOfTeam(team.id, { page: 1, size: MOST_APPLICATIONS }),
  ]);
  const email = field(formOf(request), 'email');
  const person = { id: 'email', label: text.add, hint: text.addHint, type: 'email', value: email, error: wrongPerson };
  return show(request, reply, 'admin-team', {
    title: team.name,
    status,
    current: 'administration',
    values: {
      notice,
      path: pathOfAdminTeam(team.id),
      name: team.name,
      description: team.description,
      since: dayOf(words, team.createdAt),
      manages: true,
      members: shownMembers(words, members, { pathOf: pathOfPerson }),
      applications: clients.map((client) => ({
        name: client.name,
        path: pathOfAdminApplication(client.id),
        badge: badgeOf(words, client),
      })),
      inUse: team.applications > 0,
      own: words.team,
      person,
      asManager: !members.some(({ role, disabledAt }) => role === 'manager' && disabledAt === undefined),
      fields: { person },
    },
  });
}
