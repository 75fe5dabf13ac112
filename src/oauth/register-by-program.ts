import { type From, once } from '../events.ts';
import { digest, digestBase64url, isToken, type Keys, type Mint, madeOnce, randomToken } from '../secrets.ts';
import { type CheckedMetadata, checkClientMetadata, type MetadataRules, takesSecret } from './check-client-metadata.ts';
import { bearerToken } from './check-token.ts';
import { clientInformation } from './client-information.ts';
import { isSecretOf, mintClientSecret } from './client-secret.ts';
import { OAuthError } from './errors.ts';
import type { Grant } from './grant.ts';
import { redirects, text } from './metadata-members.ts';
import type { Client, ClientRegistry } from './model/client.ts';
import { NO_METADATA } from './model/client-metadata.ts';
import type { FetchDocument } from './model/outbound.ts';
import type { RegistrationStore } from './model/registration.ts';
import type { ScopeStore } from './model/scope.ts';
import { allSafe } from './model/scope.ts';
import { newClientId } from './register-client.ts';
import { checkSector } from './sector-identifier.ts';

/** How programs may register. */
export type ProgramPolicy = {
  /** `token`: with an initial access token alone (RFC 7591 §3). */
  readonly mode: 'token' | 'open';
  /** What nobody vouches for waits for an administrator. */
  readonly reviewed: boolean;
  readonly usualScopes: MetadataRules['usualScopes'];
};

export type ProgramDeps = {
  readonly registrations: RegistrationStore;
  readonly clients: Pick<ClientRegistry, 'delete'>;
  readonly scopes: Pick<ScopeStore, 'list'>;
  readonly grants: readonly Grant[];
  readonly methods: readonly { readonly name: string }[];
  readonly outbound: { readonly fetchDocument: FetchDocument };
  readonly issuer: string;
  readonly programs: ProgramPolicy;
  readonly keys: Pick<Keys, 'mac'>;
  readonly sentForms: { sentAt(intention: Buffer): Promise<Date | undefined> };
};

type Document = Readonly<Record<string, unknown>>;
type Asked = { readonly authorization: string | undefined; readonly from: From; readonly now: Date };

/**
 * Whoever is not known acts for people alone: what a client does for itself needs somebody who vouches for it. No other grant is a
 * program's to register; who trades tokens, or takes passwords, an administrator says.
 */
const FOR_ITSELF = 'client_credentials';
const FOR_PEOPLE: readonly string[] = [
  'authorization_code',
  'refresh_token',
  'implicit',
  'urn:ietf:params:oauth:grant-type:device_code',
];

/** Registers a client (RFC 7591 §3.1): it belongs to nobody, is not verified, and has no more than its metadata may say. */
export async function registerByProgram(
  document: Document,
  { authorization, from }: Pick<Asked, 'authorization' | 'from'>,
  deps: ProgramDeps,
): Promise<Document> {
  const { registrations, programs } = deps;
  const initialHash = await initialToken(authorization, deps);
  const checked = await check(document, { held: undefined, vouched: initialHash !== undefined }, deps);
  const id = newClientId();
  const settings = { ...checked.settings, name: checked.settings.name || id };
  const secret = takesSecret(checked.authMethods) ? mintClientSecret() : undefined;
  const registrationToken = randomToken('ra');
  const client = {
    id,
    owner: { kind: 'none' },
    settings,
    secret: secret?.stored,
    inReview: programs.reviewed && initialHash === undefined && !allSafe(settings.scopes, await deps.scopes.list()),
    metadata: { ...checked.metadata, legacyAssertionAudience: byAssertion(checked), origin: 'registration' },
    authMethods: checked.authMethods,
  } as const;
  const createdAt = await registrations.register(
    { client, initialHash, registrationHash: digest(registrationToken) },
    from,
  );
  if (!createdAt) throw new OAuthError('registration-token-not-accepted');
  const shown = shownClient({ id, createdAt }, { ...checked, settings });
  return clientInformation(shown, { issuer: deps.issuer, secret: secret?.value, registrationToken });
}

/** What is registered of a client (RFC 7592 §2.1). Its secret is kept by nobody but itself. */
export async function readRegistration(id: string, { authorization }: Asked, deps: ProgramDeps): Promise<Document> {
  const { client, token } = await findRegistered(id, authorization, deps);
  return clientInformation(client, { issuer: deps.issuer, secret: undefined, registrationToken: token });
}

/** For so long a change whose answer was lost may be sent again: without it, its registrant would have no token any more. */
const RETRY_SECONDS = 60;

/**
 * Registers a client anew (RFC 7592 §2.2): what the document leaves out is back at its default, what an administrator set stays,
 * and another token takes the place of the one that this was sent with. The same again has the same answer, for a minute; where
 * both are under way, SentBefore says so of the second.
 */
export async function changeRegistration(
  id: string,
  document: Document,
  { authorization, from, now }: Asked,
  deps: ProgramDeps,
): Promise<Document> {
  const sent = [id, authorization ?? '', digestBase64url(JSON.stringify(document))].join('\n');
  const mint = madeOnce(`registration\n${sent}`, deps.keys);
  const held = await findHeld(id, authorization, deps);
  if (!held) {
    const answered = await answeredBefore(id, mint, now, deps);
    if (!answered) throw new OAuthError('registration-token-not-accepted');
    return answered;
  }
  const { client, hash } = held;
  if (document['client_id'] !== id)
    throw new OAuthError('metadata-value-refused', 'client_id: not the one of this address');
  if (Object.hasOwn(document, 'client_secret')) {
    const sent = text(document['client_secret'], 'client_secret');
    if (!isSecretOf(client, sent, now)) throw new OAuthError('metadata-value-refused', 'client_secret: not its own');
  }
  const vouched = client.grants.some((grant) => !FOR_PEOPLE.includes(grant));
  const checked = await check(document, { held: client, vouched }, deps);
  const settings = { ...checked.settings, name: checked.settings.name || id };
  const secret = takesSecret(checked.authMethods) ? mintClientSecret(mint) : undefined;
  const registrationToken = mint.secret('ra');
  const legacy = byAssertion(checked) && !byAssertion(client) ? { legacyAssertionAudience: true } : {};
  const changes = {
    settings,
    metadata: { ...checked.metadata, ...legacy },
    authMethods: checked.authMethods,
    secret: secret?.stored,
    registrationHash: digest(registrationToken),
  };
  const changed = await deps.registrations.change(id, changes, {
    ...once(from, mint),
    registrationHash: hash,
  });
  if (changed.outcome !== 'changed') {
    // Another change was first, or an administrator gave it what needs a secret.
    if (!(await deps.registrations.find(id, hash))) throw new OAuthError('registration-token-not-accepted');
    throw new OAuthError(
      'metadata-contradictory',
      'token_endpoint_auth_method none with what an administrator gave it',
    );
  }
  const shown = shownClient(client, { ...checked, settings });
  const given = changed.secretStored ? secret?.value : undefined;
  return clientInformation(shown, { issuer: deps.issuer, secret: given, registrationToken });
}

/** What a change was answered with that was sent a moment ago, and is what is registered now. */
async function answeredBefore(
  id: string,
  mint: Mint,
  now: Date,
  { sentForms, registrations, issuer }: ProgramDeps,
): Promise<Document | undefined> {
  const sentAt = mint.intention && (await sentForms.sentAt(mint.intention));
  if (!sentAt || Math.abs(now.getTime() - sentAt.getTime()) > RETRY_SECONDS * 1000) return undefined;
  const [registrationToken, secret] = [mint.secret('ra'), mint.secret('cs')];
  const client = await registrations.find(id, digest(registrationToken));
  const given = client && isSecretOf(client, secret, now) ? secret : undefined;
  return client && clientInformation(client, { issuer, secret: given, registrationToken });
}

/** Deletes a client, with all that was issued to it (RFC 7592 §2.3). */
export async function deleteRegistration(id: string, { authorization, from }: Asked, deps: ProgramDeps): Promise<void> {
  const { hash } = await findRegistered(id, authorization, deps);
  const deleted = await deps.clients.delete(id, { ...from, registrationHash: hash });
  if (!deleted) throw new OAuthError('registration-token-not-accepted');
}

async function check(
  document: Document,
  { held, vouched }: { readonly held: Client | undefined; readonly vouched: boolean },
  { scopes, grants, methods, outbound, programs }: ProgramDeps,
): Promise<CheckedMetadata> {
  const checked = await checkClientMetadata(document, {
    catalogue: await scopes.list(),
    grants: grants.filter(({ name }) => FOR_PEOPLE.includes(name) || (vouched && name === FOR_ITSELF)),
    methods: methods.map(({ name }) => name),
    redirectUris: redirects,
    usualScopes: programs.usualScopes,
    held,
  });
  if (document['application_type'] === 'web') checkWeb(checked.settings.redirectUris);
  await checkSector(checked.metadata, checked.settings.redirectUris, outbound);
  return checked;
}

/**
 * What says that it is one is on a host (OpenID Connect Dynamic Client Registration 1.0 §2). A native one may have https too
 * (RFC 8252 §7.2). Deviation: what says nothing is taken as it is, because programs on people's own devices leave the member out.
 */
function checkWeb(redirectUris: readonly string[]): void {
  const wrong = redirectUris.find((uri) => {
    const { protocol, hostname } = new URL(uri);
    return protocol !== 'https:' || /^(.+\.)?localhost\.?$|^127\.|^\[::1\]$/.test(hostname);
  });
  if (wrong !== undefined) throw new OAuthError('registered-redirect-uri-not-web', `redirect_uris: ${wrong}`);
}

/** The digest of a good initial access token; undefined where nobody needs one, and none came. */
async function initialToken(
  authorization: string | undefined,
  { registrations, programs }: ProgramDeps,
): Promise<Buffer | undefined> {
  if (authorization === undefined && programs.mode === 'open') return undefined;
  const token = bearerToken(authorization);
  const hash = isToken('ri', token) ? digest(token) : undefined;
  if (!hash || !(await registrations.isGood(hash))) throw new OAuthError('registration-token-not-accepted');
  return hash;
}

async function findRegistered(id: string, authorization: string | undefined, deps: ProgramDeps) {
  const held = await findHeld(id, authorization, deps);
  if (!held) throw new OAuthError('registration-token-not-accepted');
  return held;
}

async function findHeld(id: string, authorization: string | undefined, { registrations }: ProgramDeps) {
  const token = bearerToken(authorization);
  const hash = isToken('ra', token) ? digest(token) : undefined;
  const client = hash && (await registrations.find(id, hash));
  return client && { client, hash, token };
}

function byAssertion({ authMethods }: Pick<CheckedMetadata, 'authMethods'>): boolean {
  return authMethods.includes('private_key_jwt');
}

function shownClient(
  { id, createdAt }: Pick<Client, 'id' | 'createdAt'>,
  { settings, authMethods, metadata }: CheckedMetadata,
): Parameters<typeof clientInformation>[0] {
  return { id, createdAt, authMethods, ...settings, metadata: { ...NO_METADATA, ...metadata } };
}
