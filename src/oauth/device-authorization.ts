import { digest, type Keys, randomToken } from '../secrets.ts';
import { authenticateClient, type Context } from './authenticate-client.ts';
import { refuseDetails } from './authorization-details.ts';
import type { ClientAuthMethod, ClientRequest } from './client-auth-method.ts';
import type { ClientCache } from './client-cache.ts';
import { OAuthError, StaleClient } from './errors.ts';
import type { Client } from './model/client.ts';
import { DEVICE_CODE, type DeviceCodeStore, type NewDeviceCode, POLL_SECONDS } from './model/device-code.ts';
import { requestedScopes, wordingOf } from './requested-scopes.ts';
import { resourcesOrDefault } from './target.ts';
import { newUserCode, showUserCode, userCodeHashes } from './user-code.ts';
import { withClients } from './with-clients.ts';

/** What a device is answered (RFC 8628 §3.2), as it goes over the wire. */
export type DeviceAuthorizationResponse = {
  readonly device_code: string;
  readonly user_code: string;
  readonly verification_uri: string;
  readonly verification_uri_complete: string;
  /** Seconds, both. */
  readonly expires_in: number;
  readonly interval: number;
};

const MOST_PER_CLIENT = 1000; // codes that live at a time
const MOST_PER_ADDRESS = 100;
const RETRY_SECONDS = 60;
const TRIES = 3; // two codes that look the same are one in 10^10

/**
 * A device asks for codes (RFC 8628 §3.1). Refuses a client that did not authenticate, is not registered for the grant
 * or may not have the scopes, and more codes than may live at a time. `addressPrefix`: of whoever asks; `admit` is called
 * with the authenticated client and refuses where it asks too often.
 */
export async function deviceAuthorization(
  request: ClientRequest & { readonly addressPrefix: string },
  deps: {
    readonly clientCache: ClientCache;
    readonly methods: readonly ClientAuthMethod[];
    readonly deviceCodes: Pick<DeviceCodeStore, 'begin'>;
    readonly keys: Keys;
    readonly issuer: string;
    readonly deviceCodeSeconds: number;
  },
  { now, onClient, admit }: Context & { readonly admit: (client: Client) => Promise<void> },
): Promise<DeviceAuthorizationResponse> {
  const { parameters } = request;
  parameters.refuseRepeated();
  return withClients(deps.clientCache, async (find) => {
    const { client } = await authenticateClient(request, { methods: deps.methods, find, now });
    onClient?.(client);
    if (!client.grants.includes(DEVICE_CODE)) throw new OAuthError('grant-not-registered', DEVICE_CODE);
    const pkce = (['code_challenge', 'code_challenge_method'] as const).find(
      (name) => parameters.get(name) !== undefined,
    );
    if (pkce !== undefined) throw new OAuthError('pkce-not-for-devices', pkce);
    refuseDetails(parameters);
    const resources = resourcesOrDefault(client, parameters);
    const scopes = requestedScopes(client, DEVICE_CODE, parameters.get('scope'), resources);
    await admit(client);
    const wording = wordingOf(client, parameters.get('scope'));
    const { device, user } = await begin(
      client,
      { scopes, wording, resources: resources?.map(({ uri }) => uri) ?? [] },
      request.addressPrefix,
      deps,
    );
    const verification = `${deps.issuer}/device`;
    return {
      device_code: device,
      user_code: showUserCode(user),
      verification_uri: verification,
      verification_uri_complete: verificationUriComplete(user, deps.issuer),
      expires_in: deps.deviceCodeSeconds,
      interval: POLL_SECONDS,
    };
  });
}

/** The address that brings a code along, so that nobody has to type it (RFC 8628 §3.3.1). */
export function verificationUriComplete(userCode: string, issuer: string): string {
  return `${issuer}/device?user_code=${showUserCode(userCode)}`;
}

async function begin(
  client: Client,
  asked: Pick<NewDeviceCode, 'scopes' | 'wording' | 'resources'>,
  addressPrefix: string,
  deps: {
    readonly deviceCodes: Pick<DeviceCodeStore, 'begin'>;
    readonly keys: Keys;
    readonly deviceCodeSeconds: number;
  },
): Promise<{ readonly device: string; readonly user: string }> {
  for (let tries = 1; tries <= TRIES; tries += 1) {
    const device = randomToken('dc');
    const user = newUserCode();
    const begun = await deps.deviceCodes.begin({
      hash: digest(device),
      userCodeHashes: userCodeHashes(user, deps.keys),
      clientId: client.id,
      revision: client.revision,
      ...asked,
      // A client with a secret asks from its own server, for all of its devices.
      addressHash: client.confidential ? undefined : digest(`device\n${addressPrefix}`),
      seconds: deps.deviceCodeSeconds,
      mostPerClient: MOST_PER_CLIENT,
      mostPerAddress: MOST_PER_ADDRESS,
    });
    if (begun === 'begun') return { device, user };
    if (begun === 'stale') throw new StaleClient();
    if (begun === 'too-many') {
      throw new OAuthError('too-many-requests', undefined, { certain: true, retryAfterSeconds: RETRY_SECONDS });
    }
  }
  throw new OAuthError('temporarily-unavailable');
}
