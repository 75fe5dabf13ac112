import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { dayOf } from '../frame/dates.ts';
import { formOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import type { OfClient, OwnApplication } from './keeper.ts';
import {
  APPLICATIONS,
  asOwner,
  ownApplication,
  ownApplicationAgain,
  ownPlace,
  pathOfApplication,
} from './own-application.ts';
import { receiverFields, receiverTyped, type WrongReceiver } from './receiver.ts';

/** Offers an application to another owner, who has it once they accept. */
export const applicationTransfer: Page = {
  name: 'application-transfer',
  path: `${APPLICATIONS}/:id/transfer`,
  mount(app, deps) {
    const post = formPage<OfClient, OwnApplication>(app, applicationTransfer.path, {
      admit: (request, reply) => ownApplication(request, reply, deps),
      change: (request, reply) => ownApplicationAgain(request, reply, deps),
      view: (request, reply, own, shown) => form(request, reply, deps, own, shown),
      done: (words) => words['application-transfer'].done,
    });
    post(applicationTransfer.path, async (request, reply, own) => {
      const { id } = own.client;
      const text = request.words['application-transfer'];
      const to = await receiverTyped(request.words, formOf(request), deps);
      if ('wrong' in to) return form(request, reply, deps, own, { status: 422, wrong: to.wrong });
      const offered = await deps.clientOffers.offer(id, to, asOwner(request, own.session));
      if (offered === 'offered') return reply.redirect(`${pathOfApplication(id, 'transfer')}?done=offered`, 303);
      const notice = { kind: 'danger', text: text.refused[offered] } as const;
      return form(request, reply, deps, own, { status: 409, notice });
    });
    post(`${applicationTransfer.path}/withdraw`, async (request, reply, { session, client }) => {
      const withdrawn = await deps.clientOffers.withdraw(client.id, asOwner(request, session));
      const owned = await deps.clients.findOwned(client.id, session.user.id);
      if (!owned) throw new PageError('notFound');
      // Where it was answered meanwhile, the page says what is.
      return reply.redirect(`${pathOfApplication(client.id, 'transfer')}${withdrawn ? '?done=withdrawn' : ''}`, 303);
    });
  },
};

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'clientOffers' | 'teams'>,
  { session, client }: OwnApplication,
  { status = 200, notice, wrong }: Shown & { readonly wrong?: WrongReceiver },
) {
  const { words } = request;
  const text = words['application-transfer'];
  const { path, crumbs } = ownPlace(words, client);
  const { owner } = client;
  const [offer, team] = await Promise.all([
    deps.clientOffers.find(client.id),
    owner.kind === 'team' ? deps.teams.findOf(owner.teamId, session.user.id) : undefined,
  ]);
  const refusal =
    client.trusted || client.resourceServer ? 'privileged' : team?.role === 'developer' ? 'not-yours' : undefined;
  return show(request, reply, 'application-transfer', {
    title: text.title(client.name),
    status,
    current: 'applications',
    values: {
      notice: notice ?? (refusal && { kind: 'information', text: text.refused[refusal] }),
      breadcrumb: text.breadcrumb,
      crumbs,
      here: text.here,
      path,
      may: refusal === undefined,
      verified: client.verified,
      offer: offer && { text: text.offered(offer.to), ends: dayOf(words, offer.expiresAt) },
      fields: receiverFields(words, formOf(request), wrong),
    },
  });
}
