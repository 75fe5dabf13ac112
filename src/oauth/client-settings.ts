import { type GrantsProblem, grantsProblem, type IdleScopes, idleScopes, missingUri } from './client-grants.ts';
import type { Client, ClientSettings } from './model/client.ts';
import type { Scope } from './model/scope.ts';
import { parses } from './parses.ts';
import { type RedirectUriProblem, redirectUriProblem } from './redirect-uri.ts';

/** What a person typed, as it came. */
export type TypedSettings = {
  readonly name: string;
  readonly homepage: string;
  readonly confidential: boolean;
  /** One each; empty ones are passed over. */
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  readonly grants: readonly string[];
  readonly requirePkce: boolean;
};

/** What is wrong with one field. `line` counts from 1 where a field has several. */
export type SettingsProblem = {
  readonly field: keyof ClientSettings;
  readonly line: number | undefined;
  readonly problem: ClientProblem;
};

/** What is wrong, and what a sentence about it names; the words are elsewhere. */
export type ClientProblem =
  | NameProblem
  | HomepageProblem
  | ScopesProblem
  | RedirectUriProblem
  | { readonly id: 'contact-not-one' }
  | { readonly id: 'uris-too-many'; readonly count: number; readonly most: number }
  | { readonly id: 'resource-server-public' | 'dialect-public' }
  | GrantsProblem;

export type NameProblem =
  | { readonly id: 'name-missing' }
  | { readonly id: 'name-too-long'; readonly length: number; readonly most: number }
  | { readonly id: 'name-invisible'; readonly code: string };

export type HomepageProblem =
  | { readonly id: 'homepage-not-one' }
  | Extract<RedirectUriProblem, { readonly id: 'uri-too-long' }>
  | { readonly id: 'uri-user-name' };

export type ScopesProblem =
  | { readonly id: 'scopes-unknown'; readonly names: readonly string[]; readonly open: readonly string[] }
  | { readonly id: 'scopes-privileged'; readonly names: readonly string[] }
  | IdleScopes;

/** What the settings are checked against. */
export type RegistrationRules = {
  readonly catalogue: readonly Scope[];
  /** The wire names of the grants that this server has and developers may choose. */
  readonly grants: readonly string[];
  /** What it has already may stay, whoever saves the form. */
  readonly held:
    | Pick<Client, 'scopes' | 'grants' | 'resourceServer' | 'dialect' | 'confidential' | 'redirectUris'>
    | undefined;
  /**
   * A scope that is marked privileged: taken, taken for an administrator to look at, or refused. Only where it is taken,
   * by an administrator, is there one that is not offered.
   */
  readonly privileged: 'allow' | 'review' | 'refuse';
  /** Whoever registers waits for an administrator, but with safe scopes alone: for the hints of a form. */
  readonly reviewed?: boolean;
};

/** What the scopes alone are checked against. */
export type ScopeRules = Pick<RegistrationRules, 'catalogue' | 'privileged' | 'reviewed'> & {
  readonly held: Pick<Client, 'scopes'> | undefined;
};

/** Settings in order, or every problem at once. `needsReview`: an administrator must look at it first. */
export type CheckedSettings =
  | { readonly settings: ClientSettings; readonly needsReview: boolean }
  | { readonly problems: readonly SettingsProblem[] };

const LONGEST_NAME = 80;
const LONGEST_URL = 2000;
const MOST_REDIRECT_URIS = 20;
// Nothing that cannot be seen and nothing that turns the direction of text: a name must read as what it is.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Checks what a person typed into a registration (RFC 6749 §2). Nothing beyond ClientSettings can be set here. */
export function checkClientSettings(typed: TypedSettings, rules: RegistrationRules): CheckedSettings {
  const problems: SettingsProblem[] = [];
  const say = (field: keyof ClientSettings, problem: ClientProblem | undefined, line?: number) => {
    if (problem !== undefined) problems.push({ field, line, problem });
  };
  const name = tidyName(typed.name);
  const homepage = typed.homepage.trim();
  const lines = typed.redirectUris.map((line) => line.trim());
  const redirectUris = unique(lines.filter((line) => line !== ''));
  const scopes = unique(typed.scopes);
  const grants = unique(typed.grants);

  say('name', nameProblem(name));
  if (homepage !== '') say('homepage', homepageProblem(homepage));
  lines.forEach((line, at) => {
    // Phones have apps of old whose schemes have no dot: an administrator takes one, and it stays.
    const held = rules.held?.redirectUris.includes(line) === true;
    const anyApp = rules.privileged === 'allow' || held;
    if (line !== '')
      say('redirectUris', redirectUriProblem(line, { anyApp, held }), lines.length > 1 ? at + 1 : undefined);
  });
  say('redirectUris', countProblem(redirectUris, grants));
  if (!typed.confidential && rules.held?.resourceServer) {
    say('confidential', { id: 'resource-server-public' });
  }
  if (!typed.confidential && rules.held?.confidential && rules.held.dialect) {
    say('confidential', { id: 'dialect-public' });
  }
  say('scopes', scopesProblem(scopes, grants, rules));
  say('grants', grantsProblem(grants, typed.confidential, rules));
  if (problems.length > 0) return { problems };

  const settings = {
    name,
    homepage: homepage === '' ? undefined : homepage,
    confidential: typed.confidential,
    redirectUris,
    scopes,
    grants,
    requirePkce: typed.requirePkce,
  };
  return { settings, needsReview: rules.privileged === 'review' && addedPrivileged(scopes, rules).length > 0 };
}

/** A name as it is kept: composed, and with single spaces. */
export function tidyName(typed: string): string {
  return typed
    .normalize('NFC')
    .replace(/\p{Zs}+/gu, ' ')
    .trim();
}

/** What is wrong with the name of an application; undefined: nothing. */
export function nameProblem(name: string): NameProblem | undefined {
  if (name === '') return { id: 'name-missing' };
  const length = [...name].length;
  if (length > LONGEST_NAME) return { id: 'name-too-long', length, most: LONGEST_NAME };
  const [found] = INVISIBLE.exec(name) ?? [];
  if (found === undefined) return undefined;
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return { id: 'name-invisible', code };
}

/** What is wrong with the address of a page about an application; undefined: nothing. */
export function homepageProblem(homepage: string): HomepageProblem | undefined {
  const usable = /^https?:\/\/[^\s\\]+$/i.test(homepage) && !/\p{Cc}/u.test(homepage) && parses(homepage);
  if (!usable) return { id: 'homepage-not-one' };
  if (homepage.length > LONGEST_URL) return { id: 'uri-too-long', most: LONGEST_URL };
  const { username, password } = new URL(homepage);
  return username !== '' || password !== '' ? { id: 'uri-user-name' } : undefined;
}

function countProblem(redirectUris: readonly string[], grants: readonly string[]): ClientProblem | undefined {
  if (redirectUris.length > MOST_REDIRECT_URIS) {
    return { id: 'uris-too-many', count: redirectUris.length, most: MOST_REDIRECT_URIS };
  }
  return missingUri(redirectUris, grants);
}

/** What may be chosen of the catalogue: what is offered, or held already, and all of it for an administrator. */
export function openScopes({ catalogue, held, privileged }: ScopeRules): readonly Scope[] {
  return catalogue.filter(({ name, offered }) => offered || privileged === 'allow' || held?.scopes.includes(name));
}

/** What is wrong with the scopes that were chosen, of an application with these grants; undefined: nothing. */
export function scopesProblem(
  scopes: readonly string[],
  grants: readonly string[],
  rules: ScopeRules,
): ScopesProblem | undefined {
  const open = openScopes(rules);
  const known = new Set(open.map((scope) => scope.name));
  const unknown = scopes.filter((name) => !known.has(name));
  if (unknown.length > 0) return { id: 'scopes-unknown', names: unknown, open: [...known] };
  const added = rules.privileged === 'refuse' ? addedPrivileged(scopes, rules) : [];
  if (added.length > 0) return { id: 'scopes-privileged', names: added };
  return idleScopes(scopes, grants, open);
}

/** Which of these scopes are privileged, and not held already. */
export function addedPrivileged(scopes: readonly string[], rules: ScopeRules): readonly string[] {
  const privileged = rules.catalogue.filter((scope) => scope.privileged).map((scope) => scope.name);
  return scopes.filter((name) => privileged.includes(name) && !rules.held?.scopes.includes(name));
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
