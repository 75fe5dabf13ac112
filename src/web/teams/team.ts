import type { FastifyReply, FastifyRequest } from 'fastify';
import type { MemberChanged, TeamRole } from '../../accounts/team.ts';
import type { Deps } from '../../deps.ts';
import { asOwner, badgeOf, pathOfApplication } from '../applications/own-application.ts';
import { dayOf } from '../frame/dates.ts';
import { field, formOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { emailField, invite, takeInvitationLink } from './invite-member.ts';
import {
  checkTeam,
  type OfTeam,
  type Own,
  ownTeam,
  ownTeamAgain,
  pathOfTeam,
  shownMembers,
  TEAMS,
  type TeamErrors,
  teamFields,
  typedTeam,
} from './own-team.ts';
import { domainField, domainForms, shownDomains } from './team-domains.ts';

const MOST_APPLICATIONS = 100;

/** A team for whoever is in it: who they are, what it owns and, for its managers, who comes and goes. */
export const team: Page = {
  name: 'team',
  path: `${TEAMS}/:id`,
  mount(app, deps) {
    const post = formPage<OfTeam, Own>(app, team.path, {
      admit: (request, reply) => ownTeam(request, reply, deps),
      change: (request, reply) => ownTeamAgain(request, reply, deps),
      view: (request, reply, own, shown) => page(request, reply, deps, own, shown),
      done: (words) => words.team.done,
    });
    // Who was a manager when the page was shown may be none now: the stores see to it, and nobody is told that it was done.
    const manage: typeof post = (to, act) =>
      post(to, (request, reply, own) => {
        if (own.team.role !== 'manager') throw new PageError('notFound');
        return act(request, reply, own);
      });
    manage(team.path, async (request, reply, own) => {
      const checked = checkTeam(request.words, typedTeam(request));
      if ('wrong' in checked) return page(request, reply, deps, own, { status: 422, wrong: checked.wrong });
      const changed = await deps.teams.change(own.team.id, checked.team, asOwner(request, own.session));
      if (changed === 'taken') {
        const wrong = { name: request.words['team-form'].taken };
        return page(request, reply, deps, own, { status: 422, wrong });
      }
      return back(reply, own, 'saved');
    });
    manage(`${team.path}/invite`, async (request, reply, own) => {
      const invited = await invite(request, reply, deps, own);
      return 'wrong' in invited
        ? page(request, reply, deps, own, { status: 422, wrongEmail: invited.wrong })
        : invited.reply;
    });
    domainForms(manage, team.path, (request, reply, own, shown) => page(request, reply, deps, own, shown), deps);
    manage(`${team.path}/withdraw`, async (request, reply, own) => {
      const invitation = field(formOf(request), 'invitation');
      await deps.teams.withdraw(own.team.id, invitation, asOwner(request, own.session));
      return back(reply, own, 'withdrawn');
    });
    manage(`${team.path}/role`, async (request, reply, own) => {
      const form = formOf(request);
      const role: TeamRole = field(form, 'role') === 'manager' ? 'manager' : 'developer';
      const changed = await deps.teams.setRole(own.team.id, field(form, 'person'), role, asOwner(request, own.session));
      return refusedLast(request, reply, own, changed) ?? back(reply, own, 'role-changed');
    });
    manage(`${team.path}/remove`, async (request, reply, own) => {
      const person = field(formOf(request), 'person');
      const removed = await deps.teams.removeMember(own.team.id, person, asOwner(request, own.session));
      return refusedLast(request, reply, own, removed) ?? back(reply, own, 'removed');
    });
    post(`${team.path}/leave`, async (request, reply, own) => {
      const left = await deps.teams.removeMember(own.team.id, own.session.user.id, asOwner(request, own.session));
      return refusedLast(request, reply, own, left) ?? reply.redirect(`${TEAMS}?done=left`, 303);
    });
    manage(`${team.path}/delete`, async (request, reply, own) => {
      const deleted = await deps.teams.delete(own.team.id, asOwner(request, own.session));
      if (deleted === 'deleted') return reply.redirect(`${TEAMS}?done=deleted`, 303);
      const notice = { kind: 'warning', text: request.words.team.inUse } as const;
      return page(request, reply, deps, own, { status: 409, notice });
    });

    function refusedLast(request: FastifyRequest, reply: FastifyReply, own: Own, changed: MemberChanged) {
      if (changed !== 'last-manager') return undefined;
      const notice = { kind: 'warning', text: request.words.team.lastManager } as const;
      return page(request, reply, deps, own, { status: 409, notice });
    }
  },
};

function back(reply: FastifyReply, own: Own, done: string) {
  return reply.redirect(`${pathOfTeam(own.team.id)}?done=${done}`, 303);
}

type State = Shown & { readonly wrong?: TeamErrors; readonly wrongEmail?: string; readonly wrongDomain?: string };

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { session, team: own }: Own,
  { status = 200, notice, wrong, wrongEmail, wrongDomain }: State,
) {
  const { id } = own;
  const { words } = request;
  const manages = own.role === 'manager';
  const [domains, members, invitations, { clients }] = await Promise.all([
    manages ? deps.teamDomains.list(id) : [],
    deps.teams.members(id),
    manages ? deps.teams.invitations(id) : [],
    deps.clients.listOfTeam(id, { page: 1, size: MOST_APPLICATIONS }),
  ]);
  const fields = teamFields(words, wrong ? typedTeam(request) : own, wrong);
  const email = emailField(request, wrongEmail);
  const domain = domainField(request, wrongDomain);
  return show(request, reply, 'team', {
    title: own.name,
    status,
    current: 'applications',
    copyButton: true,
    values: {
      notice,
      path: pathOfTeam(id),
      name: own.name,
      description: own.description,
      manages,
      role: own.role,
      link: manages ? takeInvitationLink(request, reply, deps, session, id) : undefined,
      members: shownMembers(words, members, { me: session.user.id }),
      invitations: invitations.map((each) => ({
        id: each.id,
        email: each.email,
        role: words['team-members'].roles[each.role],
        ends: dayOf(words, each.expiresAt),
        withdrawOne: words.team.withdrawOne(each.email),
      })),
      applications: clients.map((client) => ({
        name: client.name,
        path: pathOfApplication(client.id),
        badge: badgeOf(words, client),
      })),
      registerPath: `/oauth2/applications/new?${new URLSearchParams({ team: id })}`,
      inUse: own.applications > 0,
      email,
      domain,
      domains: shownDomains(words, domains, deps.now()),
      asManager: field(formOf(request), 'role') === 'manager',
      fields,
      all: { email, domain, ...fields },
    },
  });
}
