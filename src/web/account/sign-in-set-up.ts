import type { FastifyReply, FastifyRequest } from 'fastify';
import { findStep } from '../../accounts/finish-sign-in.ts';
import { knownBrowserMark } from '../../accounts/known-browser.ts';
import { startSession } from '../../accounts/session.ts';
import { setUpApp } from '../../accounts/set-up-app.ts';
import type { Deps } from '../../deps.ts';
import { digest } from '../../secrets.ts';
import { SentBefore } from '../../storage-errors.ts';
import { findRequester, provenReturnTo } from '../authorization/requester.ts';
import { field, formOf } from '../frame/form.ts';
import { mintFor } from '../frame/once.ts';
import type { Page } from '../page.ts';
import { browserMark, giveBrowserMark } from '../plugins/known-browser.ts';
import { giveSession, originOf } from '../plugins/session.ts';
import { returnToOf, withReturnTo } from '../requests/return-to.ts';
import { redirectWithCodes } from './recovery-codes.ts';
import { type SetUpState, showSetUp } from './set-up-form.ts';
import { dropStep, stepOfBrowser } from './sign-in-steps.ts';

/** Whoever must have a second factor and has none sets it up right after the password. There is no session before. */
export const signInSetUp: Page = {
  name: 'sign-in-set-up',
  path: '/sign-in/set-up',
  mount(app, deps) {
    app.get(signInSetUp.path, (request, reply) => form(request, reply, deps, {}));
    const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
      form(request, reply, deps, { status: 403, notice: { kind: 'warning', text: sentence } });
    const config = { form: 'browser', showAgain, page: signInSetUp.path } as const;
    app.post(signInSetUp.path, { config }, async (request, reply) => {
      const sealedStep = stepOfBrowser(request);
      const begun = await findStep(sealedStep, deps);
      if (!begun) return beginAnew(request, reply);
      const { user, step } = begun;
      const fields = formOf(request);
      const mint = mintFor(sealedStep ?? '', request, deps);
      const id = mint.value('session');
      const asked = { userId: user.id, sealed: field(fields, 'secret'), context: step.id, keep: undefined };
      const { address, requestId } = originOf(request);
      const made = await setUpApp(
        { ...asked, code: field(fields, 'code'), from: { address, requestId } },
        { ...deps, mint },
      ).catch((error: unknown) => {
        if (error instanceof SentBefore) return { kind: 'before' } as const;
        throw error;
      });
      if (made.kind === 'refused') return form(request, reply, deps, { status: 422, refused: true });
      if (made.kind === 'gone') {
        return form(request, reply, deps, {
          status: 409,
          notice: { kind: 'warning', text: request.words['factor-app'].expired },
        });
      }
      if (made.kind === 'taken') return reply.redirect(withReturnTo('/sign-in/factor', returnToOf(request)), 303);
      // Of a double click the first one started it.
      const before = made.kind === 'before' ? await deps.sessions.find(digest(id)) : undefined;
      const started = before
        ? { id, session: before }
        : await startSession(user, originOf(request), request.sessionId(), deps.sessions, {
            amr: ['pwd', 'otp', 'mfa'],
            id,
          });
      if (!started || started.session.user.id !== user.id) return beginAnew(request, reply);
      giveSession(reply, started.id);
      giveBrowserMark(reply, knownBrowserMark(deps.keys, browserMark(request), user.emailCanonical));
      dropStep(reply);
      const { idHash: sessionHash } = started.session;
      const returnTo = provenReturnTo(returnToOf(request), 'signed-in', { ...deps, sessionHash });
      if (made.kind === 'before') return reply.redirect(returnTo, 303);
      return redirectWithCodes(reply, deps, started.session, {
        codes: made.recoveryCodes,
        showsSecret: true,
        returnTo,
      });
    });
  },
};

function beginAnew(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  dropStep(reply);
  return reply.redirect(withReturnTo('/sign-in', returnToOf(request)), 303);
}

async function form(request: FastifyRequest, reply: FastifyReply, deps: Deps, state: SetUpState) {
  const returnTo = returnToOf(request);
  const begun = await findStep(stepOfBrowser(request), deps);
  if (!begun) return (await request.findSession()) ? reply.redirect(returnTo, 303) : beginAnew(request, reply);
  const asked = {
    context: begun.step.id,
    email: begun.user.email,
    action: withReturnTo(signInSetUp.path, returnTo),
    lead: request.words['factor-app'].leadRequired,
    requester: await findRequester(returnTo, deps),
    signingIn: true,
  };
  return showSetUp(request, reply, asked, state, deps);
}
