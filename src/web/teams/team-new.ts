import type { FastifyReply, FastifyRequest } from 'fastify';
import { MOST_TEAMS } from '../../accounts/team.ts';
import { asOwner } from '../applications/own-application.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { isSameClick } from '../frame/once.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireSession } from '../plugins/session.ts';
import { checkTeam, pathOfTeam, TEAMS, type TeamErrors, teamFields, typedTeam } from './own-team.ts';

/** Makes a team, whose manager its maker is. */
export const teamNew: Page = {
  name: 'team-new',
  path: `${TEAMS}/new`,
  mount(app, deps) {
    const post = formPage(app, teamNew.path, {
      admit: requireSession,
      view: (request, reply, _session, shown) => form(request, reply, shown),
    });
    post(teamNew.path, async (request, reply, session) => {
      const checked = checkTeam(request.words, typedTeam(request));
      if ('wrong' in checked) return form(request, reply, { status: 422, wrong: checked.wrong });
      const text = request.words['team-new'];
      const managerId = session.user.id;
      const added = await deps.teams.add({ ...checked.team, managerId }, asOwner(request, session), MOST_TEAMS);
      if (added === 'too-many') {
        const notice = { kind: 'danger', text: text.tooMany(MOST_TEAMS) } as const;
        return form(request, reply, { status: 409, notice });
      }
      if (added !== 'taken') return reply.redirect(`${pathOfTeam(added.id)}?done=added`, 303);
      const named = await deps.teams.findByName(checked.team.name);
      const team = named && (await deps.teams.findOf(named.id, managerId));
      if (!team || !isSameClick(team.createdAt, deps.now())) {
        return form(request, reply, { status: 422, wrong: { name: request.words['team-form'].taken } });
      }
      return reply.redirect(`${pathOfTeam(team.id)}?done=added`, 303);
    });
  },
};

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  { status = 200, notice, wrong = {} }: Shown & { readonly wrong?: TeamErrors },
) {
  return show(request, reply, 'team-new', {
    title: request.words['team-new'].title,
    status,
    current: 'applications',
    values: { notice, fields: teamFields(request.words, typedTeam(request), wrong) },
  });
}
