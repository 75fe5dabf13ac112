import { takeDone } from '../frame/done.ts';
import { inWords } from '../frame/scope-texts.ts';
import { show } from '../frame/show.ts';
import { countOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import { adminTabs } from './administration.ts';
import { pathOfScope, SCOPES } from './scope-form.ts';

/** The catalogue of scopes. */
export const adminScopes: Page = {
  name: 'admin-scopes',
  path: SCOPES,
  mount(app, deps) {
    app.get(adminScopes.path, async (request, reply) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      const deleted = takeDone(request, reply) === 'deleted';
      const text = request.words['admin-scopes'];
      return show(request, reply, 'admin-scopes', {
        title: text.title,
        current: 'administration',
        values: {
          notice: deleted ? { kind: 'success', text: text.done.deleted } : undefined,
          tabs: adminTabs(request.words, 'scopes'),
          scopes: inWords(request.words, await deps.scopes.listUsed()).map((scope) => ({
            ...scope,
            path: pathOfScope(scope.name),
            applications: countOf(request.words, scope.applications),
          })),
        },
      });
    });
  },
};
