import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { administerClient } from '../../oauth/administer-client.ts';
import type { Client } from '../../oauth/model/client.ts';
import { field, formOf } from '../frame/form.ts';
import type { Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { adminFormPage } from './admin-form-page.ts';
import { by, clientById } from './administration.ts';
import { ADMIN_APPLICATIONS, pathOfAdminApplication } from './application-pages.ts';
import { GROUPS } from './groups.ts';

const MOST = 50;

/** For whom an application is: everybody, or the people of some groups. */
export const adminApplicationGroups: Page = {
  name: 'admin-application-groups',
  path: `${ADMIN_APPLICATIONS}/:id/groups`,
  mount(app, deps) {
    const post = adminFormPage(app, deps, adminApplicationGroups.path, {
      find: ({ id }: { readonly id: string }) => clientById(id, deps),
      view: (request, reply, _session, client, shown) => form(request, reply, deps, client, shown),
    });
    post(adminApplicationGroups.path, async (request, reply, { session, thing: client }) => {
      const groups = await chosen(request, deps);
      if ('error' in groups) return form(request, reply, deps, client, { status: 422, error: groups.error });
      const changes = { groups: groups.ids ?? ('everybody' as const) };
      const { outcome } = await administerClient(client.id, changes, by(request, session), deps);
      if (outcome !== 'changed') throw new PageError('notFound');
      return reply.redirect(`${pathOfAdminApplication(client.id)}?done=saved`, 303);
    });
  },
};

/** The ids of the groups that were typed, a name a line; undefined: everybody. */
async function chosen(
  request: FastifyRequest,
  { groups }: Pick<Deps, 'groups'>,
): Promise<{ readonly ids: readonly string[] | undefined } | { readonly error: string }> {
  const fields = formOf(request);
  if (!fields.has('restricted')) return { ids: undefined };
  const names = field(fields, 'groups')
    .split(/\r?\n/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  const text = request.words['admin-application-groups'];
  if (names.length === 0) return { error: text.missing };
  if (names.length > MOST) return { error: text.tooMany(MOST) };
  const found = await Promise.all(names.map((name) => groups.findByName(name)));
  const unknown = names.find((_, at) => found[at] === undefined);
  if (unknown !== undefined) return { error: text.unknown(unknown) };
  return { ids: [...new Set(found.flatMap((group) => group?.id ?? []))] };
}

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  client: Client,
  { status = 200, notice, error }: Shown & { readonly error?: string },
) {
  const typed = request.method === 'POST' ? formOf(request) : undefined;
  const groups = await deps.groups.listOfClient(client.id);
  const path = pathOfAdminApplication(client.id);
  const text = request.words['admin-application-groups'];
  return show(request, reply, 'admin-application-groups', {
    title: text.title(client.name),
    status,
    current: 'administration',
    values: {
      notice,
      application: client.name,
      applicationPath: path,
      path: `${path}/groups`,
      groupsPath: GROUPS,
      restricted: typed ? typed.has('restricted') : client.restricted,
      fields: {
        groups: {
          id: 'groups',
          label: text.groups,
          hint: text.groupsHint,
          rows: 5,
          value: typed ? field(typed, 'groups') : groups.map(({ name }) => name).join('\n'),
          error,
        },
      },
    },
  });
}
