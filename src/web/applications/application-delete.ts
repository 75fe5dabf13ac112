import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Client } from '../../oauth/model/client.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { PageError } from '../frame/page-error.ts';
import { show } from '../frame/show.ts';
import { countOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { words } from '../words/index.ts';
import {
  APPLICATIONS,
  asOwner,
  type OfClient,
  type OwnApplication,
  ownApplication,
  ownApplicationAgain,
  pathOfApplication,
} from './own-application.ts';

const text = words['application-delete'];

/** Deletes an application, when the person has proved again who they are. */
export const applicationDelete: Page = {
  name: 'application-delete',
  path: `${APPLICATIONS}/:id/delete`,
  mount(app, deps) {
    const post = formPage<OfClient, OwnApplication>(app, applicationDelete.path, {
      admit: (request, reply) => ownApplication(request, reply, deps),
      change: (request, reply) => ownApplicationAgain(request, reply, deps),
      view: (request, reply, { client }, shown) => form(request, reply, deps, client, shown),
    });
    post(applicationDelete.path, async (request, reply, { session, client }) => {
      if (!(await deps.clients.delete(client.id, asOwner(request, session)))) throw new PageError('notFound');
      return reply.redirect(`${APPLICATIONS}?done=deleted`, 303);
    });
  },
};

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'activity'>,
  client: Client,
  { status = 200, notice }: Shown,
) {
  const { people } = await deps.activity.summary(client.id, 1);
  return show(request, reply, 'application-delete', {
    title: text.title(client.name),
    status,
    current: 'applications',
    values: {
      notice,
      lead: text.lead(text.people(countOf(people), people === 1), people),
      application: client.name,
      path: pathOfApplication(client.id),
    },
  });
}
