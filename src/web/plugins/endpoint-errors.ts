import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { OAuthError } from '../../oauth/errors.ts';
import type { RuleId } from '../../oauth/rules/index.ts';
import { Conflict, Unavailable, Unknown } from '../../storage-errors.ts';
import { addressLimit } from '../requests/address-limit.ts';
import { errorBody } from '../requests/error-body.ts';
import { OtherCharset } from '../requests/read-forms.ts';
import { RETRY_LOST_SECONDS, RETRY_SECONDS } from '../requests/unavailable.ts';
import { allowKnownOrigin } from './cors.ts';

const FAILURES = 60; // of authentication, per minute and address prefix

/** Answers of the protocol to an application that does everything right: its owner has nothing to mend. */
const NO_MISTAKE: ReadonlySet<RuleId> = new Set([
  ...(['authorization-pending', 'device-denied', 'device-code-expired'] as const),
  ...(['dpop-nonce-missing', 'dpop-nonce-stale'] as const),
]);

const STATUS: Partial<Record<RuleId, number>> = {
  'client-not-accepted': 401,
  'bearer-token-missing': 401,
  'bearer-token-not-accepted': 401,
  'registration-token-not-accepted': 401,
  'bearer-resource-other': 401,
  'bearer-scope-insufficient': 403,
  'address-unknown': 404,
  'method-not-allowed': 405,
  'body-too-large': 413,
  'address-too-long': 414,
  'content-type-unsupported': 415,
  'charset-unsupported': 415,
  'too-many-requests': 429,
  'server-error': 500,
  'temporarily-unavailable': 503,
  'outcome-unknown': 503,
  'too-many-passwords': 503,
};

/** What waiting mends, in seconds. */
const RETRY: Partial<Record<RuleId, number>> = {
  'temporarily-unavailable': RETRY_SECONDS,
  'outcome-unknown': RETRY_LOST_SECONDS,
};

/** Every error of the scope as RFC 6749 §5.2 has it: JSON, the rule's sentence, and where to read on. */
export function answerErrors(
  scope: FastifyInstance,
  deps: Pick<Deps, 'issuer' | 'refusals' | 'activity' | 'hasOrigin'>,
) {
  const tooMany = addressLimit(FAILURES);
  scope.setErrorHandler(async (error, request, reply) => {
    let refusal = refusalOf(error);
    await allowKnownOrigin(request, reply, deps);
    if (NO_MISTAKE.has(refusal.rule)) return answer(refusal, request, reply, deps.issuer);
    const reqId = request.id;
    if (refusal.rule === 'client-not-accepted' && (await tooMany(request, reply))) {
      refusal = new OAuthError('too-many-requests');
    }
    if (refusal.rule === 'server-error')
      request.log.error({ reqId, event: 'request.failed', err: error }, 'request failed');
    const retrySeconds = RETRY[refusal.rule];
    if (retrySeconds !== undefined) {
      request.log.warn({ reqId, event: 'request.failed', err: error }, refusal.rule);
      reply.header('retry-after', retrySeconds);
    }
    if (refusal.retryAfterSeconds !== undefined) reply.header('retry-after', refusal.retryAfterSeconds);
    const clientId = request.client?.id ?? refusal.forOwner?.clientId;
    if (clientId !== undefined) {
      const sent = refusal.forOwner?.sent ?? refusal.sent ?? '';
      deps.activity.record(clientId, { outcome: 'refused' });
      deps.refusals.record({ clientId, rule: refusal.rule, sent, requestId: request.id });
    }
    request.log.info({ reqId, event: 'request.refused', rule: refusal.rule, clientId }, refusal.message);
    return answer(refusal, request, reply, deps.issuer);
  });
}

function refusalOf(error: unknown): OAuthError {
  if (error instanceof OAuthError) return error;
  if (error instanceof OtherCharset) return new OAuthError('charset-unsupported', error.charset);
  if (error instanceof Unknown) return new OAuthError('outcome-unknown', undefined, { cause: error });
  // What met a conflict that nobody foresaw is told why when it asks again.
  if (error instanceof Unavailable || error instanceof Conflict) {
    return new OAuthError('temporarily-unavailable', undefined, { cause: error });
  }
  const { statusCode } = error as { statusCode?: number };
  if (statusCode === 413) return new OAuthError('body-too-large');
  if (statusCode === 414) return new OAuthError('address-too-long');
  if (statusCode === 415) return new OAuthError('content-type-unsupported');
  if (statusCode !== undefined && statusCode >= 400 && statusCode < 500) return new OAuthError('parameter-malformed');
  return new OAuthError('server-error', undefined, { cause: error });
}

function answer(refusal: OAuthError, request: FastifyRequest, reply: FastifyReply, issuer: string): FastifyReply {
  // A proof that is wrong is a bad request where a token is asked for, and no access where one is shown (RFC 9449 §5, RFC 9449 §7.1).
  const status = STATUS[refusal.rule] ?? (reply.hasHeader('www-authenticate') ? 401 : 400);
  if (status === 401 && request.headers.authorization !== undefined && !reply.hasHeader('www-authenticate')) {
    reply.header('www-authenticate', `Basic realm="${issuer}", charset="UTF-8"`);
  }
  // Leads to the entry in the log. Refusals have none: equal ones are equal to the last byte.
  if (status >= 500) reply.header('x-request-id', request.id);
  return reply.status(status).send(errorBody(refusal, issuer));
}
