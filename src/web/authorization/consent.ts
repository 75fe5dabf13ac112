import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { isOutOfBand, newAuthorization } from '../../oauth/authorize.ts';
import { asItIsNow } from '../../oauth/client-cache.ts';
import { isDecision, newDecision, type Shown } from '../../oauth/decision.ts';
import { OAuthError, StaleClient } from '../../oauth/errors.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { formActionFor } from '../plugins/security-headers.ts';
import { originOf } from '../plugins/session.ts';
import { words } from '../words/index.ts';
import { answerWithToken } from './answer-with-token.ts';
import { showAnswered } from './answered.ts';
import { authorizationStep, redirectToClient, redirectToStep, type Step } from './authorization-step.ts';
import { consentValues } from './consent-values.ts';
import { showCode } from './out-of-band-code.ts';

type Signed = { readonly step: Step; readonly session: Session };

/** Who asks, for what, and the decision. The whole request stands in the URL, and the form posts to the same one. */
export const consent: Page = {
  name: 'consent',
  path: '/consent',
  mount(app, deps) {
    app.get(this.path, (request, reply) =>
      signedStep(request, reply, deps, (signed) => ask(request, reply, signed, deps)),
    );
    const showAgain = (request: FastifyRequest, reply: FastifyReply) =>
      signedStep(request, reply, deps, (signed) => ask(request, reply, signed, deps, words.consent.tooOld));
    app.post(this.path, { config: { showAgain } }, (request, reply) =>
      signedStep(request, reply, deps, (signed) => decide(request, reply, signed, deps)),
    );
  },
};

function signedStep(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  run: (signed: Signed) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  const exact = { ...deps, clientCache: asItIsNow(deps.clientCache) };
  return authorizationStep(request, reply, queryOf(request), exact, async (step) => {
    const session = await request.findSession();
    if (!session) return redirectToStep(request, reply, '/sign-in');
    return run({ step, session });
  });
}

/** What a decision is bound to: the address is the request, and beside it stands what it meant when it was shown. */
function shownIn(request: FastifyRequest, { step, session }: Signed): Shown {
  const { address, scopes } = step.request;
  const since = address.client.identityChangedAt.toISOString();
  return { sessionHash: session.idHash, url: [request.url, since, ...scopes].join('\n') };
}

async function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  signed: Signed,
  deps: Deps,
  notice?: string,
): Promise<FastifyReply> {
  const { step, session } = signed;
  const { address } = step.request;
  const decision = newDecision(shownIn(request, signed), { keys: deps.keys, now: deps.now() });
  return show(request, reply, 'consent', {
    title: words.consent.pageTitle(address.client.name),
    ...(notice === undefined ? {} : { status: 422 }),
    continuesAuthorization: { formAction: formActionFor(address.uri) },
    values: {
      ...(await consentValues(step.request, session, deps)),
      notice,
      decision,
      action: request.url,
      again: encodeURIComponent(authorizeUrl(request)),
    },
  });
}

async function decide(request: FastifyRequest, reply: FastifyReply, signed: Signed, deps: Deps): Promise<FastifyReply> {
  const { step, session } = signed;
  const { address } = step.request;
  const form = formOf(request);
  const decision = field(form, 'shown');
  if (!isDecision(decision, shownIn(request, signed), { keys: deps.keys, now: deps.now() })) {
    return ask(request, reply, signed, deps, words.consent.tooOld);
  }
  const answer = field(form, 'decision');
  if (answer === 'deny') {
    const { address: from, requestId } = originOf(request);
    const { id } = session.user;
    const clientId = address.client.id;
    await deps.audit.record({ event: 'consent.denied', actorId: id, userId: id, clientId, address: from, requestId });
    throw new OAuthError('access-denied');
  }
  if (answer !== 'authorize') return ask(request, reply, signed, deps, words.consent.choose);
  if (step.request.responseType === 'token') {
    return answerWithToken(request, reply, step, { sessionHash: session.idHash, decision }, deps);
  }
  const authorization = newAuthorization(step.request, { ...deps, decision });
  const approved = await deps.authorizations.approve(authorization, { sessionHash: session.idHash });
  if (approved.outcome === 'signed-out') return redirectToStep(request, reply, '/sign-in');
  if (approved.outcome === 'stale') throw new StaleClient();
  if (approved.outcome === 'again' && !approved.usable) return showAnswered(request, reply, address.client);
  if (isOutOfBand(address)) return showCode(request, reply, step, authorization.code);
  return redirectToClient(reply, address, { code: authorization.code.value }, step.parameters, deps);
}

function authorizeUrl(request: FastifyRequest): string {
  return `/oauth2/authorize?${queryOf(request)}`;
}
