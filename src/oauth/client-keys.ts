import { checkJwks } from './check-jwks.ts';
import type { Client } from './model/client.ts';
import type { CachedDocuments, FetchedDocument, OutboundFailure } from './model/outbound.ts';
import { type JwtHeader, JwtRefused, type KeysOf } from './verify-jwt.ts';

type Jwks = { readonly keys: readonly Readonly<Record<string, unknown>>[] };

/**
 * The keys of a client: those that are registered, or those at its jwks_uri, which are fetched again where they lack the kid
 * that is asked for, at most once a minute (OpenID Connect Core 1.0 §10.1.1). What is there is checked as at registration.
 */
export function clientKeys({ metadata }: Client, documents: CachedDocuments): KeysOf {
  const { jwks, jwksUri } = metadata;
  return jwksUri === undefined ? async () => jwks && { keys: [...jwks.keys] } : fetchedKeys(jwksUri, documents);
}

/** Those at an address alone. */
export function fetchedKeys(uri: string, documents: CachedDocuments): KeysOf {
  return async (header) => {
    const kept = await keysIn(await documents.get(uri));
    const known = hasKey(kept, header) ? kept : await keysIn(await documents.refresh(uri));
    return { keys: [...known.keys] };
  };
}

async function keysIn(answer: FetchedDocument | OutboundFailure): Promise<Jwks> {
  if (answer.kind === 'failed') throw new JwtRefused('keys-not-fetched', answer.fault);
  const checked = await checkJwks(answer.json);
  if ('jwks' in checked) return checked.jwks;
  throw new JwtRefused(
    'keys-not-taken',
    checked.at === undefined ? checked.problem : `${checked.problem} key ${checked.at}`,
  );
}

function hasKey({ keys }: Jwks, { kid }: JwtHeader): boolean {
  return kid === undefined || keys.some((key) => key['kid'] === kid);
}
