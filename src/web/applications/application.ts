import type { Page } from '../page.ts';
import { requireSession } from '../plugins/session.ts';
import type { OfClient } from './keeper.ts';
import { APPLICATIONS } from './own-application.ts';
import { showApplication } from './show-application.ts';

/** One application: its credentials but for the secret, what is registered, and what was refused lately. */
export const application: Page = {
  name: 'application',
  path: `${APPLICATIONS}/:id`,
  mount(app, deps) {
    app.get<OfClient>(application.path, async (request, reply) => {
      const session = await requireSession(request, reply);
      return session ? showApplication(request, reply, deps, session, request.params.id) : reply;
    });
  },
};
