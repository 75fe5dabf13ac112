import { field, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { exampleValues } from './example-values.ts';
import type { OfClient } from './keeper.ts';
import { APPLICATIONS, ownApplication } from './own-application.ts';
import { headOf } from './show-application.ts';

/** Programs that use an application, with its values filled in. */
export const applicationExample: Page = {
  name: 'application-example',
  path: `${APPLICATIONS}/:id/example`,
  mount(app, deps) {
    app.get<OfClient>(applicationExample.path, async (request, reply) => {
      const own = await ownApplication(request, reply, deps);
      if (!own) return reply;
      const { client } = own;
      return show(request, reply, 'application-example', {
        title: request.words['application-example'].title(client.name),
        current: 'applications',
        copyButton: true,
        values: {
          ...headOf(request.words, client, 'example'),
          ...exampleValues(request.words, { client, issuer: deps.issuer }, field(queryOf(request), 'with')),
        },
      });
    });
  },
};
