import { authenticateClient, type Context } from './authenticate-client.ts';
import type { ClientAuthMethod, ClientRequest } from './client-auth-method.ts';
import type { ClientCache } from './client-cache.ts';
import { type CompletionDeps, completeRequest } from './complete-request.ts';
import type { DpopProofs } from './dpop.ts';
import { OAuthError, StaleClient } from './errors.ts';
import type { Client } from './model/client.ts';
import type { PushedRequestStore } from './model/pushed-request.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { algorithmsOf } from './profile.ts';
import { type Answers, type AuthorizationRequest, addressRequest, type Reading, readRequest } from './read-request.ts';
import { newRequestUri } from './request-uri.ts';
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
    CompletionDeps &
    Reading & {
      readonly clientCache: ClientCache;
      readonly methods: readonly ClientAuthMethod[];
      readonly pushedRequests: PushedRequestStore;
      readonly dpop: DpopProofs;
      readonly pushedRequestSeconds: number;
    },
  { now, onClient, admit }: Context & { readonly admit: (client: Client) => Promise<void> },
): Promise<PushedResponse> {
  request.parameters.refuseRepeated();
  return withClients(deps.clientCache, async (find) => {
    const { client } = await authenticateClient(request, { methods: deps.methods, find, now });
    onClient?.(client);
    const sent = withoutAuthentication(request.parameters, client);
    if (sent.has('request_uri')) throw new OAuthError('request-uri-pushed');
    const addressed = await addressRequest(sent, async () => client, deps, 'client');
    const asked = await completeRequest(await readRequest(addressed, deps), deps);
    const algorithms = algorithmsOf(client.metadata.profile);
    const key = request.proof && (await deps.dpop.check(request.proof, { now, algorithms }));
    await admit(client);
    const { uri, hash } = newRequestUri();
    const seconds = waits(client, deps);
    const pushed = await deps.pushedRequests.push({
      hash,
      clientId: client.id,
      revision: client.revision,
      parameters: String(boundTo(key, asked)),
      signed: asked.signed,
      seconds,
      kept: false,
    });
    if (pushed === 'stale') throw new StaleClient();
    return { request_uri: uri, expires_in: seconds };
  });
}

/** For how long it waits for its browser; less than ten minutes where FAPI says so (FAPI 2.0 §5.3.2.2). */
function waits({ metadata }: Client, { pushedRequestSeconds }: { readonly pushedRequestSeconds: number }): number {
  return metadata.profile === 'fapi-2' ? Math.min(pushedRequestSeconds, 599) : pushedRequestSeconds;
}

/** The request with the key that whoever pushed it has proved: its code is for that one (RFC 9449 §10.1). */
function boundTo(key: string | undefined, { contents, keyThumbprint }: AuthorizationRequest): URLSearchParams {
  if (key === undefined) return contents.pairs;
  if (keyThumbprint !== undefined && keyThumbprint !== key) throw new OAuthError('dpop-jkt-other');
  const request = new URLSearchParams(contents.pairs);
  request.set('dpop_jkt', key);
  return request;
}

/** The authorization request alone, with the client_id of whoever is authenticated: where it was sent, it is that already. */
function withoutAuthentication({ pairs }: Parameters, client: Client): Parameters {
  const request = new URLSearchParams(pairs);
  for (const name of AUTHENTICATION) request.delete(name);
  request.set('client_id', client.id);
  return readParameters(request);
}
