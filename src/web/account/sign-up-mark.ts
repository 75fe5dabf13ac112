import type { FastifyReply, FastifyRequest } from 'fastify';
import { randomSecret } from '../../secrets.ts';

const COOKIE = 'sign-up';
const SECONDS = 24 * 60 * 60; // as long as the mail counts

/** By what the browser that asked for an account is known when the mail to its address is answered. */
export function signUpMark(request: FastifyRequest): string | undefined {
  return request.readCookie(COOKIE) || undefined;
}

/** The mark that the browser has, or a new one, for a day from now. */
export function keepSignUpMark(request: FastifyRequest, reply: FastifyReply): string {
  const mark = signUpMark(request) ?? randomSecret();
  reply.writeCookie(COOKIE, mark, { maxAge: SECONDS });
  return mark;
}
