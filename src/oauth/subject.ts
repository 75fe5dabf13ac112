import type { Client } from './model/client.ts';
import type { FamilyFacts } from './model/issued.ts';
import { parses } from './parses.ts';

/**
 * What applications share that know a person by the same subject (OpenID Connect Core 1.0 §8.1): the host of their
 * sector_identifier_uri, or of their redirect URIs. An application without one host is a sector of its own. Undefined: it knows people by
 * their id, as every other that does.
 */
export function sectorOf({
  id,
  redirectUris,
  metadata,
}: Pick<Client, 'id' | 'redirectUris' | 'metadata'>): string | undefined {
  if (metadata.subjectType !== 'pairwise') return undefined;
  if (metadata.sectorIdentifierUri !== undefined) return new URL(metadata.sectorIdentifierUri).host;
  const hosts = new Set(redirectUris.map((uri) => (parses(uri) ? new URL(uri).host : '')));
  const [only] = hosts;
  return hosts.size === 1 && only ? only : id;
}

/** By what the application knows the person: the one word for them in every token and answer. */
export function subjectOf(facts: FamilyFacts | undefined, userId: string): string {
  if (facts?.sector === undefined) return userId;
  if (facts.sub === undefined) throw new Error('a pairwise subject was not stored');
  return facts.sub;
}
