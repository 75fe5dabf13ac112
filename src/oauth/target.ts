import { OAuthError } from './errors.ts';
import type { Client } from './model/client.ts';
import { comparableUri, type Resource } from './model/resource.ts';
import { PERSON_SCOPES } from './model/scope.ts';
import type { Target, Targeted } from './model/target.ts';
import type { Parameters, RepeatableName } from './parameters.ts';
import { isResourceUri } from './resource-uri.ts';

const MOST = 10; // resources in one request

/**
 * The resources that a request names (RFC 8707 §2), in parameters of these names, each of which this client may ask for; undefined: none. Refuses what
 * is not absolute, has a fragment, is not in the list, or is not the client's.
 */
export function requestedResources(
  client: Client,
  parameters: Parameters,
  names: readonly RepeatableName[] = ['resource'],
): readonly Resource[] | undefined {
  const asked = names.flatMap((name) => parameters.getAll(name));
  if (asked.length === 0) return undefined;
  if (asked.length > MOST) throw new OAuthError('resource-not-registered', `${asked.length} resources`);
  return [...new Set(asked.map((uri) => resourceOf(client, uri)))];
}

/**
 * The same for a request that begins something: one that names no resource means the default of its client, where it has one
 * (RFC 9068 §3). What goes on with something names what that named.
 */
export function resourcesOrDefault(client: Client, parameters: Parameters): readonly Resource[] | undefined {
  return requestedResources(client, parameters) ?? defaultResources(client);
}

/** Undefined where it has none, or may ask for it no more. */
export function defaultResources({ metadata, resources }: Client): readonly Resource[] | undefined {
  const found = resources.find(({ uri }) => uri === metadata.defaultResource);
  return found && [found];
}

function resourceOf(client: Client, uri: string): Resource {
  if (!isResourceUri(uri)) throw new OAuthError('resource-malformed', uri);
  const comparable = comparableUri(uri);
  const found = client.resources.find((each) => comparableUri(each.uri) === comparable);
  if (!found) throw new OAuthError('resource-not-registered', uri);
  return found;
}

/** The scopes that a token for these resources may carry; undefined: all. Those about people go with every API. */
export function scopesFor(resources: readonly Resource[] | undefined): readonly string[] | undefined {
  if (!resources || resources.some(({ scopes }) => scopes.length === 0)) return undefined;
  return [...new Set([...resources.flatMap(({ scopes }) => scopes), ...PERSON_SCOPES])];
}

/** As statements compare it. */
export function targetOf(resources: readonly Resource[] | undefined): Target | undefined {
  return resources && { resources: resources.map(({ uri }) => uri), scopes: scopesFor(resources) };
}

/**
 * Runs `attempt` for the resources that were asked for. A request that names none is for all that its family names, as far
 * as the client may still have them; one that names others is refused (RFC 8707 §2.2), and nothing was consumed.
 */
export async function forTarget<T extends { readonly outcome: string }>(
  client: Client,
  asked: readonly Resource[] | undefined,
  attempt: (resources: readonly Resource[] | undefined) => Promise<T>,
): Promise<Exclude<T, Targeted>> {
  const first = await attempt(asked);
  if (!isTargeted(first)) return first as Exclude<T, Targeted>;
  if (asked) throw new OAuthError('resource-wider-than-granted', asked.map(({ uri }) => uri).join(' '));
  const left = first.resources.flatMap((uri) => client.resources.find((each) => each.uri === uri) ?? []);
  const second = left.length > 0 ? await attempt(left) : first;
  if (isTargeted(second)) throw new OAuthError('resource-not-registered', first.resources.join(' '));
  return second as Exclude<T, Targeted>;
}

function isTargeted<T extends { readonly outcome: string }>(outcome: T): outcome is T & Targeted {
  return outcome.outcome === 'targeted';
}
