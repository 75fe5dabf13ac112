import type { ClientAuthMethod, ClientRequest, Presented } from './client-auth-method.ts';
import { OAuthError } from './errors.ts';
import { type Client, type NotActive, whyNotActive } from './model/client.ts';

/** When a request came, and who wants to know its client as soon as it is authenticated. */
export type Context = { readonly now: Date; readonly onClient?: (client: Client) => void };

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
  if (client?.state === 'active' && accepted) return client;
  const forOwner = client && {
    clientId: client.id,
    sent: `${method.name} ${whyNotAccepted(client, method, presented, deps.now)}`,
  };
  throw new OAuthError('client-not-accepted', undefined, { forOwner });
}

/** Why a client that exists was not accepted: for its owner's eyes. The page of the application has words for each. */
export type NotAccepted = NotActive | 'no-secret' | 'public-with-secret' | 'wrong-secret' | 'other-method';

function whyNotAccepted(client: Client, method: ClientAuthMethod, presented: Presented, now: Date): NotAccepted {
  if (client.state !== 'active') return whyNotActive(client);
  if (presented.secret === undefined) return 'no-secret';
  if (!client.confidential) return 'public-with-secret';
  const anyMethod = method.accepts({ ...client, tokenEndpointAuthMethod: undefined }, presented, now);
  return anyMethod ? 'other-method' : 'wrong-secret';
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
  scopeLimits: new Map(),
  scopeAliases: new Map(),
  grants: [],
  tokenEndpointAuthMethod: undefined,
  requirePkce: false,
  trusted: false,
  verified: false,
  resourceServer: false,
  dialect: undefined,
  accessTokenSeconds: undefined,
  refreshTokenIdleSeconds: undefined,
  refreshTokenSeconds: undefined,
  codeSeconds: undefined,
  state: 'disabled',
  rejectedAt: undefined,
  note: undefined,
  createdAt: new Date(0),
  identityChangedAt: new Date(0),
  revision: 0,
  secrets: [{ hash: Buffer.alloc(32), hint: '', createdAt: new Date(0), expiresAt: undefined, leakedAt: undefined }],
};
