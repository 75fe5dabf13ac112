import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import { type Answer, carryAnswer } from '../../oauth/authorize.ts';
import { decide, type Outcome, type Visit } from '../../oauth/decide.ts';
import { OAuthError } from '../../oauth/errors.ts';
import { keepRequest } from '../../oauth/keep-request.ts';
import type { Client } from '../../oauth/model/client.ts';
import { mayHaveProof, withoutProof } from '../../oauth/proof.ts';
import type { AddressedRequest, AuthorizationRequest } from '../../oauth/read-request.ts';
import { isOutOfBand } from '../../oauth/return-address.ts';
import { logLegacyGrant } from '../applications/legacy-grants.ts';
import { showError } from '../errors.ts';
import { queryOf } from '../frame/form.ts';
import { originOf } from '../plugins/session.ts';
import { localPath, withReturnTo } from '../requests/return-to.ts';
import { showFormPost } from './form-post.ts';
import { showCode } from './out-of-band-code.ts';

/** Where a signed-in person sets up their first factor. */
export const SET_UP = '/account/factors/app';

/** What comes next for the browser that sent this; `more`: what its person decided, or that the page asks them now. */
export function decideFor(
  request: FastifyRequest,
  asked: AuthorizationRequest,
  deps: Deps,
  more: Pick<Visit, 'decided' | 'asking'> = {},
): Promise<Outcome> {
  const visit: Visit = {
    sessionHash: request.sessionHash(),
    findSession: () => request.findSession(),
    isAdmitted: async (clientId) => {
      const session = await request.findSession();
      return session !== undefined && deps.groups.isAdmitted(session.user.id, clientId);
    },
    sent: mayHaveProof(request.url) ? queryOf(request) : undefined,
    from: originOf(request),
    ...more,
  };
  return decide(asked, visit, { ...deps, now: deps.now() });
}

/** Leads the person there. */
export async function takeStep(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: AuthorizationRequest,
  next: Outcome,
  deps: Deps,
): Promise<FastifyReply> {
  const { client } = asked.address;
  switch (next.step) {
    case 'sign-in':
      return redirectToStep(request, reply, asked, '/sign-in', deps);
    case 'sign-up':
      return redirectToStep(request, reply, asked, '/sign-up', deps);
    case 'consent':
    case 'not-admitted': // its page says so
      return redirectToStep(request, reply, asked, '/consent', deps);
    case 'sign-in-again':
      return redirectToStep(request, reply, asked, '/sign-in/again', deps);
    case 'set-up':
      return redirectToStep(request, reply, asked, SET_UP, deps);
    case 'choose':
      return redirectToStep(request, reply, asked, '/sign-in/choose', deps);
    case 'answered':
      return showAnswered(request, reply, client);
    case 'answer': {
      const { answer } = next;
      if ('token' in answer) {
        logLegacyGrant(request, 'implicit', client.id);
        deps.activity.record(client.id, { outcome: 'issued', legacy: 'implicit' });
      } else if (isOutOfBand(asked.address)) return showCode(request, reply, client, answer.code);
      return sendToClient(request, reply, { asked, answer }, deps);
    }
  }
}

/** Says that this was answered before, and that nothing happened now. */
export async function showAnswered(
  request: FastifyRequest,
  reply: FastifyReply,
  { name }: Client,
): Promise<FastifyReply> {
  await request.findSession();
  const { title, lead, todo } = request.words.consent.answered;
  return showError(request, reply, { status: 409, title, lead: lead(name), todo: todo(name) });
}

/** Sends an answer to the client, with its state and the issuer (RFC 9207 §2). */
export async function sendToClient(
  request: FastifyRequest,
  reply: FastifyReply,
  { asked, answer }: { readonly asked: AddressedRequest; readonly answer: Answer | { readonly error: OAuthError } },
  deps: Pick<Deps, 'issuer' | 'responseModes'>,
): Promise<FastifyReply> {
  const carried = await carryAnswer(asked, answer, deps);
  if ('redirect' in carried) return reply.redirect(carried.redirect, 303);
  return showFormPost(request, reply, asked.address.client.name, carried.form);
}

/** Sends the person on with the request as it came; throws where another page could not take it whole. */
async function redirectToStep(
  request: FastifyRequest,
  reply: FastifyReply,
  asked: AuthorizationRequest,
  path: '/sign-in' | '/sign-up' | '/sign-in/again' | '/sign-in/choose' | typeof SET_UP | '/consent',
  deps: Pick<Deps, 'keys' | 'pushedRequests'>,
): Promise<FastifyReply> {
  const { maxAge, via } = asked;
  const query = await keepRequest(asked, queryOf(request), deps);
  // Pages find the language in their address, where a request that was pushed or signed does not have it.
  const locales = asked.parameters.get('ui_locales');
  if (locales !== undefined && !query.has('ui_locales')) query.set('ui_locales', locales);
  const back = path === SET_UP ? new URLSearchParams(query) : withoutProof(query); // they have signed in for it
  // What the client registered (default_max_age) counts as what it sent: who signs in for that has done so.
  if (maxAge !== undefined && via.kind === 'address' && !back.has('max_age') && path !== '/consent')
    back.set('max_age', String(maxAge));
  const returnTo = `/oauth2/authorize?${back}`;
  if (localPath(returnTo) !== returnTo) throw new OAuthError('parameter-too-long', 'too much in all');
  return reply.redirect(path === '/consent' ? `${path}?${query}` : withReturnTo(path, returnTo), 303);
}
