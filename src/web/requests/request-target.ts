import type { FastifyInstance } from 'fastify';

const LONGEST = 32 * 1024;

/** Thrown before anything of the request is looked at; each scope answers in its own way. */
class AddressTooLong extends Error {
  readonly statusCode = 414;
}

/**
 * The target of a request as routes know it: an absolute one (RFC 9112 §3.2.2) loses its authority, which like Host
 * decides nothing here (S134).
 */
export function plainTarget(target: string): string {
  if (target.startsWith('/')) return target;
  const plain = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  return /^[/*]/.test(plain) ? plain : `/${plain}`;
}

/** Whether this is an address that we would refuse ourselves. */
export function isTooLong(target: string): boolean {
  return target.length > LONGEST;
}

/** S132: a longer request line than 32 KiB is refused before it costs anything. */
export function limitTargets(scope: FastifyInstance) {
  scope.addHook('onRequest', (request, _reply, done) => {
    done(isTooLong(request.url) ? new AddressTooLong() : undefined);
  });
}
