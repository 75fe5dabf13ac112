import { ADMIN, adminTabs } from '../administration.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import { show } from '../show.ts';
import { words } from '../words/index.ts';

const text = words['admin-scopes'];

/** The catalogue of scopes, to read. */
export const adminScopes: Page = {
  name: 'admin-scopes',
  path: `${ADMIN}/scopes`,
  mount(app, deps) {
    app.get(adminScopes.path, async (request, reply) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      return show(request, reply, 'admin-scopes', {
        title: text.title,
        current: 'administration',
        values: { tabs: adminTabs('scopes'), scopes: await deps.scopes.list() },
      });
    });
  },
};
