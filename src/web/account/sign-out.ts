import type { Page } from '../page.ts';
import { originOf, takeSession } from '../plugins/session.ts';
import { returnToOf } from '../requests/return-to.ts';

/** Ends the session of this browser. With `return_to`, somebody else may sign in and go on from there. */
export const signOut: Page = {
  name: 'sign-out',
  path: '/sign-out',
  mount(app, deps) {
    app.post(signOut.path, async (request, reply) => {
      const session = await request.findSession();
      if (session) await deps.sessions.end(session, originOf(request));
      takeSession(reply);
      return reply.redirect(returnToOf(request), 303);
    });
  },
};
