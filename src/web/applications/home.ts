import type { Page } from '../page.ts';

/** The first page: where a signed-in person works, or the way in. */
export const home: Page = {
  name: 'home',
  path: '/',
  mount(app) {
    app.get(home.path, async (request, reply) => {
      const session = await request.findSession();
      return reply.redirect(session ? '/oauth2/applications' : '/sign-in', 303);
    });
  },
};
