import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import {
  type AuthorizationRequest,
  answerUri,
  findReturnAddress,
  isOutOfBand,
  type ReturnAddress,
  readAuthorizationRequest,
} from '../../oauth/authorize.ts';
import { OAuthError } from '../../oauth/errors.ts';
import type { TokenResponse } from '../../oauth/grant.ts';
import type { Client } from '../../oauth/model/client.ts';
import { type Parameters, readParameters } from '../../oauth/parameters.ts';
import { type FindClient, withClients } from '../../oauth/with-clients.ts';
import { type Canonical, canonicalRequest, orDialectEnded } from '../dialects.ts';
import { queryOf } from '../frame/form.ts';
import { noteLeakedSecrets } from '../requests/leaked-secrets.ts';
import { localPath, withReturnTo } from '../requests/return-to.ts';
import { showRefusal } from './refusal.ts';

/** A valid request of the URL that a page runs with, in canonical words, and the dialect in which it was said. */
export type Step = Pick<Canonical, 'parameters' | 'dialect' | 'turned'> & { readonly request: AuthorizationRequest };

/**
 * Runs a page with the authorization request of its URL. What is wrong with the request goes where it belongs: until
 * the return address is verified to a page, from then on home to the client (RFC 6749 §4.1.2.1).
 */
export async function authorizationStep(
  request: FastifyRequest,
  reply: FastifyReply,
  fields: URLSearchParams,
  deps: Deps,
  run: (step: Step) => Promise<FastifyReply>,
): Promise<FastifyReply> {
  noteLeakedSecrets(request, deps);
  const parameters = readParameters(fields);
  let seen: Client | undefined;
  let address: ReturnAddress | undefined;
  let canonical = parameters; // what the answer follows
  try {
    return await withClients(deps.clientCache, async (find) => {
      address = undefined;
      const findSeen: FindClient = async (id) => {
        seen = await find(id);
        return seen;
      };
      const said = await canonicalRequest(parameters, findSeen, deps);
      canonical = said.parameters;
      address = await findReturnAddress(said.parameters, said.find);
      return run({ ...said, request: readAuthorizationRequest(said.parameters, address, deps) });
    });
  } catch (thrown) {
    if (!(thrown instanceof OAuthError)) throw thrown;
    const error = orDialectEnded(thrown, seen, parameters, deps);
    const about = { reqId: request.id, event: 'request.refused', rule: error.rule, clientId: seen?.id };
    request.log.info(about, error.message);
    // That a person denied is no mistake of the application.
    if (seen && error.rule !== 'access-denied') {
      const { rule, sent } = error;
      deps.activity.record(seen.id, { outcome: 'refused' });
      deps.refusals.record({ clientId: seen.id, rule, sent: sent ?? '', requestId: request.id });
    }
    if (!address || isOutOfBand(address)) return showRefusal(request, reply, error, seen);
    return redirectToClient(reply, address, { error }, canonical, deps);
  }
}

/** Sends the person on with the request as it came; throws where another page could not take it whole. */
export function redirectToStep(
  request: FastifyRequest,
  reply: FastifyReply,
  path: '/sign-in' | '/consent',
): FastifyReply {
  const query = queryOf(request).toString();
  const returnTo = `/oauth2/authorize?${query}`;
  if (localPath(returnTo) !== returnTo) throw new OAuthError('parameter-too-long', 'too much in all');
  return reply.redirect(path === '/sign-in' ? withReturnTo(path, returnTo) : `${path}?${query}`, 303);
}

/** Sends an answer to the client, with its state and the issuer (RFC 9207 §2). */
export function redirectToClient(
  reply: FastifyReply,
  address: ReturnAddress,
  answer: { readonly code: string } | { readonly token: TokenResponse } | { readonly error: OAuthError },
  parameters: Parameters,
  deps: Pick<Deps, 'issuer' | 'responseModes'>,
): FastifyReply {
  const { issuer, responseModes } = deps;
  const full = 'error' in answer ? { ...answer, documentation: `${issuer}/docs/errors/${answer.error.rule}` } : answer;
  return reply.redirect(answerUri(address, full, { parameters, issuer, responseModes }), 303);
}
