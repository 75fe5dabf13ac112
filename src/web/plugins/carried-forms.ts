import type { FastifyInstance } from 'fastify';
import { reauthenticate } from '../../accounts/reauthenticate.ts';
import { signIn } from '../../accounts/sign-in.ts';
import type { Deps } from '../../deps.ts';
import { notNow } from '../account/refused-password.ts';
import { askPassword, askToSignIn, EMAIL, PASSWORD } from '../frame/carried-form.ts';
import { field, formOf } from '../frame/form.ts';
import { words } from '../words/index.ts';
import { browserMark, giveBrowserMark } from './known-browser.ts';
import { originOf, takeUpSession } from './session.ts';

/**
 * Reads the password that frame/carried-form.ts asked for, behind the form check: who proved who they are goes on with the
 * form, and who had to sign in is shown it again first, for it may be somebody else.
 */
export function openCarriedForms(scope: FastifyInstance, deps: Deps) {
  scope.addHook('preHandler', async (request, reply) => {
    const { carries, showAgain } = request.routeOptions.config;
    const fields = formOf(request);
    if (!carries || !showAgain || !fields.has(PASSWORD)) return undefined;
    const password = field(fields, PASSWORD);
    fields.delete(PASSWORD);
    const attempt = { password, browserMark: browserMark(request), ...originOf(request) };
    const session = await request.findSession();
    if (session) {
      const proof = await reauthenticate({ ...attempt, session }, deps);
      if (proof.kind === 'reauthenticated') return takeUpSession(request, reply, proof);
      const refused = { status: 422, refused: true };
      return askPassword(request, reply, session, proof.kind === 'refused' ? refused : notNow(reply, proof));
    }
    const previousSession = request.sessionId();
    const proof = await signIn({ ...attempt, email: field(fields, EMAIL), previousSession }, deps);
    if (proof.kind === 'refused') return askToSignIn(request, reply, { status: 422, refused: true });
    if (proof.kind !== 'signed-in') return askToSignIn(request, reply, notNow(reply, proof));
    takeUpSession(request, reply, proof);
    giveBrowserMark(reply, proof.browserMark);
    return showAgain(request, reply, words['sign-in'].goOn);
  });
}
