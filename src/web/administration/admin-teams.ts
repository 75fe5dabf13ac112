import { takeDone } from '../frame/done.ts';
import { field, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import { countOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import { ADMIN_TEAMS, adminTabs, pathOfAdminTeam } from './administration.ts';

const SIZE = 50;
const MOST_TYPED = 200;

/** Every team. */
export const adminTeams: Page = {
  name: 'admin-teams',
  path: ADMIN_TEAMS,
  mount(app, deps) {
    app.get(ADMIN_TEAMS, async (request, reply) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      const query = queryOf(request);
      const search = field(query, 'q').trim().slice(0, MOST_TYPED);
      const after = field(query, 'after');
      const { teams, next } = await deps.teams.list({ size: SIZE, search, after: after === '' ? undefined : after });
      const deleted = takeDone(request, reply) === 'deleted';
      const text = request.words['admin-teams'];
      return show(request, reply, 'admin-teams', {
        title: text.title,
        current: 'administration',
        values: {
          notice: deleted ? { kind: 'success', text: text.done.deleted } : undefined,
          tabs: adminTabs(request.words, 'teams'),
          search,
          teams: teams.map(({ id, name, description, members, applications }) => ({
            name,
            description,
            path: pathOfAdminTeam(id),
            members: countOf(request.words, members),
            applications: countOf(request.words, applications),
          })),
          firstPath: after === '' ? undefined : pathOf({ q: search }),
          nextPath: next === undefined ? undefined : pathOf({ q: search, after: next }),
        },
      });
    });
  },
};

function pathOf(query: Readonly<Record<string, string>>): string {
  const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  return given.size === 0 ? ADMIN_TEAMS : `${ADMIN_TEAMS}?${given}`;
}
