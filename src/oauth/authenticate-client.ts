import type { ClientAuthMethod, ClientRequest } from './client-auth-method.ts';
import { OAuthError } from './errors.ts';
import type { Client } from './model/client.ts';

/**
 * Who sends this request: an active client that authenticated in exactly one of the given ways (RFC 6749 §2.3).
 * Unknown, disabled, wrong and missing are one refusal, with one look-up behind each.
 */
export async function authenticateClient(
  request: ClientRequest,
  deps: {
    readonly methods: readonly ClientAuthMethod[];
    readonly find: (id: string) => Promise<Client | undefined>;
    readonly now: Date;
  },
): Promise<Client> {
  if (request.parameters.has('client_assertion') || request.parameters.has('client_assertion_type')) {
    throw new OAuthError('client-not-accepted');
  }
  const tried = deps.methods.filter((method) => method.tried(request));
  if (tried.length > 1) throw new OAuthError('client-authentication-repeated');
  const [method] = tried;
  const presented = method?.read(request);
  if (!method || !presented) throw new OAuthError('client-not-accepted');
  const client = await deps.find(presented.clientId);
  // The secret is hashed for a client that does not exist too: the work is the same.
  const accepted = method.accepts(client ?? nobody, presented, deps.now);
  if (client?.state !== 'active' || !accepted) throw new OAuthError('client-not-accepted');
  return client;
}

const nobody: Client = {
  id: '',
  name: '',
  homepage: undefined,
  ownerId: '',
  ownerName: '',
  confidential: true,
  redirectUris: [],
  scopes: [],
  grants: [],
  tokenEndpointAuthMethod: undefined,
  requirePkce: false,
  trusted: false,
  resourceServer: false,
  accessTokenSeconds: undefined,
  refreshTokenIdleSeconds: undefined,
  refreshTokenSeconds: undefined,
  codeSeconds: undefined,
  state: 'disabled',
  createdAt: new Date(0),
  identityChangedAt: new Date(0),
  revision: 0,
  secrets: [{ hash: Buffer.alloc(32), hint: '', createdAt: new Date(0), expiresAt: undefined }],
};
