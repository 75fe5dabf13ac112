import { fetchedKeys } from './client-keys.ts';
import type { ClientMetadata } from './model/client-metadata.ts';
import type { CachedDocuments } from './model/outbound.ts';
import { JwtRefused, type KeysOf } from './verify-jwt.ts';

/**
 * The keys of an issuer that a client trusts: those that an administrator wrote down, and then nothing is fetched, or those at the jwks_uri
 * of the issuer's own document, which must be about that issuer (OpenID Connect Discovery 1.0 §4.3).
 */
export function issuerKeys(
  { issuerKeys: kept }: Pick<ClientMetadata, 'issuerKeys'>,
  issuer: string,
  documents: CachedDocuments,
): KeysOf {
  const written = kept.find((each) => each.issuer === issuer);
  if (written) return async () => ({ keys: [...written.jwks.keys] });
  return async (header) => {
    const answer = await documents.get(`${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`);
    if (answer.kind === 'failed') throw new JwtRefused('keys-not-fetched', answer.fault);
    const { issuer: named, jwks_uri: uri } = (answer.json ?? {}) as Readonly<Record<string, unknown>>;
    if (named !== issuer || typeof uri !== 'string') throw new JwtRefused('keys-not-taken', 'openid-configuration');
    return fetchedKeys(uri, documents)(header);
  };
}
