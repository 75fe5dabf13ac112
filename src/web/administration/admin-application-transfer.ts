import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { administerClient } from '../../oauth/administer-client.ts';
import type { Client } from '../../oauth/model/client.ts';
import { isKeptBy, type Owner, ownerName } from '../../oauth/model/owner.ts';
import { receiverFields, receiverTyped, type WrongReceiver } from '../applications/receiver.ts';
import { formOf } from '../frame/form.ts';
import type { Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import type { Words } from '../words/index.ts';
import { adminFormPage } from './admin-form-page.ts';
import { by, clientById } from './administration.ts';
import { ADMIN_APPLICATIONS, adminPlace, pathOfAdminApplication } from './application-pages.ts';

/** Gives an application to another person, or to a team, who keep it from then on. */
export const adminApplicationTransfer: Page = {
  name: 'admin-application-transfer',
  path: `${ADMIN_APPLICATIONS}/:id/transfer`,
  mount(app, deps) {
    const post = adminFormPage(app, deps, adminApplicationTransfer.path, {
      find: ({ id }: { readonly id: string }) => clientById(id, deps),
      view: (request, reply, _session, client, shown) => form(request, reply, client, shown),
    });
    post(adminApplicationTransfer.path, async (request, reply, { session, thing: client }) => {
      const chosen = await newOwner(request.words, formOf(request), client, deps);
      if ('wrong' in chosen) return form(request, reply, client, { status: 422, wrong: chosen.wrong });
      const { owner } = chosen;
      const { outcome } = await administerClient(client.id, { owner }, by(request, session), deps);
      if (outcome !== 'changed') throw new PageError('notFound'); // deleted meanwhile
      return reply.redirect(`${pathOfAdminApplication(client.id)}?done=transferred`, 303);
    });
  },
};

/** Who has this address, or which team has this name, where an application can be theirs. */
async function newOwner(
  words: Words,
  typed: URLSearchParams,
  client: Client,
  deps: Pick<Deps, 'users' | 'teams'>,
): Promise<{ readonly owner: Owner } | { readonly wrong: WrongReceiver }> {
  const to = await receiverTyped(words, typed, deps);
  if ('wrong' in to) return to;
  const text = words['admin-application-transfer'];
  if (to.kind === 'team') {
    const same = client.owner.kind === 'team' && client.owner.teamId === to.teamId;
    return same ? { wrong: { field: 'team', text: text.same(client.owner.name) } } : { owner: to };
  }
  const wrong = (sentence: string) => ({ wrong: { field: 'email', text: sentence } }) as const;
  const user = await deps.users.findByEmail(to.emailCanonical);
  if (!user) return wrong(text.nobody);
  if (user.disabledAt !== undefined) return wrong(text.isDisabled(user.name));
  return isKeptBy(client, user.id) ? wrong(text.same(user.name)) : { owner: { kind: 'person', userId: user.id } };
}

function form(
  request: FastifyRequest,
  reply: FastifyReply,
  client: Client,
  { status = 200, notice, wrong }: Shown & { readonly wrong?: WrongReceiver },
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
      fields: receiverFields(request.words, formOf(request), wrong),
    },
  });
}
