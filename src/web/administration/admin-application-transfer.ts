import type { FastifyReply, FastifyRequest } from 'fastify';
import { canonicalEmail } from '../../accounts/email.ts';
import type { Deps } from '../../deps.ts';
import { administerClient } from '../../oauth/administer-client.ts';
import type { Client } from '../../oauth/model/client.ts';
import { isKeptBy, ownerName } from '../../oauth/model/owner.ts';
import { field, formOf } from '../frame/form.ts';
import type { Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import type { Words } from '../words/index.ts';
import { adminFormPage } from './admin-form-page.ts';
import { by, clientById } from './administration.ts';
import { ADMIN_APPLICATIONS, adminPlace, pathOfAdminApplication } from './application-pages.ts';

/** Gives an application to another person, who keeps it from then on. */
export const adminApplicationTransfer: Page = {
  name: 'admin-application-transfer',
  path: `${ADMIN_APPLICATIONS}/:id/transfer`,
  mount(app, deps) {
    const post = adminFormPage(app, deps, adminApplicationTransfer.path, {
      find: ({ id }: { readonly id: string }) => clientById(id, deps),
      view: (request, reply, _session, client, shown) => form(request, reply, client, shown),
    });
    post(adminApplicationTransfer.path, async (request, reply, { session, thing: client }) => {
      const chosen = await newOwner(request.words, field(formOf(request), 'email'), client, deps);
      if ('wrong' in chosen) return form(request, reply, client, { status: 422, wrong: chosen.wrong });
      const owner = { kind: 'person', userId: chosen.userId } as const;
      const { outcome } = await administerClient(client.id, { owner }, by(request, session), deps);
      if (outcome !== 'changed') throw new PageError('notFound'); // deleted meanwhile
      return reply.redirect(`${pathOfAdminApplication(client.id)}?done=transferred`, 303);
    });
  },
};

/** Who has this address, where an application can be theirs. */
async function newOwner(
  words: Words,
  typed: string,
  client: Client,
  { users }: Pick<Deps, 'users'>,
): Promise<{ readonly userId: string } | { readonly wrong: string }> {
  const address = canonicalEmail(typed);
  if (!('canonical' in address)) return { wrong: words.problems.email[address.problem] };
  const user = await users.findByEmail(address.canonical);
  const text = words['admin-application-transfer'];
  if (!user) return { wrong: text.nobody };
  if (user.disabledAt !== undefined) return { wrong: text.isDisabled(user.name) };
  return isKeptBy(client, user.id) ? { wrong: text.same(user.name) } : { userId: user.id };
}

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  client: Client,
  { status = 200, notice, wrong }: Shown & { readonly wrong?: string },
) {
  const { path, crumbs } = adminPlace(request.words, client);
  const text = request.words['admin-application-transfer'];
  return show(request, reply, 'admin-application-transfer', {
    title: text.title(client.name),
    status,
    current: 'administration',
    values: {
      notice,
      breadcrumb: request.words['admin-application'].breadcrumb,
      crumbs,
      here: text.here,
      path,
      lead: text.lead(ownerName(client)),
      verified: client.verified,
      fields: {
        email: {
          id: 'email',
          label: text.email,
          hint: text.emailHint,
          type: 'email',
          required: true,
          autofocus: true,
          value: field(formOf(request), 'email'),
          error: wrong,
        },
      },
    },
  });
}
