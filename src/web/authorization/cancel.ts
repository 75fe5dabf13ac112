import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { asItIsNow } from '../../oauth/client-cache.ts';
import { parseForm } from '../frame/form.ts';
import { authorizationStep } from './authorization-step.ts';
import { isAuthorizationStep } from './requester.ts';
import { decideFor, takeStep } from './take-step.ts';

/**
 * Answers the authorization request at `returnTo` for somebody who does not sign in for it, as "Deny" on the consent page does
 * (RFC 6749 §4.1.2.1). Undefined: there is none.
 */
export function cancelRequest(
  request: FastifyRequest,
  reply: FastifyReply,
  returnTo: string,
  deps: Deps,
): Promise<FastifyReply> | undefined {
  if (!isAuthorizationStep(returnTo)) return undefined;
  const exact = { ...deps, clientCache: asItIsNow(deps.clientCache) };
  const sent = parseForm(returnTo.replace(/^[^?]*\??/, ''));
  return authorizationStep(request, reply, sent, exact, async (asked) => {
    const decided = { answer: 'declined' } as const;
    return takeStep(request, reply, asked, await decideFor(request, asked, exact, { decided }), exact);
  });
}
