import { type CheckedMetadata, checkClientMetadata, type MetadataRules } from './check-client-metadata.ts';
import { OAuthError } from './errors.ts';
import type { Grant } from './grant.ts';
import { text, texts } from './metadata-members.ts';
import type { Client } from './model/client.ts';
import { redirectHost } from './redirect-uri.ts';

/** A document keeps no secret, so what works with one is not for it (draft-ietf-oauth-client-id-metadata-document §4.1). */
const METHODS = ['none', 'private_key_jwt'];
/** For people alone: nobody vouches for what a document says. */
const GRANTS = ['authorization_code', 'refresh_token'];
const SECRETS = ['client_secret', 'client_secret_expires_at'];

/**
 * The client that a document describes (draft-ietf-oauth-client-id-metadata-document §4). It says its own address, has no secret, and
 * is checked as what a program registers; but redirect URIs are kept as they are, and looked at when one is used, since one document
 * serves many servers. Throws what is wrong with it. `held`: what the client has already; what only administrators give stays.
 */
export async function readClientDocument(
  id: string,
  json: unknown,
  {
    held,
    ...rules
  }: Pick<MetadataRules, 'catalogue' | 'usualScopes'> & {
    readonly grants: readonly Grant[];
    readonly held: Client | undefined;
  },
): Promise<CheckedMetadata> {
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw new OAuthError('registration-not-json');
  const document = json as Readonly<Record<string, unknown>>;
  if (document['client_id'] !== id) throw new OAuthError('metadata-value-refused', 'client_id: not its own address');
  const secret = SECRETS.find((name) => Object.hasOwn(document, name));
  if (secret !== undefined) throw new OAuthError('metadata-value-refused', `${secret}: a document is public`);
  const checked = await checkClientMetadata(document, {
    ...rules,
    grants: rules.grants.filter(({ name }) => GRANTS.includes(name)),
    methods: METHODS,
    redirectUris: (value, name) => texts(value, name).map((uri) => text(uri, name)),
    held: undefined,
  });
  const { settings, metadata } = checked;
  return {
    ...checked,
    settings: {
      ...settings,
      name: settings.name || (redirectHost(id) ?? id),
      scopes: [...settings.scopes, ...keptScopes(settings.scopes, held, rules.catalogue)],
      grants: [...settings.grants, ...(held?.grants.filter((name) => !GRANTS.includes(name)) ?? [])],
      requirePkce: held?.requirePkce ?? false,
    },
    // Nobody asks whoever keeps a sector about what is read again and again.
    metadata: { ...metadata, sectorIdentifierUri: undefined, origin: 'document' },
  };
}

/** What an administrator gave it, and no document can ask for. */
function keptScopes(
  named: readonly string[],
  held: Client | undefined,
  catalogue: MetadataRules['catalogue'],
): readonly string[] {
  const open = catalogue.filter(({ offered, privileged }) => offered && !privileged).map(({ name }) => name);
  return held?.scopes.filter((name) => !open.includes(name) && !named.includes(name)) ?? [];
}
