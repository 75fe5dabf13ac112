import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { timeAgo } from '../frame/dates.ts';
import { field, formOf } from '../frame/form.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { originOf, requireSession } from '../plugins/session.ts';
import { accountTabs, SESSIONS } from './account-tabs.ts';
import { browserName } from './browser-name.ts';

/** The browsers in which a person is signed in, and the way to end that (S115). */
export const sessions: Page = {
  name: 'sessions',
  path: SESSIONS,
  mount(app, deps) {
    const post = formPage(app, SESSIONS, {
      admit: (request, reply) => requireSession(request, reply, SESSIONS),
      view: (request, reply, session, shown) => page(request, reply, deps, session, shown),
      done: (words) => words.sessions.done,
    });
    post(`${SESSIONS}/end-others`, async (request, reply, session) => {
      await deps.sessions.endOthers(session.user.id, session.idHash, originOf(request));
      return reply.redirect(`${SESSIONS}?done=others`, 303);
    });
    post(`${SESSIONS}/end`, async (request, reply, session) => {
      const handle = field(formOf(request), 'handle');
      await deps.sessions.endByHandle(session.user.id, handle, originOf(request));
      return reply.redirect(`${SESSIONS}?done=session`, 303);
    });
  },
};

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  session: Session,
  { status = 200, notice }: Shown,
) {
  const list = await deps.sessions.list(session.user.id);
  const now = deps.now();
  const text = request.words.sessions;
  return show(request, reply, 'sessions', {
    title: text.title,
    status,
    current: 'account',
    values: {
      notice,
      tabs: accountTabs(request.words, 'sessions'),
      tabsLabel: request.words.account.tabs,
      sessions: list.map((each) => {
        const { browser, system } = browserName(each.agent);
        const name = request.words.account.browserOn(browser, system);
        return {
          name,
          address: each.address,
          since: timeAgo(request.words, each.createdAt, now),
          seen: timeAgo(request.words, each.seenAt, now),
          isThis: each.idHash.equals(session.idHash),
          twoFactors: each.amr.includes('mfa'),
          handle: each.handle,
          endLabel: text.endOne(name, each.address),
        };
      }),
    },
  });
}
