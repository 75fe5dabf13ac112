import { takeDone } from '../frame/done.ts';
import { show } from '../frame/show.ts';
import { countOf, spanOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import { adminTabs } from './administration.ts';
import { pathOfResource, RESOURCES } from './resource-form.ts';

/** The APIs that tokens can be for (RFC 8707 §1). */
export const adminResources: Page = {
  name: 'admin-resources',
  path: RESOURCES,
  mount(app, deps) {
    app.get(RESOURCES, async (request, reply) => {
      const session = await requireAdmin(request, reply);
      if (!session) return reply;
      const { words } = request;
      const text = words['admin-resources'];
      const deleted = takeDone(request, reply) === 'deleted';
      return show(request, reply, 'admin-resources', {
        title: text.title,
        current: 'administration',
        values: {
          notice: deleted ? { kind: 'success', text: text.done.deleted } : undefined,
          tabs: adminTabs(words, 'resources'),
          resources: (await deps.resources.list()).map((resource) => ({
            name: resource.name,
            uri: resource.uri,
            path: pathOfResource(resource.uri),
            scopes: resource.scopes,
            tokens: [
              ...(resource.accessTokenFormat ? [words['resource-form'].formats[resource.accessTokenFormat]] : []),
              ...(resource.accessTokenSeconds === undefined ? [] : [spanOf(words, resource.accessTokenSeconds)]),
            ].join(', '),
            applications: countOf(words, resource.applications),
          })),
        },
      });
    });
  },
};
