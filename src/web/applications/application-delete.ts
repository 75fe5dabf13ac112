import type { FastifyInstance } from 'fastify';
import type { Deps } from '../../deps.ts';
import { PageError } from '../frame/page-error.ts';
import type { Page } from '../page.ts';
import { confirmApplication } from './confirm-application.ts';
import type { Keeper } from './keeper.ts';
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
  const page = { name: 'application-delete', path, keeper } as const;
  confirmApplication(app, deps, page, async (request, reply, { session, client }, { list }) => {
    if (!(await deps.clients.delete(client.id, keeper.actor(request, session)))) throw new PageError('notFound');
    return reply.redirect(`${list}?done=deleted`, 303);
  });
}
