import type { ClientAuthMethod, ClientRequest, Evidence, NotProved, Presented } from './client-auth-method.ts';
import { OAuthError } from './errors.ts';
import { type Client, type NotActive, whyNotActive } from './model/client.ts';
import { NO_METADATA } from './model/client-metadata.ts';
import { allowsMethod } from './profile.ts';

/** When a request came, and who wants to know its client as soon as it is authenticated. */
export type Context = { readonly now: Date; readonly onClient?: (client: Client) => void };

/** A client, and what proved that it is. */
export type AuthenticatedClient = { readonly client: Client; readonly evidence: Evidence };

/**
 * Who sends this request: an active client that authenticated in exactly one way, which is one of its own (RFC 6749 §2.3).
 * Unknown, disabled, wrong and missing are one refusal, with one look-up behind each.
 */
export async function authenticateClient(
  request: ClientRequest,
  deps: {
    readonly methods: readonly ClientAuthMethod[];
    readonly find: (id: string) => Promise<Client | undefined>;
    readonly now: Date;
  },
): Promise<AuthenticatedClient> {
  const tried = deps.methods.filter((method) => method.tried(request));
  const [first] = tried;
  if (tried.length > 1 && !tried.every(({ byName }) => byName)) throw new OAuthError('client-authentication-repeated');
  const presented = first?.read(request);
  if (!first || !presented) throw new OAuthError('client-not-accepted');
  const client = await deps.find(presented.clientId);
  // The strongest that is registered, which then is the one: a certificate that is not right leaves no other.
  const method = tried.find(({ name }) => client?.authMethods.includes(name)) ?? tried.at(-1) ?? first;
  // The secret is hashed for a client that does not exist too: the work is the same.
  const evidence = await method.authenticate(client ?? nobody, presented, deps.now, request);
  const isProved = evidence !== undefined && evidence.kind !== 'refused';
  if (client?.state === 'active' && client.authMethods.includes(method.name) && isProved) return { client, evidence };
  const why = client && whyNotAccepted(client, method.name, presented, evidence);
  const detail = evidence?.kind === 'refused' && evidence.why === why ? (evidence.sent ?? '') : '';
  const forOwner = client && { clientId: client.id, sent: `${method.name} ${why} ${detail}`.trimEnd() };
  throw new OAuthError('client-not-accepted', undefined, { forOwner });
}

/** Why a client that exists was not accepted: for its owner's eyes. The page of the application has words for each. */
export type NotAccepted =
  | NotActive
  | NotProved['why']
  | 'no-secret'
  | 'public-with-secret'
  | 'wrong-secret'
  | 'other-method'
  | 'profile';

function whyNotAccepted(
  client: Client,
  method: string,
  presented: Presented,
  evidence: Evidence | NotProved | undefined,
): NotAccepted {
  if (client.state !== 'active') return whyNotActive(client);
  if (!allowsMethod(client.metadata.profile, method)) return 'profile';
  if (evidence?.kind === 'refused') return evidence.why;
  if (presented.assertion !== undefined) return 'other-method';
  if (presented.secret === undefined) return 'no-secret';
  if (!client.confidential) return 'public-with-secret';
  return evidence ? 'other-method' : 'wrong-secret';
}

const nobody: Client = {
  id: '',
  name: '',
  homepage: undefined,
  owner: { kind: 'none' },
  confidential: true,
  redirectUris: [],
  previews: [],
  scopes: [],
  scopeLimits: new Map(),
  scopeAliases: new Map(),
  resources: [],
  grants: [],
  authMethods: ['client_secret_basic', 'client_secret_post'],
  requirePkce: false,
  trusted: false,
  restricted: false,
  verified: false,
  logo: undefined,
  resourceServer: false,
  dialect: undefined,
  accessTokenSeconds: undefined,
  refreshTokenIdleSeconds: undefined,
  refreshTokenSeconds: undefined,
  codeSeconds: undefined,
  metadata: NO_METADATA,
  state: 'disabled',
  rejectedAt: undefined,
  handedOn: undefined,
  note: undefined,
  createdAt: new Date(0),
  identityChangedAt: new Date(0),
  disabledReason: undefined,
  tokenGeneration: 0,
  revision: 0,
  secrets: [
    {
      hash: Buffer.alloc(32),
      hint: '',
      createdAt: new Date(0),
      expiresAt: undefined,
      leakedAt: undefined,
      handedOn: false,
      name: undefined,
      lastUsedAt: undefined,
    },
  ],
};
