import { type From, once } from '../events.ts';
import { digest, type Mint, uuidFrom } from '../secrets.ts';
import type { NewPersonalToken, PersonalTokenStore } from './model/personal-token.ts';
import { isAboutApplications, OPENID_SCOPES, type Scope } from './model/scope.ts';

/** The longest life of a personal access token, in days. */
export const MOST_DAYS = 366;

/** What a person may give to a token of their own: nothing that is about signing in, nor about one application, and what is privileged only as an administrator. */
export function personalScopes<S extends Scope>(
  catalogue: readonly S[],
  { isAdmin }: { readonly isAdmin: boolean },
): readonly S[] {
  return catalogue.filter(
    ({ name, privileged, offered, grants, claims }) =>
      !OPENID_SCOPES.includes(name) &&
      !isAboutApplications({ claims }) &&
      grants.length === 0 &&
      (isAdmin || (offered && !privileged)),
  );
}

/**
 * Makes a token for a program of this person's own: opaque, as every other, so that introspection and checks know it. The value
 * is known here once; for an intention that comes twice it is the same (SentBefore). Undefined: not with these scopes.
 */
export async function createPersonalToken(
  asked: Omit<NewPersonalToken, 'id' | 'hash'>,
  from: From,
  { personalTokens, mint }: { readonly personalTokens: Pick<PersonalTokenStore, 'create'>; readonly mint: Mint },
): Promise<string | undefined> {
  const value = mint.secret('at');
  const created = await personalTokens.create(
    { ...asked, id: uuidFrom(digest(`personal-token ${value}`)), hash: digest(value) },
    once(from, mint),
  );
  return created ? value : undefined;
}
