import type { FastifyInstance, FastifyRequest } from 'fastify';
import { OAuthError } from '../../oauth/errors.ts';

/** Refuses a second Authorization header: Node keeps the first, a proxy before us may have read the other. */
export function refuseTwoAuthorizations(scope: FastifyInstance) {
  scope.addHook('onRequest', (request, _reply, done) => {
    done(countOf(request.raw.rawHeaders) > 1 ? new OAuthError('authorization-repeated') : undefined);
  });
}

/**
 * What the header says of the client. An access token says nothing of it: programs that talk to an API send one with every
 * request, to this server too.
 */
export function clientAuthorization({ headers: { authorization } }: FastifyRequest): string | undefined {
  return authorization !== undefined && /^(?:bearer|dpop)(?: |$)/i.test(authorization) ? undefined : authorization;
}

function countOf(rawHeaders: readonly string[]): number {
  let count = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const name = rawHeaders[at];
    if (name?.length === 13 && name.toLowerCase() === 'authorization') count += 1;
  }
  return count;
}
