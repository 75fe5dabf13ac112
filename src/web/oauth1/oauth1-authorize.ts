import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import { type Decided, findPendingRequest } from '../../oauth1/authorize.ts';
import { decideConsumer, newConsumerDecision } from '../../oauth1/decide.ts';
import { type AskedAgain, againStatus, consumerConsentValues } from '../authorization/consent-values.ts';
import { showVerifier } from '../authorization/out-of-band-code.ts';
import { CONSUMER_AUTHORIZE } from '../authorization/requester.ts';
import { showError } from '../errors.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import { requireSession } from '../plugins/session.ts';
import { withReturnTo } from '../requests/return-to.ts';
import { type OAuth1Deps, oauth1Page } from './oauth1-page.ts';

/**
 * Where a consumer of OAuth 1.0a sends people (RFC 5849 §2.2): who asks, for what, and the decision. What is wrong with
 * the request token is said on a page: nobody is ever sent anywhere because of it.
 */
export const oauth1Authorize = oauth1Page('oauth1-authorize', CONSUMER_AUTHORIZE, (app, deps) => {
  app.get(CONSUMER_AUTHORIZE, (request, reply) => ask(request, reply, deps));
  const showAgain = (request: FastifyRequest, reply: FastifyReply) => ask(request, reply, deps, 'tooOld');
  app.post(CONSUMER_AUTHORIZE, { config: { showAgain } }, (request, reply) => decide(request, reply, deps));
});

async function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OAuth1Deps,
  why?: AskedAgain,
): Promise<FastifyReply> {
  const token = field(queryOf(request), 'oauth_token');
  const pending = await findPendingRequest(token, deps.oauth1);
  if (!pending) return gone(request, reply);
  const session = await requireSession(request, reply, addressOf(token));
  if (!session) return reply;
  const { callbackUrl } = pending;
  return show(request, reply, 'consent', {
    title: request.words.consent.pageTitle(pending.consumer.name),
    ...againStatus(why),
    authorization: { leaves: callbackUrl !== undefined },
    values: {
      ...(await consumerConsentValues(request.words, pending, session, deps, deps.oauth1)),
      notice: why && request.words.consent[why],
      decision: newConsumerDecision(pending, pageOf(token, session), { keys: deps.keys, now: deps.now() }),
      action: addressOf(token),
      again: withReturnTo('/sign-out', addressOf(token)),
    },
  });
}

async function decide(request: FastifyRequest, reply: FastifyReply, deps: OAuth1Deps): Promise<FastifyReply> {
  const token = field(queryOf(request), 'oauth_token');
  const session = await requireSession(request, reply, addressOf(token));
  if (!session) return reply;
  const form = formOf(request);
  const pressed = { shown: field(form, 'shown'), decision: field(form, 'decision') };
  const context = { ...deps.oauth1, keys: deps.keys, now: deps.now() };
  const outcome = await decideConsumer(pressed, pageOf(token, session), context);
  if ('ask' in outcome) return ask(request, reply, deps, outcome.ask);
  const { consumer, decided } = outcome;
  if (!decided) return gone(request, reply);
  return lead(request, reply, { token, consumer, decided });
}

function lead(
  request: FastifyRequest,
  reply: FastifyReply,
  to: { readonly token: string; readonly consumer: string; readonly decided: Decided },
): FastifyReply | Promise<FastifyReply> {
  const { token, consumer, decided } = to;
  if (decided.to === 'sign-in') return reply.redirect(withReturnTo('/sign-in', addressOf(token)), 303);
  if (decided.to === 'consumer') return reply.redirect(decided.url, 303);
  const { verifier } = decided;
  if (verifier === undefined) return showError(request, reply, request.words.refusal.denied(consumer));
  return showVerifier(request, reply, { application: consumer, verifier });
}

function pageOf(token: string, { idHash: sessionHash }: Session) {
  return { url: addressOf(token), token, sessionHash };
}

/** Unknown, expired, answered before, or its consumer is not active any more: one page for all of it. */
function gone(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return showError(request, reply, { status: 404, ...request.words.consent.gone });
}

function addressOf(token: string): string {
  return `${CONSUMER_AUTHORIZE}?${new URLSearchParams({ oauth_token: token })}`;
}
