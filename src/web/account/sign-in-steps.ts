import type { FastifyReply, FastifyRequest } from 'fastify';
import type { LeavingPerson, SecondStep } from '../../accounts/sign-in.ts';
import { STEP_LIFE_SECONDS } from '../../accounts/sign-in-step.ts';
import { withReturnTo } from '../requests/return-to.ts';

const COOKIE = 'sign-in';

/** Where what comes after the password is asked for. */
const PATHS = { factor: '/sign-in/factor', 'set-up': '/sign-in/set-up' } as const;

/** Leads a person on whose password was right: to what else is asked of them, and then to where they were going. */
export function redirectToStep(reply: FastifyReply, { needs, step }: SecondStep, returnTo: string): FastifyReply {
  keepStep(reply, step);
  return reply.redirect(withReturnTo(PATHS[needs], returnTo), 303);
}

const LEAVING = 'leaving';
/** Where somebody is asked whether they keep an account that is going to be deleted. */
export const KEEP = '/sign-in/keep';

/** Leads a person on who proved who they are and whose account is going to be deleted. */
export function redirectToKeep(reply: FastifyReply, { step }: LeavingPerson, returnTo: string): FastifyReply {
  dropStep(reply);
  reply.writeCookie(LEAVING, step, { maxAge: STEP_LIFE_SECONDS, sameSite: 'lax' });
  return reply.redirect(withReturnTo(KEEP, returnTo), 303);
}

/** Who is asked that in this browser. */
export function leavingOfBrowser(request: FastifyRequest): string | undefined {
  return request.readCookie(LEAVING);
}

/** They have answered. */
export function dropLeaving(reply: FastifyReply) {
  reply.dropCookie(LEAVING);
}

/** Has the browser keep the sign-in that it has begun. */
export function keepStep(reply: FastifyReply, step: string) {
  reply.writeCookie(COOKIE, step, { maxAge: STEP_LIFE_SECONDS, sameSite: 'lax' });
}

/** The sign-in that this browser has begun, as it keeps it. */
export function stepOfBrowser(request: FastifyRequest): string | undefined {
  return request.readCookie(COOKIE);
}

/** It is done, or over. */
export function dropStep(reply: FastifyReply) {
  reply.dropCookie(COOKIE);
}
