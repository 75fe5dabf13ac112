import { authenticateClient, type Context } from './authenticate-client.ts';
import type { ClientAuthMethod, ClientRequest } from './client-auth-method.ts';
import type { ClientCache } from './client-cache.ts';
import { OAuthError, StaleClient } from './errors.ts';
import type { Client } from './model/client.ts';
import type { PushedRequestStore } from './model/pushed-request.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { type Answers, addressRequest, type Reading, readRequest } from './read-request.ts';
import { newRequestUri, WAITS_SECONDS } from './request-uri.ts';
import { withClients } from './with-clients.ts';

/** What a client is answered (RFC 9126 §2.2), as it goes over the wire. */
export type PushedResponse = {
  readonly request_uri: string;
  /** Seconds. */
  readonly expires_in: number;
};

/** What says who the client is, and no part of its request. */
const AUTHENTICATION = ['client_secret', 'client_assertion', 'client_assertion_type'];

/**
 * A client sends an authorization request beforehand (RFC 9126 §2.1): it is authenticated as at the token endpoint, and the
 * request is checked as at the authorization endpoint. `admit` is called with the authenticated client and refuses where it
 * asks too often.
 */
export async function pushRequest(
  request: ClientRequest,
  deps: Answers &
    Reading & {
      readonly clientCache: ClientCache;
      readonly methods: readonly ClientAuthMethod[];
      readonly pushedRequests: PushedRequestStore;
    },
  { now, onClient, admit }: Context & { readonly admit: (client: Client) => Promise<void> },
): Promise<PushedResponse> {
  request.parameters.refuseRepeated();
  return withClients(deps.clientCache, async (find) => {
    const { client } = await authenticateClient(request, { methods: deps.methods, find, now });
    onClient?.(client);
    const sent = withoutAuthentication(request.parameters, client);
    if (sent.has('request_uri')) throw new OAuthError('request-uri-pushed');
    const asked = readRequest(await addressRequest(sent, async () => client, deps, 'client'), deps);
    await admit(client);
    const { uri, hash } = newRequestUri();
    const pushed = await deps.pushedRequests.push({
      hash,
      clientId: client.id,
      revision: client.revision,
      parameters: String(asked.contents.pairs),
      signed: asked.signed,
      seconds: WAITS_SECONDS,
      kept: false,
    });
    if (pushed === 'stale') throw new StaleClient();
    return { request_uri: uri, expires_in: WAITS_SECONDS };
  });
}

/** The authorization request alone, with the client_id of whoever is authenticated: where it was sent, it is that already. */
function withoutAuthentication({ pairs }: Parameters, client: Client): Parameters {
  const request = new URLSearchParams(pairs);
  for (const name of AUTHENTICATION) request.delete(name);
  request.set('client_id', client.id);
  return readParameters(request);
}
