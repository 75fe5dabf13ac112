import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import { field, queryOf } from './form.ts';

const COOKIE = 'done';
const SECONDS = 60;

/**
 * A form that did something leads to `?done=<what>`, where a sentence says so: once, by a cookie that goes with the redirect.
 * A reload, the back button or a bookmark says nothing. Register it before the cookies are written.
 */
export function rememberDone(scope: FastifyInstance) {
  scope.addHook('onSend', (request, reply, payload, next) => {
    const location = reply.getHeader('location');
    if (request.method === 'POST' && reply.statusCode === 303 && typeof location === 'string') {
      const [, done] = /[?&]done=([a-z-]{1,40})$/.exec(location) ?? [];
      if (done !== undefined) reply.writeCookie(COOKIE, done, { maxAge: SECONDS });
    }
    next(null, payload);
  });
}

/** What the page's address says was done, where that was just now and is not said yet; otherwise ''. */
export function takeDone(request: FastifyRequest, reply: FastifyReply): string {
  const done = field(queryOf(request), 'done');
  if (done === '' || request.method !== 'GET' || request.readCookie(COOKIE) !== done) return '';
  reply.dropCookie(COOKIE);
  return done;
}
