import type { Administrator } from '../../events.ts';

/** An API that access tokens can be for (RFC 8707 §1): an entry of the list that administrators keep. */
export type Resource = {
  /** An absolute URI without a fragment, as it was registered: what stands in `aud`. */
  readonly uri: string;
  /** What people call it. */
  readonly name: string;
  /** What its tokens may carry, beside the scopes of OpenID Connect; empty: everything. */
  readonly scopes: readonly string[];
  /** Undefined: as the application has them. */
  readonly accessTokenFormat: 'opaque' | 'jwt' | undefined;
  /** Undefined: as long as those of the application. */
  readonly accessTokenSeconds: number | undefined;
};

/** An entry as administrators see it. */
export type ListedResource = Resource & {
  /** How many applications have it. */
  readonly applications: number;
};

/** The list. It is small: always read whole. A change counts for the next request of every instance. */
export type ResourceStore = {
  /** By URI. */
  list(): Promise<readonly ListedResource[]>;
  /** Applications that have it, by their names: so many at most. */
  users(uri: string, most: number): Promise<readonly { readonly id: string; readonly name: string }[]>;
  /** Adds it, or replaces all that is said of the one that this URI means, which keeps its spelling. */
  save(resource: Resource, by: Administrator): Promise<{ readonly done: 'added' | 'updated'; readonly uri: string }>;
  /** Only where no application has it. */
  delete(uri: string, by: Administrator): Promise<'deleted' | 'unknown' | 'used'>;
};

/** Scheme, authority and the rest of a URI without a fragment, in the characters of RFC 3986 §2. */
export const RESOURCE_URI = /^([a-z][a-z0-9+.-]*:)(\/\/[^/?#@]+(?=[/?]|$)|(?!\/\/))([!-"$-~]*)$/i;

/**
 * A URI as it is compared: scheme and host without case (RFC 3986 §6.2.2.1), one slash at the end of the path forgiven, the
 * rest character for character.
 */
export function comparableUri(uri: string): string {
  const [, scheme = '', authority = '', rest = uri] = RESOURCE_URI.exec(uri) ?? [];
  return `${scheme.toLowerCase()}${authority.toLowerCase()}${rest.replace(/^([^?]*)\/(?=\?|$)/, '$1')}`;
}
