import type { FastifyReply, FastifyRequest } from 'fastify';
import { addPasskey } from '../../accounts/add-passkey.ts';
import { findStep } from '../../accounts/finish-sign-in.ts';
import { knownBrowserMark } from '../../accounts/known-browser.ts';
import { startSession } from '../../accounts/session.ts';
import { setUpApp } from '../../accounts/set-up-app.ts';
import type { SignInStep } from '../../accounts/sign-in-step.ts';
import type { User } from '../../accounts/user.ts';
import type { Deps } from '../../deps.ts';
import { digest } from '../../secrets.ts';
import { SentBefore } from '../../storage-errors.ts';
import { findRequester, provenReturnTo } from '../authorization/requester.ts';
import { field, formOf } from '../frame/form.ts';
import { mintFor } from '../frame/once.ts';
import { PageError } from '../frame/page-error.ts';
import type { Page } from '../page.ts';
import { browserMark, giveBrowserMark } from '../plugins/known-browser.ts';
import { giveSession, originOf } from '../plugins/session.ts';
import { returnToOf, withReturnTo } from '../requests/return-to.ts';
import { browserName } from './browser-name.ts';
import { askForNewPasskey } from './passkey-form.ts';
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
      const codes = made.kind === 'before' ? undefined : made.recoveryCodes;
      return signedIn(request, reply, { user, id, amr: ['pwd', 'otp', 'mfa'], codes }, deps);
    });
    app.post(`${signInSetUp.path}/passkey`, { config }, async (request, reply) => {
      const { relyingParty: party } = deps;
      if (!party) throw new PageError('notFound');
      const sealedStep = stepOfBrowser(request);
      const begun = await findStep(sealedStep, deps);
      if (!begun) return beginAnew(request, reply);
      const { user, step } = begun;
      if (user.hasFactor) return reply.redirect(withReturnTo('/sign-in/factor', returnToOf(request)), 303);
      const { address, agent, requestId } = originOf(request);
      const { browser, system } = browserName(agent);
      const mint = mintFor(sealedStep ?? '', request, deps);
      const asked = {
        userId: user.id,
        credential: field(formOf(request), 'credential'),
        context: toAddAtStep(step),
        name: request.words.account.browserOn(browser, system),
        keep: undefined,
        from: { address, requestId },
      };
      const added = await addPasskey(asked, { ...deps, party, mint });
      if (added.kind !== 'added') {
        const text = request.words.factors.done[`passkey-${added.kind}`];
        return form(request, reply, deps, { status: 422, notice: { kind: 'warning', text } });
      }
      const [id, amr] = [mint.value('session'), ['pwd', 'pop', 'user', 'mfa']];
      return signedIn(request, reply, { user, id, amr, codes: added.recoveryCodes }, deps);
    });
  },
};

/** The factor is there: a session, and the recovery codes once, where there are new ones. */
async function signedIn(
  request: FastifyRequest,
  reply: FastifyReply,
  made: {
    readonly user: User;
    readonly id: string;
    readonly amr: readonly string[];
    readonly codes: readonly string[] | undefined;
  },
  deps: Deps,
): Promise<FastifyReply> {
  const { user, id, amr, codes } = made;
  // Of a double click the first one started it.
  const before = codes === undefined ? await deps.sessions.find(digest(id)) : undefined;
  const started = before
    ? { id, session: before }
    : await startSession(user, originOf(request), request.sessionId(), deps.sessions, { amr, id });
  if (!started || started.session.user.id !== user.id) return beginAnew(request, reply);
  giveSession(reply, started.id, started.session);
  giveBrowserMark(reply, knownBrowserMark(deps.keys, browserMark(request), user.emailCanonical));
  dropStep(reply);
  const { idHash: sessionHash } = started.session;
  const returnTo = provenReturnTo(returnToOf(request), 'signed-in', { ...deps, sessionHash });
  if (codes === undefined) return reply.redirect(returnTo, 303);
  return redirectWithCodes(reply, deps, started.session, { codes, showsSecret: true, returnTo });
}

/** What the challenge for a passkey is for that is made at this sign-in. */
function toAddAtStep({ id }: SignInStep): string {
  return `add at ${id}`;
}

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
    passkey: askForNewPasskey(
      request,
      reply,
      {
        user: begun.user,
        context: toAddAtStep(begun.step),
        action: withReturnTo(`${signInSetUp.path}/passkey`, returnTo),
        has: [],
        form: 'browser',
      },
      deps,
    ),
  };
  return showSetUp(request, reply, asked, state, deps);
}
