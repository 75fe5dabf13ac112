import type { FastifyReply, FastifyRequest } from 'fastify';
import { signIn } from '../../accounts/sign-in.ts';
import type { Deps } from '../../deps.ts';
import { cancelRequest } from '../authorization/cancel.ts';
import { findRequester, provenReturnTo } from '../authorization/requester.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { browserMark, giveBrowserMark } from '../plugins/known-browser.ts';
import { giveSession, originOf } from '../plugins/session.ts';
import { HOME, returnToOf, withReturnTo } from '../requests/return-to.ts';
import { spanOfDays } from './account-delete.ts';
import { askForPasskey, passkeyNotice, unknownPasskeySignal } from './passkey-form.ts';
import { notNow } from './refused-password.ts';
import { redirectToKeep, redirectToStep } from './sign-in-steps.ts';

/** Where a person proves who they are, on the way to where they wanted to go. */
export const signInPage: Page = {
  name: 'sign-in',
  path: '/sign-in',
  mount(app, deps) {
    app.get(signInPage.path, async (request, reply) => {
      const returnTo = returnToOf(request);
      if (await request.findSession()) return reply.redirect(returnTo, 303);
      deps.expectPeople();
      return form(request, reply, deps, noticeOf(request, deps));
    });
    const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
      form(request, reply, deps, { status: 403, notice: { kind: 'warning', text: sentence } });
    const config = { form: 'browser', hashes: true, showAgain, page: signInPage.path } as const;
    app.post(signInPage.path, { config }, async (request, reply) => {
      const fields = formOf(request);
      const result = await signIn(
        {
          email: field(fields, 'email'),
          password: field(fields, 'password'),
          browserMark: browserMark(request),
          previousSession: request.sessionId(),
          ...originOf(request),
        },
        deps,
      );
      if (result.kind === 'second-step') return redirectToStep(reply, result, returnToOf(request));
      if (result.kind === 'leaving') return redirectToKeep(reply, result, returnToOf(request));
      if (result.kind === 'refused') return form(request, reply, deps, { status: 422, refused: true });
      if (result.kind !== 'signed-in') {
        const busy = result.kind === 'busy';
        return form(request, reply, deps, { ...notNow(request.words, reply, result), anonymous: busy });
      }
      giveSession(reply, result.id, result.session);
      giveBrowserMark(reply, result.browserMark);
      const { idHash: sessionHash } = result.session;
      return reply.redirect(provenReturnTo(returnToOf(request), 'signed-in', { ...deps, sessionHash }), 303);
    });
    app.post(CANCEL, { config: { form: 'browser', showAgain } }, (request, reply) => {
      const returnTo = returnToOf(request);
      const place = withReturnTo(signInPage.path, returnTo);
      return cancelRequest(request, reply, returnTo, deps) ?? reply.redirect(place, 303);
    });
  },
};

/** Where somebody says that they do not sign in for this application. */
const CANCEL = `${signInPage.path}/cancel`;

/** Who makes an account on the way comes back to it. */
function leadingToSignUp(returnTo: string): string {
  return returnTo === HOME ? '/sign-up' : withReturnTo('/sign-up', returnTo);
}

/** What happened before the person was led here. */
function noticeOf(request: FastifyRequest, { deletionDays }: Deps): State {
  const notice = field(queryOf(request), 'notice');
  const text = request.words['sign-in'];
  const done = {
    password: text.passwordSet,
    account: text.accountMade,
    email: text.emailChanged,
    deleted: text.accountDeleted,
  };
  if (notice === 'deletion') {
    const asked = text.deletionAsked(spanOfDays(request.words, deletionDays));
    return { notice: { kind: 'information', text: asked } };
  }
  if (Object.hasOwn(done, notice)) return { notice: { kind: 'success', text: done[notice as keyof typeof done] } };
  const passkey = passkeyNotice(request);
  return passkey ? { notice: passkey } : {};
}

type State = {
  readonly status?: number;
  readonly notice?: Notice;
  readonly refused?: boolean;
  /** Too many sign in at once: no look at the session either. */
  readonly anonymous?: boolean;
};

async function form(request: FastifyRequest, reply: FastifyReply, deps: Deps, state: State) {
  const returnTo = returnToOf(request);
  const requester = await findRequester(returnTo, deps);
  const expected = request.method === 'GET' && requester?.loginHint?.includes('@') ? requester.loginHint : '';
  const passkey = askForPasskey(request, reply, { returnTo }, deps);
  const unknown = field(queryOf(request), 'unknown');
  const text = request.words['sign-in'];
  return show(request, reply, 'sign-in', {
    title: text.title,
    status: state.status ?? 200,
    form: 'browser',
    passkeys: passkey !== undefined,
    anonymous: state.anonymous === true,
    ...(requester ? { authorization: requester } : {}),
    values: {
      requester,
      passkey,
      signals: unknown ? unknownPasskeySignal(unknown, deps) : undefined,
      // Nobody in the address asks for it: a person has a device in front of them.
      why: /^\/device(?:[/?]|$)/.test(returnTo) ? text.forDevice : undefined,
      notice: state.notice,
      recovers: deps.mailbox !== undefined,
      signUp: deps.prompts.includes('create') ? leadingToSignUp(returnTo) : undefined,
      action: withReturnTo(signInPage.path, returnTo),
      cancel: requester?.hears ? withReturnTo(CANCEL, returnTo) : undefined,
      fields: {
        email: {
          id: 'email',
          label: text.email,
          type: 'email',
          autocomplete: passkey ? 'username webauthn' : 'username',
          required: true,
          autofocus: true,
          value: (field(formOf(request), 'email') || expected).slice(0, 320),
          error: state.refused ? text.refused : undefined,
        },
        password: {
          id: 'password',
          label: text.password,
          type: 'password',
          autocomplete: 'current-password',
          required: true,
        },
      } satisfies Fields,
    },
  });
}
