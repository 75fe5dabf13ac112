import type { Client } from '../../oauth/model/client.ts';
import { isLoopback } from '../../oauth/redirect-uri.ts';
import { carriedScopes } from '../../oauth/requested-scopes.ts';

const PORT = '8080';

/** What a program needs to know of its application. */
export type Use = {
  readonly client: Pick<
    Client,
    'id' | 'confidential' | 'redirectUris' | 'scopes' | 'scopeLimits' | 'scopeAliases' | 'grants'
  >;
  readonly issuer: string;
};

/** Where people begin, come back to, and stay. */
export type Visit = Use & {
  readonly redirectUri: string;
  readonly callbackPath: string;
  readonly startPath: string;
  readonly homePath: string;
  readonly port: string;
  /** Undefined where people come back to something else, which stands before the program. */
  readonly host: string | undefined;
};

/**
 * A library or tool, and whole programs for it that run as they stand: the pages and docs/ show them, and the tests run
 * them. A program that cannot be had is undefined.
 */
export type Snippet = {
  /** Its name in npm, and in the query of the page. */
  readonly name: string;
  readonly packages: readonly string[];
  /** What its program for signing people in needs besides. */
  readonly serverPackages: readonly string[];
  /** How a file with one of its programs ends. */
  readonly ending: 'mjs' | 'sh';
  /** Whether an application can use it, where not all can. */
  readonly fits?: (client: Use['client']) => boolean;
  /** People sign in and agree. */
  readonly signIn: (use: Use) => string | undefined;
  /** A device shows a code and waits (RFC 8628 §3). */
  readonly connectDevice?: (use: Use) => string;
  /** The application acts for itself. */
  readonly actForItself?: (use: Use) => string;
  /** An API checks the token that came with a request. */
  readonly checkToken?: (use: Use) => string;
};

/**
 * Where people come back to in an example: to this computer if that is registered, for there it can be tried at once.
 * Undefined where no registered address is one that a web server answers at.
 */
export function visitOf(use: Use): Visit | undefined {
  const uris = use.client.redirectUris;
  const registered = uris.find(isLoopback) ?? uris.find((uri) => /^https?:/i.test(uri));
  if (registered === undefined) return undefined;
  const local = isLoopback(registered);
  const redirectUri = local ? withPort(registered) : registered;
  const { pathname, port, hostname } = new URL(redirectUri);
  return {
    ...use,
    redirectUri,
    callbackPath: pathname,
    startPath: pathname === '/login' ? '/start' : '/login',
    homePath: pathname === '/' ? '/home' : '/',
    port: local ? port || '80' : PORT,
    host: local ? hostname.replace(/^\[|\]$/g, '') : undefined,
  };
}

/** Where a person begins. */
export function startUrl({ startPath, redirectUri }: Visit): string {
  return new URL(startPath, redirectUri).href;
}

/** RFC 8252 §7.3: an address on this computer may be registered without a port, and a program picks one. */
function withPort(uri: string): string {
  return uri.replace(/^(http:\/\/(?:\[[^\]]*\]|[^/:?]*))(?=[/?]|$)/, `$1:${PORT}`);
}

/** What the application asks for by this grant; undefined where there is nothing that it may have so. */
export function scopeOf({ client }: Use, grant: string): string | undefined {
  const scopes = carriedScopes(client, grant);
  return scopes.length === 0 ? undefined : scopes.join(' ');
}

export function refreshes({ client }: Use): boolean {
  return client.grants.includes('refresh_token');
}

/** The lines of a program; those that it does without are undefined or false. */
export function lines(...all: readonly (string | undefined | false)[]): string {
  return all.filter((line) => typeof line === 'string').join('\n');
}

/** A text as JavaScript writes it. */
export function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

/** The header with an access token, as JavaScript. */
export function bearer(tokens: string): string {
  return `{ authorization: \`Bearer \${${tokens}.access_token}\` }`;
}
