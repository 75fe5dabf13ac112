import type { Administrator } from '../../events.ts';

/** An entry of the scope catalogue: what an application may ask for, in the words that people read. */
export type Scope = {
  /** A scope-token of RFC 6749 §3.3. */
  readonly name: string;
  /** One phrase, as after "It can": "Read your preferences". */
  readonly description: string;
  /** One more sentence: what it means for the person. */
  readonly detail: string | undefined;
  /** Needs an administrator's word before an application may ask for it. */
  readonly privileged: boolean;
  /** Where applications are reviewed, one that asks for such scopes alone needs nobody's word. */
  readonly safe: boolean;
  /** The grants that may carry it, by their wire names; none: all of them. Its refresh tokens follow the grant. */
  readonly grants: readonly string[];
  /** Developers may choose it, and metadata lists it; otherwise only an administrator gives it to an application. */
  readonly offered: boolean;
  /** What it releases of a person, by the names of claims (OpenID Connect Core 1.0 §5.4). */
  readonly claims: readonly string[];
};

/** What is in the catalogue from the beginning: OpenID Connect Core 1.0 §3.1.2.1, §5.4 and §11. They are about people, not about an API. */
export const OPENID_SCOPES: readonly string[] = ['openid', 'profile', 'email', 'address', 'phone', 'offline_access'];

/** What is said of somebody for one application, which a token that belongs to none cannot say. */
const ABOUT_APPLICATIONS: readonly string[] = ['groups', 'roles'];

/** Scopes that are about a person, whatever API a token is for: none is a right at one. */
export const PERSON_SCOPES: readonly string[] = [...OPENID_SCOPES, ...ABOUT_APPLICATIONS];

/** Whether a scope releases nothing but that. */
export function isAboutApplications({ claims }: Pick<Scope, 'claims'>): boolean {
  return claims.length > 0 && claims.every((claim) => ABOUT_APPLICATIONS.includes(claim));
}

/** What is not said of an entry: every grant may carry it, it is offered, not safe, and releases what it did or, if new, nothing. */
export type SavedScope = Omit<Scope, 'grants' | 'offered' | 'claims' | 'safe'> &
  Partial<Pick<Scope, 'grants' | 'offered' | 'claims' | 'safe'>>;

/** Whether these are safe, all of them; where none of the catalogue is, nothing passes a review by itself. */
export function allSafe(scopes: readonly string[], catalogue: readonly Pick<Scope, 'name' | 'safe'>[]): boolean {
  const safe = catalogue.filter((scope) => scope.safe).map(({ name }) => name);
  return safe.length > 0 && scopes.every((name) => safe.includes(name));
}

/** An entry as administrators see it. */
export type ListedScope = Scope & {
  /** What it was called before: applications may still ask for it so. */
  readonly oldNames: readonly string[];
  /** How many applications have it. */
  readonly applications: number;
};

/** An application that has a scope: a client, or a consumer of OAuth 1.0a. */
export type ScopeUser = { readonly id: string; readonly name: string; readonly kind: 'client' | 'consumer' };

/**
 * The catalogue. It is small: always read whole. Whatever changes counts for the next request of every
 * instance, and stands in the audit trail or has not been done.
 */
export type ScopeStore = {
  /** By name. */
  list(): Promise<readonly Scope[]>;
  /** By name. */
  listUsed(): Promise<readonly ListedScope[]>;
  /** The applications that have it, by their names: the first hundred. */
  users(name: string): Promise<readonly ScopeUser[]>;
  /**
   * Adds it, or updates the one of that name; says which. `taken`: another scope was called so. `leaving`: one of that
   * name was deleted, and what people allowed may still carry it (see `rewrite`).
   */
  save(scope: SavedScope, by: Administrator): Promise<'added' | 'updated' | 'taken' | 'leaving'>;
  /**
   * Another name for it and for what applications have of it. The old one stays good; nobody is asked again and no
   * token is lost. `taken`: another scope is called so, or was.
   */
  rename(name: string, to: string, by: Administrator): Promise<'renamed' | 'unknown' | 'taken'>;
  /** Only where no application has it. Its names stay taken until `rewrite` has been through with them. */
  delete(name: string, by: Administrator): Promise<'deleted' | 'unknown' | 'used'>;
  /**
   * Writes present names over old ones wherever they are stored, and takes deleted ones out of it, a part at a time.
   * Everything is right before: only introspection still tells a token's scope as it was issued. Whether all is done;
   * it gives up after `seconds`, and the purge goes on with the names.
   */
  rewrite(options: { readonly seconds: number }): Promise<boolean>;
};
