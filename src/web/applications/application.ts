import { PageError } from '../frame/page-error.ts';
import type { Page } from '../page.ts';
import type { OfClient } from './keeper.ts';
import { APPLICATIONS, asOwner, ownApplication, pathOfApplication } from './own-application.ts';
import { showApplication } from './show-application.ts';

/** One application: its credentials but for the secret, what is registered, and what was refused lately. */
export const application: Page = {
  name: 'application',
  path: `${APPLICATIONS}/:id`,
  mount(app, deps) {
    app.get<OfClient>(application.path, async (request, reply) => {
      const own = await ownApplication(request, reply, deps);
      return own ? showApplication(request, reply, deps, own) : reply;
    });
    app.post<OfClient>(`${application.path}/looked-at`, async (request, reply) => {
      const own = await ownApplication(request, reply, deps);
      if (!own) return reply;
      const { id } = own.client;
      const looked = await deps.clients.lookedAt(id, asOwner(request, own.session));
      if (!looked && !(await deps.clients.findOwned(id, own.session.user.id))) throw new PageError('notFound');
      return reply.redirect(`${pathOfApplication(id)}?done=looked`, 303);
    });
  },
};
