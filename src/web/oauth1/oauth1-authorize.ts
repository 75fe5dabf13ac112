import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { isDecision, newDecision } from '../../oauth/decision.ts';
import { approveRequest, type Decided, denyRequest, findPendingRequest } from '../../oauth1/authorize.ts';
import type { PendingRequest } from '../../oauth1/model/request-token.ts';
import { consumerConsentValues } from '../authorization/consent-values.ts';
import { showVerifier } from '../authorization/out-of-band-code.ts';
import { CONSUMER_AUTHORIZE } from '../authorization/requester.ts';
import { showError } from '../errors.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import { formActionFor } from '../plugins/security-headers.ts';
import { requireSession } from '../plugins/session.ts';
import { withReturnTo } from '../requests/return-to.ts';
import { words } from '../words/index.ts';
import { type OAuth1Deps, oauth1Page } from './oauth1-page.ts';

/**
 * Where a consumer of OAuth 1.0a sends people (RFC 5849 §2.2): who asks, for what, and the decision. What is wrong with
 * the request token is said on a page: nobody is ever sent anywhere because of it.
 */
export const oauth1Authorize = oauth1Page('oauth1-authorize', CONSUMER_AUTHORIZE, (app, deps) => {
  app.get(CONSUMER_AUTHORIZE, (request, reply) => ask(request, reply, deps));
  const showAgain = (request: FastifyRequest, reply: FastifyReply) => ask(request, reply, deps, words.consent.tooOld);
  app.post(CONSUMER_AUTHORIZE, { config: { showAgain } }, (request, reply) => decide(request, reply, deps));
});

async function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: OAuth1Deps,
  notice?: string,
): Promise<FastifyReply> {
  const token = field(queryOf(request), 'oauth_token');
  const pending = await findPendingRequest(token, deps.oauth1);
  if (!pending) return gone(request, reply);
  const session = await requireSession(request, reply, addressOf(token));
  if (!session) return reply;
  const { callbackUrl } = pending;
  return show(request, reply, 'consent', {
    title: words.consent.pageTitle(pending.consumer.name),
    ...(notice === undefined ? {} : { status: 422 }),
    continuesAuthorization: { formAction: callbackUrl === undefined ? [] : formActionFor(callbackUrl) },
    values: {
      ...(await consumerConsentValues(pending, session, deps, deps.oauth1)),
      notice,
      decision: decisionAbout(asShown(pending), token, session.idHash, deps),
      action: addressOf(token),
      again: encodeURIComponent(addressOf(token)),
    },
  });
}

async function decide(request: FastifyRequest, reply: FastifyReply, deps: OAuth1Deps): Promise<FastifyReply> {
  const token = field(queryOf(request), 'oauth_token');
  const session = await requireSession(request, reply, addressOf(token));
  if (!session) return reply;
  const form = formOf(request);
  const shown = readDecision(field(form, 'shown'), token, session.idHash, deps);
  if (!shown) return ask(request, reply, deps, words.consent.tooOld);
  const browser = { token, sessionHash: session.idHash };
  const answer = field(form, 'decision');
  if (answer === 'deny') {
    return redirectToStep(request, reply, { ...shown, token }, await denyRequest(browser, deps.oauth1));
  }
  if (answer !== 'authorize') return ask(request, reply, deps, words.consent.choose);
  // None that waits: it was decided before, perhaps by the first of two clicks, and leads to the same place again.
  const pending = await findPendingRequest(token, deps.oauth1);
  if (pending && JSON.stringify(asShown(pending)) !== JSON.stringify(shown)) {
    return ask(request, reply, deps, words.consent.changed);
  }
  const { keys, oauth1 } = deps;
  const decided = await approveRequest({ ...browser, scopes: shown.scopes }, { ...oauth1, keys });
  return redirectToStep(request, reply, { ...shown, token }, decided);
}

/** What a person is shown of a request and decides about. */
type Shown = ReturnType<typeof asShown>;

function asShown({ consumer: { key, name, homepage, ownerName }, scopes, callbackUrl = 'oob' }: PendingRequest) {
  return { key, name, homepage, ownerName, scopes, callbackUrl };
}

/** The decision of a form, which carries along what it is about: nothing else can be approved with it (S005). */
function decisionAbout(shown: Shown, token: string, sessionHash: Buffer, { keys, now }: Deps): string {
  const about = Buffer.from(JSON.stringify(shown)).toString('base64url');
  return `${newDecision({ sessionHash, url: `${addressOf(token)}\n${about}` }, { keys, now: now() })}.${about}`;
}

function readDecision(value: string, token: string, sessionHash: Buffer, { keys, now }: Deps): Shown | undefined {
  const at = value.lastIndexOf('.');
  const about = value.slice(at + 1);
  const shown = { sessionHash, url: `${addressOf(token)}\n${about}` };
  if (!isDecision(value.slice(0, Math.max(at, 0)), shown, { keys, now: now() })) return undefined;
  return JSON.parse(Buffer.from(about, 'base64url').toString()); // ours: the decision proves it
}

function redirectToStep(
  request: FastifyRequest,
  reply: FastifyReply,
  { name, token }: Shown & { readonly token: string },
  decided: Decided | undefined,
): FastifyReply | Promise<FastifyReply> {
  if (!decided) return gone(request, reply);
  if (decided.to === 'sign-in') return reply.redirect(withReturnTo('/sign-in', addressOf(token)), 303);
  if (decided.to === 'consumer') return reply.redirect(decided.url, 303);
  const { verifier } = decided;
  if (verifier === undefined) return showError(request, reply, words.refusal.denied(name));
  return showVerifier(request, reply, { application: name, verifier });
}

/** Unknown, expired, answered before, or its consumer is not active any more: one page for all of it. */
function gone(request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  return showError(request, reply, { status: 404, ...words.consent.gone });
}

function addressOf(token: string): string {
  return `${CONSUMER_AUTHORIZE}?${new URLSearchParams({ oauth_token: token })}`;
}
