import { type NameProblem, nameProblem, tidyName } from './client-settings.ts';
import type { Resource } from './model/resource.ts';
import type { Scope } from './model/scope.ts';
import { isResourceUri } from './resource-uri.ts';

/** What is wrong with an entry of the list of resources; the words are elsewhere. */
export type ResourceProblem =
  | NameProblem
  | { readonly id: 'resource-uri-malformed'; readonly uri: string }
  | { readonly id: 'resource-scopes-unknown'; readonly names: readonly string[] }
  | { readonly id: 'resource-seconds'; readonly least: number; readonly most: number };

const SHORTEST = 60; // seconds
const LONGEST = 30 * 86_400;
const LONGEST_URI = 2000;

/** Checks an entry (RFC 8707 §2); every problem at once. `catalogue`: the scopes that there are. */
export function checkResource(
  typed: Resource,
  { catalogue }: { readonly catalogue: readonly Scope[] },
): { readonly resource: Resource } | { readonly problems: readonly ResourceProblem[] } {
  const uri = typed.uri.trim();
  const name = tidyName(typed.name);
  const scopes = [...new Set(typed.scopes)];
  const known = new Set(catalogue.map((scope) => scope.name));
  const unknown = scopes.filter((scope) => !known.has(scope));
  const seconds = typed.accessTokenSeconds;
  const inRange = seconds === undefined || (Number.isInteger(seconds) && seconds >= SHORTEST && seconds <= LONGEST);
  const badName = nameProblem(name);
  const problems: ResourceProblem[] = [
    ...(isResourceUri(uri) && uri.length <= LONGEST_URI ? [] : [{ id: 'resource-uri-malformed', uri } as const]),
    ...(badName ? [badName] : []),
    ...(unknown.length > 0 ? [{ id: 'resource-scopes-unknown', names: unknown } as const] : []),
    ...(inRange ? [] : [{ id: 'resource-seconds', least: SHORTEST, most: LONGEST } as const]),
  ];
  return problems.length > 0 ? { problems } : { resource: { ...typed, uri, name, scopes } };
}
