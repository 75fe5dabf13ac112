import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Administrator } from '../../events.ts';
import { administerClient } from '../../oauth/administer-client.ts';
import type { Client } from '../../oauth/model/client.ts';
import type { ListedResource } from '../../oauth/model/resource.ts';
import { checkResource } from '../../oauth/resource-entry.ts';
import { field, formOf } from '../frame/form.ts';
import type { Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import { countOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { adminFormPage } from './admin-form-page.ts';
import { by } from './administration.ts';
import { pathOfAdminApplication } from './application-pages.ts';
import {
  idOfResource,
  pathOfResource,
  RESOURCES,
  type ResourceErrors,
  resourceForm,
  saidOfResource,
  typedResource,
} from './resource-form.ts';

const SHOWN = 50; // applications

/** One API of the list: what its tokens are like, and which applications may ask for it. */
export const adminResource: Page = {
  name: 'admin-resource',
  path: `${RESOURCES}/:id`,
  mount(app, deps) {
    const { path } = adminResource;
    const post = adminFormPage(app, deps, path, {
      find: ({ id }: { readonly id: string }) => found(id, deps),
      view: (request, reply, _session, resource, shown) => page(request, reply, deps, resource, shown),
      done: (words) => words['admin-resource'].done,
    });
    const back = (reply: FastifyReply, { uri }: ListedResource, done: string) =>
      reply.redirect(`${pathOfResource(uri)}?done=${done}`, 303);
    post(path, async (request, reply, { session, thing }) => {
      const checked = checkResource(typedResource(request, thing.uri), { catalogue: await deps.scopes.list() });
      if ('problems' in checked) {
        const wrong = saidOfResource(request.words, checked.problems);
        return page(request, reply, deps, thing, { status: 422, wrong });
      }
      await deps.resources.save(checked.resource, by(request, session));
      return back(reply, thing, 'saved');
    });
    post(`${path}/applications`, async (request, reply, { session, thing }) => {
      const client = await deps.clients.find(field(formOf(request), 'application').trim());
      const wrongApplication = request.words['admin-resource'].noApplication;
      if (!client) return page(request, reply, deps, thing, { status: 422, wrongApplication });
      await give(client, [...new Set([...client.metadata.resources, thing.uri])], by(request, session), deps);
      return back(reply, thing, 'given');
    });
    post(`${path}/applications/remove`, async (request, reply, { session, thing }) => {
      const client = await deps.clients.find(field(formOf(request), 'application'));
      const left = client?.metadata.resources.filter((uri) => uri !== thing.uri) ?? [];
      if (client) await give(client, left, by(request, session), deps);
      return back(reply, thing, 'taken');
    });
    post(`${path}/delete`, async (request, reply, { session, thing }) => {
      if ((await deps.resources.delete(thing.uri, by(request, session))) === 'used') {
        const notice = { kind: 'danger', text: request.words['admin-resource'].used } as const;
        return page(request, reply, deps, await found(idOfResource(thing.uri), deps), { status: 409, notice });
      }
      return reply.redirect(`${RESOURCES}?done=deleted`, 303);
    });
  },
};

async function give(client: Client, resources: readonly string[], administrator: Administrator, deps: Deps) {
  if (resources.length === client.metadata.resources.length) return; // a second press
  await administerClient(client.id, { metadata: { resources } }, administrator, deps);
}

async function found(id: string, { resources }: Pick<Deps, 'resources'>): Promise<ListedResource> {
  const resource = (await resources.list()).find(({ uri }) => idOfResource(uri) === id);
  if (!resource) throw new PageError('notFound');
  return resource;
}

type State = Shown & { readonly wrong?: ResourceErrors; readonly wrongApplication?: string };

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  resource: ListedResource,
  { status = 200, notice, wrong = {}, wrongApplication }: State,
) {
  const { words } = request;
  const text = words['admin-resource'];
  const path = pathOfResource(resource.uri);
  const [users, catalogue] = await Promise.all([deps.resources.users(resource.uri, SHOWN), deps.scopes.list()]);
  const sent = request.method === 'POST' && request.url.endsWith(path);
  const typed = sent ? typedResource(request, resource.uri) : resource;
  const { accessTokenSeconds: usualSeconds } = deps.lifetimes;
  const form = resourceForm(request, typed, wrong, { catalogue, named: true, usualSeconds });
  const application = {
    id: 'application',
    ...text.application,
    mono: true,
    required: true,
    value: wrongApplication === undefined ? '' : field(formOf(request), 'application'),
    error: wrongApplication,
  };
  return show(request, reply, 'admin-resource', {
    title: resource.name,
    status,
    current: 'administration',
    values: {
      notice,
      path,
      name: resource.name,
      uri: resource.uri,
      ...form,
      application,
      all: { ...form.all, application },
      users: users.map(({ id, name }) => ({
        id,
        name,
        path: pathOfAdminApplication(id),
        takeLabel: text.takeFrom(name),
      })),
      more: resource.applications > SHOWN ? text.more(countOf(words, resource.applications - SHOWN)) : undefined,
      used: resource.applications > 0,
    },
  });
}
