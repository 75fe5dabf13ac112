import { showRefusals } from '../applications/application-refusals.ts';
import type { OfClient } from '../applications/keeper.ts';
import type { Page } from '../page.ts';
import { ADMIN_APPLICATIONS, adminHeadOf, administrators } from './application-pages.ts';

/** What was refused to an application of anybody: what its owner reads. */
export const adminApplicationRefusals: Page = {
  name: 'admin-application-refusals',
  path: `${ADMIN_APPLICATIONS}/:id/refusals`,
  mount(app, deps) {
    const { admit, placeOf } = administrators(deps);
    app.get<OfClient>(adminApplicationRefusals.path, async (request, reply) => {
      const about = await admit(request, reply);
      if (!about) return reply;
      const { client } = about;
      return showRefusals(request, reply, deps, client, {
        place: placeOf(request.words, client),
        head: adminHeadOf(request.words, client, 'refusals'),
      });
    });
  },
};
