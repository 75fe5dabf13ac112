import { readFileSync } from 'node:fs';
import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { readLogo } from './instance.ts';
import { coloursOf } from './instance-colour.ts';
import { isLanguage, LANGUAGES, type Language } from './languages.ts';

/** Why a value is refused: one clause that ends the sentence "NAME: ...". */
export class Wrong {
  readonly reason: string;
  constructor(reason: string) {
    this.reason = reason;
  }
}

/** Reads the text of one setting. */
export type Parse<T> = (text: string) => T | Wrong;

export const anyText: Parse<string> = (text) => text;

/**
 * The tag of a language that there is; `de-AT` is `de`. Shells have a LANGUAGE too, such as `de_AT:en` (gettext): that is no
 * mistake, whatever it names.
 */
export const language: Parse<Language> = (text) => {
  const tags = text.split(':').map((each) => each.split(/[-_.@]/, 1)[0]?.toLowerCase());
  const found = tags.find(isLanguage);
  if (found) return found;
  return /[_.:@]|^C$/.test(text) ? LANGUAGES[0] : new Wrong(`must be one of ${LANGUAGES.join(', ')}`);
};

/** A name in one line, short enough for the head of every page. */
export const instanceName: Parse<string> = (text) =>
  /^\P{C}{1,60}$/u.test(text) ? text : new Wrong('must be at most 60 characters that can be seen');

export const logoFile: Parse<string | undefined> = (file) => {
  const logo = readLogo(file);
  return typeof logo === 'string' ? new Wrong(logo) : file;
};

export const colour: Parse<string | undefined> = (text) => {
  if (!/^#[0-9a-f]{6}$/i.test(text)) return new Wrong('must be a colour as #rrggbb');
  return coloursOf(text)
    ? text.toLowerCase()
    : new Wrong('is too bright to be read on a light page, even a good deal darker (WCAG 2.2 AA): choose a darker one');
};

export function integer(min: number, max: number): Parse<number> {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : Number.NaN;
    return value >= min && value <= max ? value : new Wrong(`must be a whole number from ${min} to ${max}`);
  };
}

export function oneOf<const T extends string>(...allowed: readonly T[]): Parse<T> {
  return (text) => allowed.find((value) => value === text) ?? new Wrong(`must be one of ${allowed.join(', ')}`);
}

/** A comma-separated list of some of these words, each once. */
export function someOf<const T extends string>(...allowed: readonly T[]): Parse<readonly T[]> {
  return (text) => {
    const given = text.split(',').map((word) => word.trim());
    const wrong = given.find((word) => !allowed.some((value) => value === word));
    if (wrong !== undefined) return new Wrong(`must be a list of ${allowed.join(', ')}: "${wrong}" is neither`);
    return allowed.filter((value) => given.includes(value));
  };
}

/** Scheme, host and port and nothing else; https except on loopback. */
export const origin: Parse<string> = (text) => {
  const url = parseUrl(text);
  if (!url || !/^https?:$/.test(url.protocol)) return new Wrong('must be an http or https address');
  if (url.username || url.password || url.search || url.hash || url.pathname !== '/' || /[?#]/.test(text)) {
    return new Wrong('must be scheme, host and port alone, with no path');
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return new Wrong(
      'must be https, except on this computer itself: over plain http passwords and tokens are open to the network, and ' +
        'browsers do not keep the cookie that signing in needs',
    );
  }
  return url.origin;
};

export const postgresUrl: Parse<string> = (text) => {
  const url = parseUrl(text);
  // A "/", "?" or "#" in a password ends what names the account there: the rest of the password would be read, and told,
  // as the host, the database or an option.
  const [, authority = '', rest = ''] = /^[a-z]+:\/\/([^/?#]*)([\s\S]*)$/i.exec(text) ?? [];
  if (rest.includes('@') || !isDecodable(authority)) {
    return new Wrong(
      'has a character in the name or the password that ends it there: write each of / ? # @ : % and space as %XX ' +
        '(/ is %2F, ? %3F, # %23, @ %40, : %3A, % %25)',
    );
  }
  return url && /^postgres(ql)?:$/.test(url.protocol) ? text : new Wrong('must be the address of a Postgres database');
};

/** Domains of addresses, as the accounts compare them. */
export const domainList: Parse<readonly string[]> = (text) => {
  const domains = text.split(',').map((domain) => domain.trim().toLowerCase());
  const wrong = domains.find((domain) => !/^[^\s@/:,]+\.[^\s@/:,]+$/u.test(domain) || domainToASCII(domain) === '');
  return wrong === undefined ? domains.map(domainToASCII) : new Wrong(`must be domains: "${wrong}" is none`);
};

export const smtpUrl: Parse<string> = (text) => {
  const url = parseUrl(text);
  if (!url || !/^smtps?:$/.test(url.protocol) || url.hostname === '') {
    return new Wrong('must be the address of a mail server: smtp:// (with STARTTLS where it offers it) or smtps://');
  }
  if (url.pathname.length > 1 || url.hash !== '') return new Wrong('must name a host and a port, and no path');
  return text;
};

/** An address, or a name with the address behind it: one line, since it becomes one of a mail. */
export const mailFrom: Parse<string> = (text) =>
  /^(?:[^\s<>@,;"]+@[^\s<>@,;"]+|[^<>@\p{Cc}]{1,100} <[^\s<>@,;"]+@[^\s<>@,;"]+>)$/u.test(text)
    ? text
    : new Wrong('must be an address, or a name with the address in <> behind it');

/** A comma-separated list of secrets, the newest first. */
const SHORTEST_SECRET = 32; // characters

export const secretList: Parse<readonly string[]> = (text) => {
  const secrets = text.split(',').map((secret) => secret.trim());
  if (secrets.some((secret) => secret.length < SHORTEST_SECRET)) {
    const each = secrets.length > 1 ? ', each of those that a comma separates' : '';
    return new Wrong(`must have at least ${SHORTEST_SECRET} characters${each}`);
  }
  if (secrets.some((secret) => new Set(secret).size < 8)) return new Wrong('is too easy to guess: it repeats itself');
  if (secrets.some((secret) => /change.?me|replace.?me|example|your.?secret|(secret.?){3}/i.test(secret))) {
    return new Wrong('is a placeholder, not a secret');
  }
  return secrets;
};

/** The same from a file. */
export const secretFile: Parse<readonly string[]> = (file) => {
  try {
    return secretList(readFileSync(file, 'utf8').trim());
  } catch (error) {
    return new Wrong(`cannot be read (${(error as NodeJS.ErrnoException).code})`);
  }
};

/** IP addresses and CIDR ranges. */
export const headerName: Parse<string | undefined> = (text) =>
  /^[A-Za-z0-9-]{1,60}$/.test(text) ? text.toLowerCase() : new Wrong('is not the name of a header');

export const addressList: Parse<readonly string[]> = (text) => {
  const addresses = text.split(',').map((address) => address.trim());
  const wrong = addresses.find((address) => !isAddress(address));
  return wrong === undefined ? addresses : new Wrong(`must be IP addresses or ranges: "${wrong}" is neither`);
};

/** Hosts, with or without a port, IP addresses and CIDR ranges. */
export const outboundList: Parse<readonly string[]> = (text) => {
  const entries = text.split(',').map((entry) => entry.trim());
  const wrong = entries.find((entry) => !isAddress(entry) && !isHost(entry));
  if (wrong !== undefined)
    return new Wrong(`must be hosts, host:port, IP addresses or ranges: "${wrong}" is none of them`);
  return entries.map((entry) => entry.toLowerCase());
};

/** `name`, `name:port`, `[IPv6]` and `[IPv6]:port`, as an address has them. */
function isHost(text: string): boolean {
  const url = /^(?:[a-z\d._-]+|\[[\da-f:.]+\])(?::[1-9]\d{0,4})?$/i.test(text)
    ? parseUrl(`https://${text}`)
    : undefined;
  return url !== undefined && [url.hostname, `${url.hostname}:${url.port || 443}`].includes(text.toLowerCase());
}

function isAddress(text: string): boolean {
  const [address = '', bits, ...rest] = text.split('/');
  const version = isIP(address);
  if (version === 0 || rest.length > 0) return false;
  return bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128));
}

function isLoopback(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost') || host === '[::1]' || /^127(\.\d+){3}$/.test(host);
}

function isDecodable(text: string): boolean {
  try {
    decodeURIComponent(text);
    return true;
  } catch {
    return false;
  }
}

function parseUrl(text: string): URL | undefined {
  try {
    return new URL(text);
  } catch {
    return undefined;
  }
}

const MASKED = /^SECRET|_URL$/;

/** Secrets masked, addresses of databases without account and password. */
export function shown(name: string, value: string | undefined): string | undefined {
  const isPath = name === 'SECRET_FILE' && /^\.{0,2}\//.test(value ?? ''); // else perhaps the secret itself
  if (value === undefined || value === '' || isPath || !MASKED.test(name)) return value;
  if (!value.includes('://')) return `${value.length} characters, not shown`;
  return value.replace(/:\/\/[\s\S]*@/, '://***@').replace(/\?[\s\S]*$/, '?***');
}

/** Where each variable of the environment came from. */
export function sourcesOf(env: object, fromFile: readonly string[]) {
  return Object.fromEntries(
    Object.keys(env).map((name) => [name, fromFile.includes(name) ? ('env-file' as const) : ('environment' as const)]),
  );
}
