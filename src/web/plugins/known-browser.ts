import type { FastifyReply, FastifyRequest } from 'fastify';

const COOKIE = '__Host-browser';
const YEAR_SECONDS = 365 * 86_400;

/** By which accounts/known-browser.ts knows a browser that signed in before: guessing by others does not delay it. */
export function browserMark(request: FastifyRequest): string | undefined {
  return request.cookies[COOKIE];
}

export function giveBrowserMark(reply: FastifyReply, mark: string) {
  reply.setCookie(COOKIE, mark, { path: '/', httpOnly: true, secure: true, sameSite: 'lax', maxAge: YEAR_SECONDS });
}
