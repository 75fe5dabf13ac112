import { showTokens } from '../applications/application-tokens.ts';
import type { OfClient } from '../applications/keeper.ts';
import type { Page } from '../page.ts';
import { ADMIN_APPLICATIONS, adminHeadOf, administrators } from './application-pages.ts';

/** What the tokens of anybody's application say of anybody. */
export const adminApplicationTokens: Page = {
  name: 'admin-application-tokens',
  path: `${ADMIN_APPLICATIONS}/:id/tokens`,
  mount(app, deps) {
    const { admit, placeOf } = administrators(deps);
    app.get<OfClient>(adminApplicationTokens.path, async (request, reply) => {
      const about = await admit(request, reply);
      if (!about) return reply;
      const { client } = about;
      return showTokens(request, reply, deps, about, {
        place: placeOf(request.words, client),
        head: adminHeadOf(request.words, client, 'tokens'),
      });
    });
  },
};
