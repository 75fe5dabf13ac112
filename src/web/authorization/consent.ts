import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { asItIsNow } from '../../oauth/client-cache.ts';
import { newDecision, readDecision, shownRequest } from '../../oauth/decision.ts';
import type { AuthorizationRequest } from '../../oauth/read-request.ts';
import { isOutOfBand } from '../../oauth/return-address.ts';
import { field, formOf, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { originOf } from '../plugins/session.ts';
import { withReturnTo } from '../requests/return-to.ts';
import { authorizationStep } from './authorization-step.ts';
import { type AskedAgain, againStatus, consentValues } from './consent-values.ts';
import { showNotAdmitted } from './not-admitted.ts';
import { decideFor, takeStep } from './take-step.ts';

/** Who asks, for what, and the decision. The whole request stands in the URL, and the form posts to the same one. */
export const consent: Page = {
  name: 'consent',
  path: '/consent',
  mount(app, deps) {
    const exact = { ...deps, clientCache: asItIsNow(deps.clientCache) };
    const run =
      (act: typeof ask, why?: AskedAgain) =>
      (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> =>
        authorizationStep(request, reply, queryOf(request), exact, (asked) => act(request, reply, asked, exact, why));
    app.get(this.path, run(ask));
    app.post(this.path, { config: { showAgain: run(ask, 'tooOld') } }, run(answer));
  },
};

async function ask(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: AuthorizationRequest,
  deps: Deps,
  why?: AskedAgain,
): Promise<FastifyReply> {
  const next = await decideFor(request, asked, deps, { asking: true });
  const session = await request.findSession();
  if (next.step === 'not-admitted' && session) {
    return showNotAdmitted(request, reply, asked.address.client, {
      leaves: !isOutOfBand(asked.address),
      decision: newDecision(shownTo(request, session, asked), { keys: deps.keys, now: deps.now() }),
      again: withReturnTo('/sign-out', `/oauth2/authorize?${queryOf(request)}`),
      status: againStatus(why).status,
    });
  }
  if (next.step !== 'consent' || !session) return takeStep(request, reply, asked, next, deps);
  const { address } = asked;
  return show(request, reply, 'consent', {
    title: request.words.consent.pageTitle(address.client.name),
    ...againStatus(why),
    authorization: { leaves: !isOutOfBand(address) },
    values: {
      ...(await consentValues(request.words, asked, session, deps)),
      notice: why && request.words.consent[why],
      decision: newDecision(shownTo(request, session, asked), { keys: deps.keys, now: deps.now() }),
      action: request.url,
      again: withReturnTo('/sign-out', `/oauth2/authorize?${queryOf(request)}`),
    },
  });
}

async function answer(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: AuthorizationRequest,
  deps: Deps,
): Promise<FastifyReply> {
  const session = await request.findSession();
  if (!session) return ask(request, reply, asked, deps);
  const form = formOf(request);
  const pressed = { shown: field(form, 'shown'), decision: field(form, 'decision') };
  const read = readDecision(pressed, shownTo(request, session, asked), { keys: deps.keys, now: deps.now() });
  if (read === 'tooOld' || read === 'choose') return ask(request, reply, asked, deps, read);
  if (read === 'deny') await recordDenial(request, session, asked, deps);
  const decided = { answer: read === 'deny' ? 'denied' : 'given', decision: pressed.shown } as const;
  return takeStep(request, reply, asked, await decideFor(request, asked, deps, { decided }), deps);
}

function shownTo(request: FastifyRequest, session: Session, asked: AuthorizationRequest) {
  const { address, scopes, details, resources, claims } = asked;
  return shownRequest(request.url, session.idHash, {
    client: address.client,
    scopes: [...scopes, ...(claims?.beyond ?? [])],
    details,
    resources,
  });
}

async function recordDenial(
  request: FastifyRequest,
  { user: { id } }: Session,
  { address: { client } }: AuthorizationRequest,
  { audit }: Pick<Deps, 'audit'>,
): Promise<void> {
  const { address, requestId } = originOf(request);
  await audit.record({ event: 'consent.denied', actorId: id, userId: id, clientId: client.id, address, requestId });
}
