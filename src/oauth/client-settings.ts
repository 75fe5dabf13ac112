import type { Client, ClientSettings } from './model/client.ts';
import type { Scope } from './model/scope.ts';
import { parses } from './parses.ts';
import { redirectUriProblem } from './redirect-uri.ts';

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

/** What is wrong with one field: a sentence that says what to do. `line` counts from 1 where a field has several. */
export type SettingsProblem = {
  readonly field: keyof ClientSettings;
  readonly line: number | undefined;
  readonly sentence: string;
};

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
};

/** What the scopes alone are checked against. */
export type ScopeRules = Pick<RegistrationRules, 'catalogue' | 'privileged'> & {
  readonly held: Pick<Client, 'scopes'> | undefined;
};

/** Settings in order, or every problem at once. `needsReview`: an administrator must look at it first. */
export type CheckedSettings =
  | { readonly settings: ClientSettings; readonly needsReview: boolean }
  | { readonly problems: readonly SettingsProblem[] };

const COMES_BACK: readonly string[] = ['authorization_code', 'implicit'];
const NEEDS_SECRET: readonly string[] = ['client_credentials', 'password'];
const LONGEST_NAME = 80;
const LONGEST_URL = 2000;
const MOST_REDIRECT_URIS = 20;
const MOST_NAMED = 20; // of what could be chosen instead
// Nothing that cannot be seen and nothing that turns the direction of text: a name must read as what it is.
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Cn}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Checks what a person typed into a registration (RFC 6749 §2). Nothing beyond ClientSettings can be set here. */
export function checkClientSettings(typed: TypedSettings, rules: RegistrationRules): CheckedSettings {
  const problems: SettingsProblem[] = [];
  const say = (field: keyof ClientSettings, sentence: string | undefined, line?: number) => {
    if (sentence !== undefined) problems.push({ field, line, sentence });
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
    say('confidential', 'It is a resource server, which needs a secret: leave it confidential.');
  }
  if (!typed.confidential && rules.held?.confidential && rules.held.dialect) {
    say('confidential', 'It has a dialect, which needs a secret: leave it confidential.');
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
export function nameProblem(name: string): string | undefined {
  if (name === '') return 'Give it a name: people see it when they are asked for access.';
  const length = [...name].length;
  if (length > LONGEST_NAME) return `The name has ${length} characters. Use at most ${LONGEST_NAME}.`;
  const [found] = INVISIBLE.exec(name) ?? [];
  if (found === undefined) return undefined;
  const code = (found.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');
  return `The name has a character that cannot be seen (U+${code}). Type it again without it.`;
}

/** What is wrong with the address of a page about an application; undefined: nothing. */
export function homepageProblem(homepage: string): string | undefined {
  const usable = /^https?:\/\/[^\s\\]+$/i.test(homepage) && !/\p{Cc}/u.test(homepage) && parses(homepage);
  if (!usable) return 'This is not the address of a page. Begin with https://, as in https://app.example/.';
  if (homepage.length > LONGEST_URL) return `It is longer than ${LONGEST_URL} characters. Shorten it.`;
  const { username, password } = new URL(homepage);
  if (username !== '' || password !== '') return 'It has a user name (@) before the host. Leave it out.';
  return undefined;
}

function countProblem(redirectUris: readonly string[], grants: readonly string[]): string | undefined {
  if (redirectUris.length > MOST_REDIRECT_URIS) {
    return `There are ${redirectUris.length} addresses. Register at most ${MOST_REDIRECT_URIS}.`;
  }
  const returning = redirectUris.length > 0 ? undefined : grants.find((grant) => COMES_BACK.includes(grant));
  if (returning === undefined) return undefined;
  return `Give at least one address that people come back to, or leave out the grant type ${returning}.`;
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
): string | undefined {
  const open = openScopes(rules);
  const known = new Set(open.map((scope) => scope.name));
  const unknown = scopes.filter((name) => !known.has(name));
  if (unknown.length > 0) return `There is no scope ${unknown.join(', ').slice(0, 200)}. ${whatThereIs([...known])}`;
  const added = rules.privileged === 'refuse' ? addedPrivileged(scopes, rules) : [];
  if (added.length > 0) {
    return `Only an administrator can add ${added.join(', ')}, which is privileged. Leave it out and ask one.`;
  }
  const idle = open.filter(({ name, grants: limits }) => scopes.includes(name) && nothingOf(limits, grants));
  if (idle.length === 0) return undefined;
  const each = idle.map(({ name, grants: limits }) => `${name} only with ${limits.join(' or ')}`);
  return `It can have ${each.join(', and ')}: choose that grant type too, or leave out the scope.`;
}

/** Whether only an application with a secret can have the grant of this wire name (RFC 6749 §4.4). */
export function needsSecret(grant: string): boolean {
  return NEEDS_SECRET.includes(grant);
}

function grantsProblem(grants: readonly string[], confidential: boolean, rules: RegistrationRules): string | undefined {
  const open = [...rules.grants, ...(rules.held?.grants ?? [])];
  const unknown = grants.filter((grant) => !open.includes(grant));
  if (unknown.length > 0) {
    return `There is no grant type ${unknown.join(', ').slice(0, 200)}. ${whatThereIs(unique(open))}`;
  }
  if (grants.length === 0) return 'Choose at least one grant type. Most applications need authorization_code.';
  // Without one anybody could ask in its name.
  const secretive = confidential ? undefined : grants.find(needsSecret);
  if (secretive === undefined) return undefined;
  return `${secretive} needs a secret: make it confidential, or leave out ${secretive}.`;
}

function whatThereIs(names: readonly string[]): string {
  const more = names.length > MOST_NAMED ? ` and ${names.length - MOST_NAMED} more` : '';
  return `There are ${names.slice(0, MOST_NAMED).join(', ') || 'none'}${more}.`;
}

function nothingOf(limits: readonly string[], grants: readonly string[]): boolean {
  return limits.length > 0 && !limits.some((grant) => grants.includes(grant));
}

/** Which of these scopes are privileged, and not held already. */
export function addedPrivileged(scopes: readonly string[], rules: ScopeRules): readonly string[] {
  const privileged = rules.catalogue.filter((scope) => scope.privileged).map((scope) => scope.name);
  return scopes.filter((name) => privileged.includes(name) && !rules.held?.scopes.includes(name));
}

function unique(values: readonly string[]): readonly string[] {
  return [...new Set(values)];
}
