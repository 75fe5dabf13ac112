import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Client } from '../../oauth/model/client.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import { countOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import type { Keeper, OfClient, OwnApplication, Place } from './keeper.ts';
import { APPLICATIONS, owners } from './own-application.ts';

/** Ends everything that an application holds, when the person has proved again who they are. */
export const applicationRevokeAll: Page = {
  name: 'application-revoke-all',
  path: `${APPLICATIONS}/:id/revoke-all`,
  mount(app, deps) {
    revokeAllPage(app, deps, applicationRevokeAll.path, owners(deps));
  },
};

/** The page that ends it, for whoever may. */
export function revokeAllPage(
  app: FastifyInstance,
  deps: Pick<Deps, 'clients' | 'activity'>,
  path: string,
  keeper: Keeper,
) {
  const post = formPage<OfClient, OwnApplication>(app, path, {
    admit: keeper.admit,
    change: keeper.admitAgain,
    view: (request, reply, { client }, shown) =>
      form(request, reply, deps, keeper.placeOf(request.words, client), client, shown),
  });
  post(path, async (request, reply, { session, client }) => {
    const ended = await deps.clients.endEverything(client.id, keeper.actor(request, session));
    if (!ended) throw new PageError('notFound'); // deleted meanwhile
    return reply.redirect(`${keeper.placeOf(request.words, client).path}?done=revoked`, 303);
  });
}

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'activity'>,
  { current, path, crumbs }: Place,
  client: Client,
  { status = 200, notice }: Shown,
) {
  const { people } = await deps.activity.summary(client.id, 1);
  const text = request.words['application-revoke-all'];
  return show(request, reply, 'application-revoke-all', {
    title: text.title(client.name),
    status,
    current,
    values: {
      notice,
      lead: text.lead(text.people(countOf(request.words, people), people === 1), people),
      breadcrumb: text.breadcrumb,
      crumbs,
      here: text.here,
      path,
    },
  });
}
