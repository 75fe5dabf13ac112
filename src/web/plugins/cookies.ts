import type { CookieSerializeOptions } from '@fastify/cookie';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

declare module 'fastify' {
  interface FastifyRequest {
    /** What the browser keeps for us under this name. */
    readCookie(name: string): string | undefined;
  }
  interface FastifyReply {
    /** Has the browser keep it until it is closed, or for `maxAge` seconds; what reads it from here on finds it too. */
    writeCookie(name: string, value: string, more?: Pick<CookieSerializeOptions, 'maxAge' | 'sameSite'>): FastifyReply;
    dropCookie(name: string): FastifyReply;
  }
}

/**
 * S123: `__Host-`, Secure, HttpOnly and SameSite=Lax. WebKit keeps no Secure cookie of plain http, on loopback neither, so
 * where the issuer is that (and there alone: config.ts) they are without. Other programs of the same computer share its
 * cookies, whatever their port: hence a prefix of our own.
 */
export function cookieFor(issuer: string, name: string) {
  const secure = issuer.startsWith('https:');
  const options = { path: '/', httpOnly: true, secure, sameSite: 'lax' } as const satisfies CookieSerializeOptions;
  return { name: `${secure ? '__Host-' : 'latchkey-'}${name}`, options };
}

/** Reads and writes all cookies of the scope by their bare names. */
export function nameCookies(scope: FastifyInstance, issuer: string) {
  scope.decorateRequest('readCookie', function readCookie(this: FastifyRequest, bare: string) {
    return this.cookies[cookieFor(issuer, bare).name];
  });
  scope.decorateReply('writeCookie', function writeCookie(this: FastifyReply, bare, value, more = {}) {
    const { name, options } = cookieFor(issuer, bare);
    this.request.cookies[name] = value;
    return this.setCookie(name, value, { ...options, ...more });
  });
  scope.decorateReply('dropCookie', function dropCookie(this: FastifyReply, bare: string) {
    const { name, options } = cookieFor(issuer, bare);
    return this.clearCookie(name, options);
  });
}
