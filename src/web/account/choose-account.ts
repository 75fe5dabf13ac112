import { findRequester, provenReturnTo } from '../authorization/requester.ts';
import { field, queryOf } from '../frame/form.ts';
import { formPage } from '../frame/form-page.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireSession } from '../plugins/session.ts';
import { localPath, withReturnTo } from '../requests/return-to.ts';
import { words } from '../words/index.ts';

const text = words['choose-account'];

/** Asks a signed-in person whether it is this account that they mean: a client sent prompt=select_account. */
export const chooseAccount: Page = {
  name: 'choose-account',
  path: '/sign-in/choose',
  mount(app, deps) {
    const post = formPage(app, this.path, {
      admit: async (request, reply) => {
        const returnTo = localPath(field(queryOf(request), 'return_to'));
        const session = await requireSession(request, reply, returnTo);
        return session && { session, returnTo };
      },
      async view(request, reply, { session, returnTo }, { status = 200, notice }) {
        const requester = await findRequester(returnTo, deps);
        return show(request, reply, 'choose-account', {
          title: text.title,
          status,
          ...(requester ? { authorization: requester } : {}),
          values: {
            requester,
            notice,
            lead: requester ? text.lead(requester.name) : text.leadAnywhere,
            goOn: text.goOn(session.user.name),
            action: withReturnTo('/sign-in/choose', returnTo),
            again: encodeURIComponent(returnTo),
          },
        });
      },
    });
    post(this.path, (_request, reply, { session, returnTo }) =>
      reply.redirect(provenReturnTo(returnTo, 'chosen', { ...deps, sessionHash: session.idHash }), 303),
    );
  },
};
