import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { OAuth1Error } from '../../oauth1/errors.ts';
import type { OAuth1Stores } from '../../oauth1/stores.ts';
import { addressLimit } from '../requests/address-limit.ts';

const FAILURES = 60; // signatures and verifiers that are wrong, per minute and address prefix
const COUNTED = new Set(['oauth1-not-accepted', 'oauth1-verifier-not-accepted']);

/**
 * An error handler for routes of OAuth 1.0a: 400 or 401 (RFC 5849 §3.2), with the words that its libraries know, the
 * rule's sentence, and where to read on. What is not about a signature goes on to the scope's own handler.
 */
export function answerOAuth1Errors({ issuer, oauth1 }: Pick<Deps, 'issuer' | 'oauth1'>) {
  const tooMany = addressLimit(FAILURES);
  return async (error: unknown, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> => {
    if (!(error instanceof OAuth1Error)) throw error;
    const exceeded = COUNTED.has(error.rule) && (await tooMany(request, reply));
    const refusal = exceeded ? new OAuth1Error('oauth1-too-many-requests') : error;
    const about = { reqId: request.id, event: 'request.refused', rule: refusal.rule };
    request.log.info(about, refusal.message);
    if (oauth1) noteRefusal(refusal, request.consumerKey, request, oauth1);
    const { status, problem } = refusal.row;
    if (status === 401) reply.header('www-authenticate', `OAuth realm="${issuer}", oauth_problem="${problem}"`);
    const body = new URLSearchParams({
      oauth_problem: problem,
      oauth_problem_advice: `${refusal.description} See ${issuer}/docs/errors/${refusal.rule}`,
    });
    return reply.status(status).header('content-type', 'application/x-www-form-urlencoded').send(body.toString());
  };
}

/**
 * Keeps a refusal for the owner of the application: the store passes over keys that there are not. Not the text that was
 * to be signed: it holds what somebody else sent to an API, or a verifier.
 */
export function noteRefusal(
  { rule, sent = '' }: OAuth1Error,
  consumerKey: string | undefined,
  { id: requestId }: FastifyRequest,
  { refusals }: Pick<OAuth1Stores, 'refusals'>,
) {
  if (consumerKey === undefined || consumerKey.includes('\0')) return;
  refusals.record({ clientId: consumerKey, rule, sent: rule === 'oauth1-not-accepted' ? '' : sent, requestId });
}
