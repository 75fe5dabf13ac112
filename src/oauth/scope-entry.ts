import type { Administrator } from '../events.ts';
import type { GrantsUnknown } from './client-grants.ts';
import type { NameProblem } from './client-settings.ts';
import type { Grant } from './grant.ts';
import type { Scope, ScopeStore } from './model/scope.ts';
import { isScopeName } from './scope.ts';

/** What an administrator typed about an entry of the catalogue, as it came. */
export type TypedScope = Omit<Scope, 'detail'> & { readonly detail: string };

/** What is wrong with one field. */
export type ScopeProblem = {
  readonly field: 'name' | 'description' | 'detail' | 'safe' | 'grants' | 'claims';
  readonly problem: ScopeEntryProblem;
};

/** What is wrong, and what a sentence about it names; the words are elsewhere. */
export type ScopeEntryProblem =
  | ScopeNameProblem
  | { readonly id: 'scope-description-missing' | 'scope-limit-refreshes' | 'scope-safe-privileged' }
  | { readonly id: 'scope-line-too-long'; readonly most: number }
  | { readonly id: 'scope-claim-malformed'; readonly name: string }
  | GrantsUnknown;

export type ScopeNameProblem =
  | { readonly id: 'scope-name-missing' }
  | { readonly id: 'scope-name-malformed'; readonly name: string }
  | Extract<NameProblem, { readonly id: 'name-too-long' }>;

const LONGEST_NAME = 128; // a scope parameter of 1024 characters must hold a few
const LONGEST_PHRASE = 300;
const RESERVED = [
  'iss',
  'aud',
  'exp',
  'iat',
  'nbf',
  'jti',
  'nonce',
  'auth_time',
  'acr',
  'amr',
  'azp',
  'sid',
  'at_hash',
  'c_hash',
  'client_id',
  'scope',
];
const LEGACY: readonly string[] = ['password', 'implicit']; // on or off, an entry may speak of them

/**
 * The grants that an entry may be limited to, by wire names: all that begin a family (RFC 6749 §1.5 continues one), and
 * OAuth 1.0a where it is on.
 */
export function carryingGrants({
  grants,
  oauth1,
}: {
  readonly grants: readonly Grant[];
  readonly oauth1: object | undefined;
}): readonly string[] {
  const names = grants.map((grant) => grant.name).filter((name) => name !== 'refresh_token');
  return [...new Set([...names, ...LEGACY, ...(oauth1 ? ['oauth1'] : [])])];
}

/** Checks an entry of the catalogue; every problem at once. `grants`: those that it may be limited to. */
export function checkScope(
  typed: TypedScope,
  { grants }: { readonly grants: readonly string[] },
): { readonly scope: Scope } | { readonly problems: readonly ScopeProblem[] } {
  const name = typed.name.trim();
  const description = typed.description.trim();
  const detail = typed.detail.trim();
  const found: readonly [ScopeProblem['field'], ScopeEntryProblem | undefined][] = [
    ['name', scopeNameProblem(name)],
    ['description', description === '' ? { id: 'scope-description-missing' } : tooLong(description)],
    ['detail', tooLong(detail)],
    ['safe', typed.safe && typed.privileged ? { id: 'scope-safe-privileged' } : undefined],
    ['grants', grantsProblem(typed.grants, grants)],
    ['claims', claimsProblem(typed.claims)],
  ];
  const problems = found.flatMap(([field, problem]) => (problem === undefined ? [] : [{ field, problem }]));
  if (problems.length > 0) return { problems };
  const limits = [...new Set(typed.grants)];
  const claims = [...new Set(typed.claims)];
  return { scope: { ...typed, name, description, detail: detail === '' ? undefined : detail, grants: limits, claims } };
}

/**
 * Adds an entry of the catalogue, or updates the one of that name. Where one of that name was deleted, it is taken out of
 * what people allowed first, for at most so many seconds: what they allowed was another scope. `leaving`: not done yet.
 */
export async function saveScope(
  scope: Scope,
  by: Administrator,
  { scopes }: { readonly scopes: Pick<ScopeStore, 'save' | 'rewrite'> },
  { seconds }: { readonly seconds: number },
): Promise<Awaited<ReturnType<ScopeStore['save']>>> {
  const saved = await scopes.save(scope, by);
  if (saved !== 'leaving') return saved;
  await scopes.rewrite({ seconds });
  return scopes.save(scope, by);
}

/** What keeps this from being the name of a scope (RFC 6749 §3.3). */
export function scopeNameProblem(name: string): ScopeNameProblem | undefined {
  if (name === '') return { id: 'scope-name-missing' };
  if (!isScopeName(name)) return { id: 'scope-name-malformed', name };
  return name.length > LONGEST_NAME ? { id: 'name-too-long', length: name.length, most: LONGEST_NAME } : undefined;
}

function tooLong(phrase: string): ScopeEntryProblem | undefined {
  const fits = phrase.length <= LONGEST_PHRASE && !/\p{Cc}/u.test(phrase);
  return fits ? undefined : { id: 'scope-line-too-long', most: LONGEST_PHRASE };
}

/** Names of claims are free (RFC 7519 §4.2); those that say what a token is are not a person's. */
function claimsProblem(claims: readonly string[]): ScopeEntryProblem | undefined {
  const wrong = claims.find((name) => !/^[\w.:/-]{1,100}$/.test(name) || RESERVED.includes(name));
  return wrong === undefined ? undefined : { id: 'scope-claim-malformed', name: wrong };
}

function grantsProblem(limits: readonly string[], grants: readonly string[]): ScopeEntryProblem | undefined {
  // A refresh token carries what the grant before it may carry.
  if (limits.includes('refresh_token')) return { id: 'scope-limit-refreshes' };
  const unknown = limits.filter((grant) => !grants.includes(grant));
  return unknown.length === 0 ? undefined : { id: 'grants-unknown', names: unknown, open: grants };
}
