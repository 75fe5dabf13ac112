import { takeDone } from '../frame/done.ts';
import { show } from '../frame/show.ts';
import { countOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { requireSession } from '../plugins/session.ts';
import { pathOfTeam, TEAMS } from './own-team.ts';

/** The teams that a person is in. */
export const teams: Page = {
  name: 'teams',
  path: TEAMS,
  mount(app, deps) {
    app.get(TEAMS, async (request, reply) => {
      const session = await requireSession(request, reply);
      if (!session) return reply;
      const own = await deps.teams.listOf(session.user.id);
      const { words } = request;
      const text = words.teams;
      const done: Readonly<Record<string, string>> = text.done;
      const said = done[takeDone(request, reply)];
      return show(request, reply, 'teams', {
        title: text.title,
        current: 'applications',
        values: {
          notice: said === undefined ? undefined : { kind: 'success', text: said },
          teams: own.map(({ id, name, description, role, members, applications }) => ({
            name,
            description,
            path: pathOfTeam(id),
            role: words['team-members'].roles[role],
            members: countOf(words, members),
            applications: countOf(words, applications),
          })),
        },
      });
    });
  },
};
