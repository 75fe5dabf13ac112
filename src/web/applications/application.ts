import type { Page } from '../page.ts';
import type { OfClient } from './keeper.ts';
import { APPLICATIONS, ownApplication } from './own-application.ts';
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
  },
};
