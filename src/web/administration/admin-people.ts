import { dayOf } from '../frame/dates.ts';
import { field, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import { words } from '../words/index.ts';
import { ADMIN, adminTabs, personBadge } from './administration.ts';

const text = words['admin-people'];
const SIZE = 50;

/** Everybody with an account, for administrators. */
export const adminPeople: Page = {
  name: 'admin-people',
  path: `${ADMIN}/people`,
  mount(app, deps) {
    app.get(adminPeople.path, async (request, reply) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      const after = field(queryOf(request), 'after');
      const { users, next } = await deps.users.list({ limit: SIZE, after: after === '' ? undefined : after });
      return show(request, reply, 'admin-people', {
        title: text.title,
        current: 'administration',
        values: {
          tabs: adminTabs('people'),
          people: users.map((user) => ({
            name: user.name,
            email: user.email,
            path: `${adminPeople.path}/${user.id}`,
            isAdmin: user.isAdmin,
            badge: personBadge(user),
            since: dayOf(user.createdAt),
          })),
          firstPath: after === '' ? undefined : adminPeople.path,
          nextPath: next === undefined ? undefined : `${adminPeople.path}?${new URLSearchParams({ after: next })}`,
        },
      });
    });
  },
};
