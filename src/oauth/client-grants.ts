import type { Client, ClientGrants } from './model/client.ts';
import type { Scope } from './model/scope.ts';
import { TOKEN_EXCHANGE } from './model/token-exchange.ts';

/** What is wrong with how an application gets its tokens; the words are elsewhere. */
export type GrantsProblem =
  | { readonly id: 'uris-missing'; readonly grant: string }
  | { readonly id: 'grants-missing' }
  | GrantsUnknown
  | { readonly id: 'grant-needs-secret'; readonly grant: string }
  | IdleScopes;

export type IdleScopes = {
  readonly id: 'scopes-without-grant';
  readonly scopes: readonly Pick<Scope, 'name' | 'grants'>[];
};

/** `open`: what could be chosen instead. */
export type GrantsUnknown = {
  readonly id: 'grants-unknown';
  readonly names: readonly string[];
  readonly open: readonly string[];
};

/** What grants are checked against. */
type GrantRules = {
  /** The wire names of the grants that this server has and developers may choose. */
  readonly grants: readonly string[];
  /** What it has already may stay, whoever saves the form. */
  readonly held: Pick<Client, 'grants'> | undefined;
};

const COMES_BACK: readonly string[] = ['authorization_code', 'implicit'];
const NEEDS_SECRET: readonly string[] = ['client_credentials', 'password', TOKEN_EXCHANGE];

/**
 * Checks how a registered application is to get its tokens (RFC 6749 §2), against what else is registered of it, which stays.
 * What it has already is not wrong, whatever it is.
 */
export function checkClientGrants(
  typed: ClientGrants,
  held: Client,
  rules: GrantRules & { readonly catalogue: readonly Scope[] },
): { readonly grants: ClientGrants } | { readonly problems: readonly GrantsProblem[] } {
  const grants = [...new Set(typed.grants)];
  const same = grants.length === held.grants.length && grants.every((grant) => held.grants.includes(grant));
  const { redirectUris, scopes, confidential } = held;
  const problems = same
    ? []
    : [
        missingUri(redirectUris, grants),
        idleScopes(scopes, grants, rules.catalogue),
        grantsProblem(grants, confidential, rules),
      ];
  const said = problems.filter((problem) => problem !== undefined);
  return said.length > 0 ? { problems: said } : { grants: { grants, requirePkce: typed.requirePkce } };
}

/** A grant that sends people back, where there is no address; undefined: nothing is missing. */
export function missingUri(redirectUris: readonly string[], grants: readonly string[]): GrantsProblem | undefined {
  const grant = redirectUris.length > 0 ? undefined : grants.find((each) => COMES_BACK.includes(each));
  return grant === undefined ? undefined : { id: 'uris-missing', grant };
}

/** Those of these scopes that none of the grants may carry; undefined: there is none. */
export function idleScopes(
  scopes: readonly string[],
  grants: readonly string[],
  catalogue: readonly Scope[],
): IdleScopes | undefined {
  const idle = catalogue.filter(({ name, grants: limits }) => scopes.includes(name) && nothingOf(limits, grants));
  return idle.length === 0 ? undefined : { id: 'scopes-without-grant', scopes: idle };
}

/** Whether only an application with a secret can have the grant of this wire name (RFC 6749 §4.4). */
export function needsSecret(grant: string): boolean {
  return NEEDS_SECRET.includes(grant);
}

/** What is wrong with the grants that were chosen; undefined: nothing. */
export function grantsProblem(
  grants: readonly string[],
  confidential: boolean,
  rules: GrantRules,
): GrantsProblem | undefined {
  const open = [...rules.grants, ...(rules.held?.grants ?? [])];
  const unknown = grants.filter((grant) => !open.includes(grant));
  if (unknown.length > 0) return { id: 'grants-unknown', names: unknown, open: [...new Set(open)] };
  if (grants.length === 0) return { id: 'grants-missing' };
  // Without one anybody could ask in its name.
  const grant = confidential ? undefined : grants.find(needsSecret);
  return grant === undefined ? undefined : { id: 'grant-needs-secret', grant };
}

function nothingOf(limits: readonly string[], grants: readonly string[]): boolean {
  return limits.length > 0 && !limits.some((grant) => grants.includes(grant));
}
