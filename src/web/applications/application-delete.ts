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

/** Deletes an application, when the person has proved again who they are. */
export const applicationDelete: Page = {
  name: 'application-delete',
  path: `${APPLICATIONS}/:id/delete`,
  mount(app, deps) {
    deletePage(app, deps, applicationDelete.path, owners(deps));
  },
};

/** The page that deletes an application, for whoever may. */
export function deletePage(
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
    if (!(await deps.clients.delete(client.id, keeper.actor(request, session)))) throw new PageError('notFound');
    return reply.redirect(`${keeper.placeOf(request.words, client).list}?done=deleted`, 303);
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
  const text = request.words['application-delete'];
  return show(request, reply, 'application-delete', {
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
