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
  if (target.startsWith('/')) return withOneSpelling(target);
  const plain = target.replace(/^[a-z][a-z0-9+.-]*:\/\/[^/?#]*/i, '');
  return withOneSpelling(/^[/*]/.test(plain) ? plain : `/${plain}`);
}

/**
 * A letter, digit, `-`, `.`, `_` or `~` that is written as %XX is the same path to whoever decodes it, and another one to the
 * rules of a proxy (RFC 3986 §6.2.2.2). No encoder writes one so. It stands for itself here, as %25XX: there is no such path.
 */
function withOneSpelling(target: string): string {
  const end = target.search(/[?#]/);
  const path = end === -1 ? target : target.slice(0, end);
  if (!path.includes('%')) return target;
  const own = path.replace(/%(?=2[de]|3\d|4[1-9a-f]|5[0-9af]|6[1-9a-f]|7[0-9ae])/gi, '%25');
  return own + target.slice(path.length);
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
