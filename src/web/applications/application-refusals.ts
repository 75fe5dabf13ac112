import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { words } from '../words/index.ts';
import { APPLICATIONS, type OfClient, ownApplication } from './own-application.ts';
import { shownRefusals } from './refusals.ts';
import { headOf } from './show-application.ts';

const text = words['application-refusals'];
const MOST = 50;

/** All that an application sent lately and that was refused. */
export const applicationRefusals: Page = {
  name: 'application-refusals',
  path: `${APPLICATIONS}/:id/refusals`,
  mount(app, deps) {
    app.get<OfClient>(applicationRefusals.path, async (request, reply) => {
      const own = await ownApplication(request, reply, deps);
      if (!own) return reply;
      const { client } = own;
      const [refusals, { lastIssuedAt }] = await Promise.all([
        deps.refusals.list(client.id, MOST),
        deps.activity.summary(client.id, 1),
      ]);
      return show(request, reply, 'application-refusals', {
        title: text.title(client.name),
        current: 'applications',
        values: {
          ...headOf(client, 'refusals'),
          refusals: shownRefusals(refusals, client, { now: deps.now(), issuedAt: lastIssuedAt }),
        },
      });
    });
  },
};
