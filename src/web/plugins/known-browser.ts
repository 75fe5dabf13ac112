import type { FastifyReply, FastifyRequest } from 'fastify';

const COOKIE = 'browser';
const YEAR_SECONDS = 365 * 86_400;

/** By which accounts/known-browser.ts knows a browser that signed in before: guessing by others does not delay it. */
export function browserMark(request: FastifyRequest): string | undefined {
  return request.readCookie(COOKIE);
}

export function giveBrowserMark(reply: FastifyReply, mark: string) {
  reply.writeCookie(COOKIE, mark, { maxAge: YEAR_SECONDS });
}
