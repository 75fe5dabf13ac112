import type { FastifyReply, FastifyRequest } from 'fastify';
import { findLeaving, keepAccount } from '../../accounts/keep-account.ts';
import type { Deps } from '../../deps.ts';
import { findRequester, provenReturnTo } from '../authorization/requester.ts';
import { dayOf } from '../frame/dates.ts';
import type { Notice } from '../frame/notice.ts';
import { mintFor } from '../frame/once.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { browserMark, giveBrowserMark } from '../plugins/known-browser.ts';
import { giveSession, originOf } from '../plugins/session.ts';
import { HOME, returnToOf, withReturnTo } from '../requests/return-to.ts';
import { dropLeaving, KEEP, leavingOfBrowser } from './sign-in-steps.ts';

/** Whoever signs in to an account whose deletion they asked for is asked whether they keep it (S145). There is no session before. */
export const signInKeep: Page = {
  name: 'sign-in-keep',
  path: KEEP,
  mount(app, deps) {
    app.get(KEEP, (request, reply) => form(request, reply, deps, {}));
    const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
      form(request, reply, deps, { status: 403, notice: { kind: 'warning', text: sentence } });
    app.post(KEEP, { config: { form: 'browser', showAgain, page: KEEP } }, async (request, reply) => {
      const step = leavingOfBrowser(request);
      const attempt = {
        step,
        browserMark: browserMark(request),
        previousSession: request.sessionId(),
        id: mintFor(step ?? '', request, deps).value('session'),
        ...originOf(request),
        language: request.language,
      };
      const result = await keepAccount(attempt, deps);
      if (result.kind === 'gone') return beginAnew(request, reply);
      giveSession(reply, result.id, result.session);
      giveBrowserMark(reply, result.browserMark);
      dropLeaving(reply);
      const returnTo = returnToOf(request);
      if (returnTo === HOME) return reply.redirect('/account?done=kept', 303);
      const { idHash: sessionHash } = result.session;
      return reply.redirect(provenReturnTo(returnTo, 'signed-in', { ...deps, sessionHash }), 303);
    });
  },
};

function beginAnew(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  dropLeaving(reply);
  return reply.redirect(withReturnTo('/sign-in', returnToOf(request)), 303);
}

type State = { readonly status?: number; readonly notice?: Notice };

async function form(request: FastifyRequest, reply: FastifyReply, deps: Deps, { status = 200, notice }: State) {
  const returnTo = returnToOf(request);
  const leaving = await findLeaving(leavingOfBrowser(request), deps);
  if (!leaving) return (await request.findSession()) ? reply.redirect(returnTo, 303) : beginAnew(request, reply);
  const text = request.words['sign-in-keep'];
  const requester = await findRequester(returnTo, deps);
  return show(request, reply, 'sign-in-keep', {
    title: text.title,
    status,
    form: 'browser',
    ...(requester ? { authorization: requester } : {}),
    values: {
      requester,
      lead: text.lead(leaving.user.email, dayOf(request.words, leaving.deletesAt).text),
      notice,
      action: withReturnTo(KEEP, returnTo),
    },
  });
}
