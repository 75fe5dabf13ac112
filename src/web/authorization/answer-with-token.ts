import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { StaleClient } from '../../oauth/errors.ts';
import { issueImplicitly } from '../../oauth/grants/implicit.ts';
import { logLegacyGrant } from '../applications/legacy-grants.ts';
import { originOf } from '../plugins/session.ts';
import { showAnswered } from './answered.ts';
import { redirectToClient, redirectToStep, type Step } from './authorization-step.ts';

/** The answer of the implicit grant: the token itself, for what was decided or, without a decision, for a first party. */
export async function answerWithToken(
  request: FastifyRequest,
  reply: FastifyReply,
  { request: asked, parameters }: Step,
  { sessionHash, decision }: { readonly sessionHash: Buffer; readonly decision: string | undefined },
  deps: Deps,
): Promise<FastifyReply> {
  const { address } = asked;
  const { id: clientId } = address.client;
  const issued = await issueImplicitly(asked, { browser: { sessionHash }, decision, from: originOf(request) }, deps);
  if (issued.outcome === 'stale') throw new StaleClient();
  if (issued.outcome === 'refused') return redirectToStep(request, reply, '/sign-in');
  if (issued.outcome === 'again') return showAnswered(request, reply, address.client);
  logLegacyGrant(request, 'implicit', clientId);
  deps.activity.record(clientId, { outcome: 'issued', legacy: 'implicit' });
  return redirectToClient(reply, address, { token: issued.token }, parameters, deps);
}
