import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../deps.ts';
import { PageError } from '../frame/page-error.ts';
import type { Page } from '../page.ts';
import { confirmApplication } from './confirm-application.ts';
import type { Keeper } from './keeper.ts';
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
  const page = { name: 'application-revoke-all', path, keeper } as const;
  confirmApplication(app, deps, page, async (request, reply, { session, client }, place) => {
    const ended = await deps.clients.endEverything(client.id, keeper.actor(request, session));
    if (!ended) throw new PageError('notFound'); // deleted meanwhile
    return reply.redirect(`${place.path}?done=revoked`, 303);
  });
}
