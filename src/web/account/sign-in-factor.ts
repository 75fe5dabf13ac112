import type { FastifyReply, FastifyRequest } from 'fastify';
import { findStep, finishSignIn } from '../../accounts/finish-sign-in.ts';
import type { Deps } from '../../deps.ts';
import { findRequester, provenReturnTo } from '../authorization/requester.ts';
import { codeField } from '../frame/code-field.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { mintFor } from '../frame/once.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { browserMark, giveBrowserMark } from '../plugins/known-browser.ts';
import { giveSession, originOf } from '../plugins/session.ts';
import { returnToOf, withReturnTo } from '../requests/return-to.ts';
import { askForPasskey } from './passkey-form.ts';
import { notNow } from './refused-password.ts';
import { dropStep, redirectToKeep, stepOfBrowser } from './sign-in-steps.ts';

/** The second step of signing in: whoever typed the password shows another factor. There is no session before. */
export const signInFactor: Page = {
  name: 'sign-in-factor',
  path: '/sign-in/factor',
  mount(app, deps) {
    app.get(signInFactor.path, (request, reply) => form(request, reply, deps, {}));
    const showAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) =>
      form(request, reply, deps, { status: 403, notice: { kind: 'warning', text: sentence } });
    const config = { form: 'browser', showAgain, page: signInFactor.path } as const;
    app.post(signInFactor.path, { config }, async (request, reply) => {
      const step = stepOfBrowser(request);
      const result = await finishSignIn(
        {
          step,
          code: field(formOf(request), 'code'),
          browserMark: browserMark(request),
          previousSession: request.sessionId(),
          id: mintFor(step ?? '', request, deps).value('session'),
          ...originOf(request),
        },
        deps,
      );
      if (result.kind === 'leaving') return redirectToKeep(reply, result, returnToOf(request));
      if (result.kind === 'gone') return beginAnew(request, reply);
      if (result.kind === 'refused') return form(request, reply, deps, { status: 422, refused: true });
      if (result.kind !== 'signed-in') return form(request, reply, deps, notNow(request.words, reply, result));
      giveSession(reply, result.id, result.session);
      giveBrowserMark(reply, result.browserMark);
      dropStep(reply);
      const { idHash: sessionHash } = result.session;
      return reply.redirect(provenReturnTo(returnToOf(request), 'signed-in', { ...deps, sessionHash }), 303);
    });
  },
};

/** The password was typed too long ago, or has changed since. */
function beginAnew(request: FastifyRequest, reply: FastifyReply): FastifyReply {
  dropStep(reply);
  return reply.redirect(withReturnTo('/sign-in', returnToOf(request)), 303);
}

type State = { readonly status?: number; readonly notice?: Notice; readonly refused?: boolean };

async function form(request: FastifyRequest, reply: FastifyReply, deps: Deps, state: State) {
  const returnTo = returnToOf(request);
  const begun = await findStep(stepOfBrowser(request), deps);
  if (!begun) return (await request.findSession()) ? reply.redirect(returnTo, 303) : beginAnew(request, reply);
  const requester = await findRequester(returnTo, deps);
  const { app, passkeys, recoveryCodes } = await deps.factors.of(begun.user.id);
  const passkey = passkeys.length > 0 ? askForPasskey(request, reply, { returnTo, of: passkeys }, deps) : undefined;
  const text = request.words['sign-in-factor'];
  return show(request, reply, 'sign-in-factor', {
    title: text.title,
    status: state.status ?? 200,
    form: 'browser',
    passkeys: passkey !== undefined,
    ...(requester ? { authorization: requester } : {}),
    values: {
      requester,
      passkey,
      asksCode: app !== undefined || recoveryCodes > 0,
      lead: text.lead(begun.user.email),
      notice: state.notice,
      action: withReturnTo(signInFactor.path, returnTo),
      anew: withReturnTo('/sign-in', returnTo),
      fields: { code: codeField(request.words, 'code', state.refused === true) } satisfies Fields,
    },
  });
}
