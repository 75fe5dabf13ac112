import { parses } from './parses.ts';

/** Stands for "show the person the code": no address, so nothing is ever sent there. */
export const OUT_OF_BAND = 'urn:ietf:wg:oauth:2.0:oob';

/** Characters in one redirect URI. */
export const LONGEST_REDIRECT_URI = 2000;

const NEVER = ['javascript', 'data', 'vbscript', 'file', 'blob', 'about', 'ws', 'wss', 'mailto', 'view-source'];
/** What the answer to an authorization request may carry, now or with OpenID Connect: an address has none of its own. */
const ANSWERED = [
  ...['code', 'state', 'iss', 'error', 'error_description', 'error_uri', 'response', 'session_state'],
  ...['access_token', 'refresh_token', 'id_token', 'token_type', 'expires_in'],
];
/** Schemes of the system and of other programs, which no app can have for itself. */
const TAKEN = new Set([
  ...[
    'ftp',
    'ftps',
    'sftp',
    'ssh',
    'telnet',
    'gopher',
    'ldap',
    'ldaps',
    'smb',
    'nfs',
    'news',
    'irc',
    'git',
    'svn',
    'magnet',
  ],
  ...[
    'tel',
    'sms',
    'sip',
    'sips',
    'geo',
    'maps',
    'market',
    'intent',
    'android-app',
    'content',
    'itms',
    'facetime',
    'shortcuts',
  ],
  ...[
    'urn',
    'tag',
    'cid',
    'mid',
    'jar',
    'filesystem',
    'resource',
    'chrome',
    'chrome-extension',
    'moz-extension',
    'res',
    'shell',
  ],
  ...[
    'ms-settings',
    'search-ms',
    'ms-msdt',
    'x-apple',
    'feed',
    'webcal',
    'acct',
    'did',
    'oauth',
    'oauth2',
    'app',
    'localhost',
  ],
]);
const APP_SCHEME = /^[a-z][a-z0-9-]{3,}$/;
const URI = /^([A-Za-z][A-Za-z0-9+.-]*):(?:\/\/([^/?]*))?([^#]*)$/;
const HOST = /^(\[[0-9A-Fa-f:.]+\]|[A-Za-z0-9._-]+)(?::([1-9][0-9]{0,4}))?$/;
// RFC 8252 §7.3: these three spellings and no other, so that no parser can disagree about where they lead.
const LOOPBACK = /^http:\/\/(127\.0\.0\.1|\[::1\]|localhost)(?::([1-9][0-9]{0,4}))?((?:[/?][\s\S]*)?)$/;

/** What is wrong with an address, and what a sentence about it names. */
export type RedirectUriProblem =
  | { readonly id: 'uri-too-long'; readonly most: number }
  | { readonly id: 'uri-scheme-unsafe'; readonly scheme: string }
  | { readonly id: 'uri-plain-http'; readonly host: string }
  | { readonly id: 'uri-query-name'; readonly name: string }
  | {
      readonly id:
        | 'uri-empty'
        | 'uri-space'
        | 'uri-control-character'
        | 'uri-not-ascii'
        | 'uri-backslash'
        | 'uri-wildcard'
        | 'uri-character'
        | 'uri-fragment'
        | 'uri-not-whole'
        | 'uri-user-name'
        | 'uri-no-host'
        | 'uri-app-scheme';
    };

/** What to know about one that is registered: it is older than a rule, or good with a but. */
export type RedirectUriRemark =
  | Extract<RedirectUriProblem, { readonly id: 'uri-query-name' }>
  | { readonly id: 'uri-no-host' | 'uri-localhost' }
  | { readonly id: 'uri-scheme-shared'; readonly scheme: string };

export type RedirectUriRules = {
  readonly anyApp?: boolean;
  readonly held?: boolean;
  readonly answered?: readonly string[];
};

/**
 * Why an address may not be registered, or undefined where it may.
 * RFC 6749 §3.1.2 and RFC 8252 §7, as strict as RFC 9700 §2.1 asks for. `anyApp`: the scheme of an app needs no dot, as an
 * administrator decides for one that is on people's phones already. `held`: it is registered, and stays what it is. `answered`:
 * the names of parameters that answers carry.
 */
export function redirectUriProblem(
  uri: string,
  { anyApp = false, held = false, answered = ANSWERED }: RedirectUriRules = {},
): RedirectUriProblem | undefined {
  if (uri === OUT_OF_BAND) return undefined;
  if (uri.length > LONGEST_REDIRECT_URI) return { id: 'uri-too-long', most: LONGEST_REDIRECT_URI };
  const character = characterProblem(uri);
  if (character !== undefined) return character;
  if (uri.includes('#')) return { id: 'uri-fragment' };
  const [, scheme, authority, rest] = URI.exec(uri) ?? [];
  if (scheme === undefined || rest === undefined) return { id: 'uri-not-whole' };
  if (authority?.includes('@')) return { id: 'uri-user-name' };
  const problem = schemeProblem(scheme.toLowerCase(), authority, uri, anyApp);
  return problem ?? (held ? undefined : readingProblem(uri, answered));
}

/** What to know about an address that is registered, or undefined. */
export function redirectUriRemark(
  uri: string,
  { answered = ANSWERED }: RedirectUriRules = {},
): RedirectUriRemark | undefined {
  const problem = readingProblem(uri, answered); // it is older than the rule
  if (problem !== undefined) return problem;
  const host = LOOPBACK.exec(uri)?.[1];
  const [, scheme = ''] = URI.exec(uri) ?? [];
  if (uri !== OUT_OF_BAND && !isWeb(scheme.toLowerCase()) && !scheme.includes('.')) {
    return { id: 'uri-scheme-shared', scheme }; // RFC 8252 §8.4
  }
  return host === 'localhost' ? { id: 'uri-localhost' } : undefined; // RFC 8252 §8.3
}

/**
 * The registered address that an authorization request names, or undefined. Equal character by character (RFC 9700 §2.1);
 * of http addresses on this computer the port alone may differ (RFC 8252 §7.3).
 */
export function findRedirectUri(registered: readonly string[], sent: string): string | undefined {
  return registered.find((uri) => uri === sent) ?? registered.find((uri) => differsInPortOnly(uri, sent));
}

/** Whether an answer to this address stays on the person's own computer. */
export function isLoopback(uri: string): boolean {
  return LOOPBACK.test(uri);
}

/**
 * Where an address leads, for a page: its host (with a port that is not the usual one), or the scheme of an app;
 * undefined for the out-of-band code, which leads nowhere.
 */
export function redirectHost(uri: string): string | undefined {
  if (uri === OUT_OF_BAND) return undefined;
  const [, scheme, authority] = URI.exec(uri) ?? [];
  return (isWeb(scheme?.toLowerCase()) ? authority : scheme)?.toLowerCase();
}

/** An address with an answer behind its own query, which stays as it is (RFC 6749 §3.1.2). */
export function appended(uri: string, answer: URLSearchParams): string {
  // A question mark behind the first one is a sign like others: what follows it would be the end of a name.
  const joint = !uri.includes('?') ? '?' : /^[^?]*\?$|&$/.test(uri) ? '' : '&';
  return `${uri}${joint}${answer}`;
}

function characterProblem(uri: string): RedirectUriProblem | undefined {
  if (uri === '') return { id: 'uri-empty' };
  if (/\s/.test(uri)) return { id: 'uri-space' };
  if (/\p{Cc}/u.test(uri)) return { id: 'uri-control-character' };
  if (/[^\x21-\x7e]/.test(uri)) return { id: 'uri-not-ascii' };
  if (uri.includes('\\')) return { id: 'uri-backslash' };
  if (uri.includes('*')) return { id: 'uri-wildcard' };
  if (/["<>^`{|}]/.test(uri) || /%(?![0-9A-Fa-f]{2})/.test(uri)) return { id: 'uri-character' };
  return undefined;
}

function schemeProblem(
  scheme: string,
  authority: string | undefined,
  uri: string,
  anyApp: boolean,
): RedirectUriProblem | undefined {
  if (NEVER.includes(scheme)) return { id: 'uri-scheme-unsafe', scheme };
  if (!isWeb(scheme)) {
    // RFC 8252 §7.1: a name under a domain of yours cannot be somebody else's by accident.
    if (scheme.includes('.')) return undefined;
    if (anyApp && APP_SCHEME.test(scheme) && !TAKEN.has(scheme)) return undefined;
    return { id: 'uri-app-scheme' };
  }
  const [, host, port] = HOST.exec(authority ?? '') ?? [];
  if (host === undefined || Number(port ?? 1) > 65535 || !parses(uri)) return { id: 'uri-no-host' };
  if (scheme === 'https' || LOOPBACK.test(uri)) return undefined;
  return { id: 'uri-plain-http', host };
}

type ReadingProblem = { readonly id: 'uri-no-host' } | Extract<RedirectUriProblem, { readonly id: 'uri-query-name' }>;

/** Whatever reads an address must be able to parse it, and must find our answer in it once (RFC 6749 §4.1.2). */
function readingProblem(uri: string, answered: readonly string[]): ReadingProblem | undefined {
  if (uri === OUT_OF_BAND) return undefined;
  if (!parses(uri)) return { id: 'uri-no-host' };
  const [, query = ''] = /^[^?]*\?(.*)$/s.exec(uri) ?? [];
  const name = [...new URLSearchParams(query).keys()].find((key) => answered.includes(key));
  return name === undefined ? undefined : { id: 'uri-query-name', name };
}

function differsInPortOnly(registered: string, sent: string): boolean {
  const [, host, , rest] = LOOPBACK.exec(registered) ?? [];
  const [, sentHost, port, sentRest] = LOOPBACK.exec(sent) ?? [];
  return host !== undefined && host === sentHost && rest === sentRest && Number(port ?? 80) <= 65535;
}

function isWeb(scheme: string | undefined): boolean {
  return scheme === 'https' || scheme === 'http';
}
