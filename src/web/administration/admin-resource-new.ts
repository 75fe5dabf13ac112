import { isDeepStrictEqual } from 'node:util';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { comparableUri } from '../../oauth/model/resource.ts';
import { checkResource } from '../../oauth/resource-entry.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireAdmin } from '../plugins/session.ts';
import { by, requireRecentAdmin } from './administration.ts';
import {
  NEW_RESOURCE,
  pathOfResource,
  RESOURCES,
  type ResourceErrors,
  resourceForm,
  saidOfResource,
  typedResource,
} from './resource-form.ts';

/** Adds an API to the list. */
export const adminResourceNew: Page = {
  name: 'admin-resource-new',
  path: `${RESOURCES}/new`,
  mount(app, deps) {
    const post = formPage(app, adminResourceNew.path, {
      admit: requireAdmin,
      change: (request, reply) => requireRecentAdmin(request, reply, deps),
      view: (request, reply, _session, shown) => form(request, reply, deps, shown),
    });
    post(adminResourceNew.path, async (request, reply, session) => {
      const checked = checkResource(typedResource(request), { catalogue: await deps.scopes.list() });
      if ('problems' in checked) {
        return form(request, reply, deps, { status: 422, wrong: saidOfResource(request.words, checked.problems) });
      }
      const { resource } = checked;
      const comparable = comparableUri(resource.uri);
      const before = (await deps.resources.list()).find(({ uri }) => comparableUri(uri) === comparable);
      if (before) {
        const { applications: _, ...same } = before;
        if (isDeepStrictEqual(same, resource)) return reply.redirect(`${pathOfResource(before.uri)}?done=added`, 303); // sent twice
        const wrong = { uri: request.words['admin-resource-new'].exists(before.uri) };
        return form(request, reply, deps, { status: 422, wrong });
      }
      const { uri } = await deps.resources.save(resource, by(request, session));
      return reply.redirect(`${pathOfResource(uri)}?done=added`, 303);
    });
  },
};

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { status = 200, notice, wrong = {} }: Shown & { readonly wrong?: ResourceErrors },
) {
  const typed = request.method === 'POST' ? typedResource(request) : NEW_RESOURCE;
  const { accessTokenSeconds: usualSeconds } = deps.lifetimes;
  return show(request, reply, 'admin-resource-new', {
    title: request.words['admin-resource-new'].title,
    status,
    current: 'administration',
    values: {
      notice,
      ...resourceForm(request, typed, wrong, { catalogue: await deps.scopes.list(), named: false, usualSeconds }),
    },
  });
}
