import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { finishSignIn } from '../../accounts/finish-sign-in.ts';
import { reauthenticate } from '../../accounts/reauthenticate.ts';
import { signIn } from '../../accounts/sign-in.ts';
import type { Deps } from '../../deps.ts';
import { notNow } from '../account/refused-password.ts';
import { dropStep, keepStep, redirectToKeep, redirectToStep, stepOfBrowser } from '../account/sign-in-steps.ts';
import { askFactor, askPassword, askToSignIn, CODE, EMAIL, PASSWORD } from '../frame/carried-form.ts';
import { field, formOf } from '../frame/form.ts';
import { mintFor } from '../frame/once.ts';
import { HOME } from '../requests/return-to.ts';
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
    if (!carries || !showAgain) return undefined;
    if (fields.has(CODE)) return takeCode(request, reply, deps, showAgain);
    if (!fields.has(PASSWORD)) return undefined;
    const password = field(fields, PASSWORD);
    fields.delete(PASSWORD);
    const attempt = { password, browserMark: browserMark(request), ...originOf(request) };
    const session = await request.findSession();
    if (session) {
      const proof = await reauthenticate({ ...attempt, session }, deps);
      if (proof.kind === 'reauthenticated') return takeUpSession(request, reply, proof);
      const refused = { status: 422, refused: true };
      return askPassword(
        request,
        reply,
        session,
        proof.kind === 'refused' ? refused : notNow(request.words, reply, proof),
      );
    }
    const previousSession = request.sessionId();
    const proof = await signIn({ ...attempt, email: field(fields, EMAIL), previousSession }, deps);
    if (proof.kind === 'second-step') {
      if (proof.needs === 'set-up') return redirectToStep(reply, proof, request.url.split('?', 1)[0] ?? HOME);
      keepStep(reply, proof.step);
      return askFactor(request, reply);
    }
    if (proof.kind === 'leaving') return redirectToKeep(reply, proof, HOME);
    if (proof.kind === 'refused') return askToSignIn(request, reply, { status: 422, refused: true });
    if (proof.kind !== 'signed-in') return askToSignIn(request, reply, notNow(request.words, reply, proof));
    takeUpSession(request, reply, proof);
    giveBrowserMark(reply, proof.browserMark);
    return showAgain(request, reply, request.words['sign-in'].goOn);
  });
}

type ShowAgain = (request: FastifyRequest, reply: FastifyReply, sentence: string) => Promise<FastifyReply>;

/** The second step, where the first was in the answer to a form too. */
async function takeCode(request: FastifyRequest, reply: FastifyReply, deps: Deps, showAgain: ShowAgain) {
  const fields = formOf(request);
  const code = field(fields, CODE);
  fields.delete(CODE);
  const step = stepOfBrowser(request);
  const id = mintFor(step ?? '', request, deps).value('session');
  const attempt = { step, code, id, browserMark: browserMark(request), previousSession: request.sessionId() };
  const proof = await finishSignIn({ ...attempt, ...originOf(request) }, deps);
  if (proof.kind === 'leaving') return redirectToKeep(reply, proof, HOME);
  if (proof.kind === 'gone') return askToSignIn(request, reply);
  if (proof.kind === 'refused') return askFactor(request, reply, { status: 422, refused: true });
  if (proof.kind !== 'signed-in') return askFactor(request, reply, notNow(request.words, reply, proof));
  dropStep(reply);
  takeUpSession(request, reply, proof);
  giveBrowserMark(reply, proof.browserMark);
  return showAgain(request, reply, request.words['sign-in'].goOn);
}
