import { OAuthError } from './errors.ts';
import type { ClientMetadata } from './model/client-metadata.ts';
import type { FetchDocument } from './model/outbound.ts';

/**
 * Asks whoever keeps the sector whether the client belongs to it: the document at sector_identifier_uri lists each of its redirect
 * URIs (OpenID Connect Dynamic Client Registration 1.0 §5). Of what went wrong nothing is told (S098).
 */
export async function checkSector(
  { sectorIdentifierUri }: Pick<Partial<ClientMetadata>, 'sectorIdentifierUri'>,
  redirectUris: readonly string[],
  { fetchDocument }: { readonly fetchDocument: FetchDocument },
): Promise<void> {
  if (sectorIdentifierUri === undefined) return;
  const answer = await fetchDocument(sectorIdentifierUri);
  const listed = answer.kind === 'fetched' && Array.isArray(answer.json) ? answer.json : undefined;
  if (!listed || !redirectUris.every((uri) => listed.includes(uri))) throw new OAuthError('sector-identifier-refused');
}
