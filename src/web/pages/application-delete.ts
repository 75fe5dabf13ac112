import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Client } from '../../oauth/model/client.ts';
import { APPLICATIONS, findOwned, type OfClient, pathOfApplication, recordClient } from '../applications.ts';
import type { Deps } from '../deps.ts';
import type { Notice } from '../notice.ts';
import type { Page } from '../page.ts';
import { PageError } from '../page-error.ts';
import { requireRecentSession } from '../plugins/session.ts';
import { show } from '../show.ts';
import { countOf } from '../spans.ts';
import { words } from '../words/index.ts';

const text = words['application-delete'];

/** Deletes an application, after the person proved again who they are. */
export const applicationDelete: Page = {
  name: 'application-delete',
  path: `${APPLICATIONS}/:id/delete`,
  mount(app, deps) {
    /** Another's application is 404 before anybody is asked for a password. */
    const own = async (request: FastifyRequest, reply: FastifyReply) => {
      const { id } = (request as FastifyRequest<OfClient>).params;
      const signedIn = await request.findSession();
      if (signedIn) await findOwned(id, signedIn, deps);
      const session = await requireRecentSession(request, reply, { now: deps.now() });
      return session && { session, client: await findOwned(id, session, deps) };
    };
    const showAgain = async (request: FastifyRequest, reply: FastifyReply, sentence: string) => {
      const found = await own(request, reply);
      return found ? form(request, reply, deps, found.client, 403, { kind: 'warning', text: sentence }) : reply;
    };
    app.get<OfClient>(applicationDelete.path, async (request, reply) => {
      const found = await own(request, reply);
      return found ? form(request, reply, deps, found.client, 200) : reply;
    });
    app.post<OfClient>(applicationDelete.path, { config: { showAgain } }, async (request, reply) => {
      const found = await own(request, reply);
      if (!found) return reply;
      const { session, client } = found;
      if (!(await deps.clients.delete(client.id, { ownerId: session.user.id }))) throw new PageError('notFound');
      await recordClient(deps, request, session, 'client.deleted', client.id);
      return reply.redirect(`${APPLICATIONS}?done=deleted`, 303);
    });
  },
};

async function form(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'activity'>,
  client: Client,
  status: number,
  notice?: Notice,
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
