import type { FastifyReply, FastifyRequest } from 'fastify';
import { signInWithPasskey } from '../../accounts/sign-in-passkey.ts';
import { provenReturnTo } from '../authorization/requester.ts';
import { field, formOf } from '../frame/form.ts';
import { PageError } from '../frame/page-error.ts';
import type { Page } from '../page.ts';
import { browserMark, giveBrowserMark } from '../plugins/known-browser.ts';
import { giveSession, originOf } from '../plugins/session.ts';
import { returnToOf } from '../requests/return-to.ts';
import { PASSKEY_PATH } from './passkey-form.ts';
import { dropStep, redirectToKeep } from './sign-in-steps.ts';

/** Takes what a passkey signed: to sign in with it alone, after the password, or to prove again who somebody is. */
export const signInPasskey: Page = {
  name: 'sign-in-passkey',
  path: PASSKEY_PATH,
  mount(app, deps) {
    const showAgain = (request: FastifyRequest, reply: FastifyReply) => back(request, reply, { notice: 'passkey-old' });
    app.post(PASSKEY_PATH, { config: { form: 'browser', showAgain } }, async (request, reply) => {
      const { relyingParty: party } = deps;
      if (!party) throw new PageError('notFound');
      const attempt = {
        credential: field(formOf(request), 'credential'),
        browserMark: browserMark(request),
        previousSession: request.sessionId(),
        session: await request.findSession(),
        ...originOf(request),
      };
      const result = await signInWithPasskey(attempt, { ...deps, party });
      if (result.kind === 'leaving') return redirectToKeep(reply, result, returnToOf(request));
      if (result.kind === 'unknown') return back(request, reply, { unknown: result.credentialId });
      if (result.kind === 'throttled' || result.kind === 'busy') {
        throw new PageError('tooMany', { retryAfterSeconds: result.retryAfterSeconds });
      }
      if (result.kind === 'old') return back(request, reply, { notice: 'passkey-old' });
      if (result.kind === 'refused') return back(request, reply, {});
      giveSession(reply, result.id, result.session);
      giveBrowserMark(reply, result.browserMark);
      dropStep(reply);
      const { idHash: sessionHash } = result.session;
      return reply.redirect(provenReturnTo(returnToOf(request), 'signed-in', { ...deps, sessionHash }), 303);
    });
    app.get(PASSKEY_PATH, (request, reply) => back(request, reply, {}));
  },
};

/** To where it was asked for, with a word. */
async function back(
  request: FastifyRequest,
  reply: FastifyReply,
  { unknown, notice = 'passkey' }: { readonly unknown?: string; readonly notice?: 'passkey' | 'passkey-old' },
) {
  const page = (await request.findSession()) ? '/sign-in/again' : '/sign-in';
  const query = { notice, ...(unknown ? { unknown } : {}), return_to: returnToOf(request) };
  return reply.redirect(`${page}?${new URLSearchParams(query)}`, 303);
}
