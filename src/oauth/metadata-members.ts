import { homepageProblem } from './client-settings.ts';
import { OAuthError } from './errors.ts';
import { parses } from './parses.ts';
import { isLoopback, redirectUriProblem } from './redirect-uri.ts';

/** Reads one member of client metadata, by its wire name; throws what RFC 7591 §3.2.2 has for one that is not taken. */
export type ReadMember<Value> = (value: unknown, name: string) => Value;

const LONGEST = 2000; // characters of a text
const MOST = 50; // entries of a list

export const text: ReadMember<string> = (value, name) => {
  if (typeof value !== 'string') throw wrongType(name, 'a text', value);
  const usable = value !== '' && value.length <= LONGEST && !/[\p{Cc}\p{Cs}]/u.test(value);
  return usable ? value : refuse(name, value);
};

export const texts: ReadMember<readonly string[]> = (value, name) => {
  // Array.from, so that what a list leaves out is undefined, and not passed over.
  if (!Array.isArray(value)) throw wrongType(name, 'a list of texts', value);
  if (value.length > MOST) return refuse(name, `${value.length} entries`);
  return [...new Set(Array.from(value, (each) => text(each, name)))];
};

export const flag: ReadMember<boolean> = (value, name) => {
  if (typeof value !== 'boolean') throw wrongType(name, 'true or false', value);
  return value;
};

export const seconds: ReadMember<number> = (value, name) => {
  if (typeof value !== 'number') throw wrongType(name, 'a number', value);
  return Number.isInteger(value) && value >= 0 && value < 1e9 ? value : refuse(name, String(value));
};

/** One of these. */
export function among<const Value extends string>(values: readonly Value[]): ReadMember<Value> {
  return (value, name) => {
    const given = text(value, name);
    return values.find((each) => each === given) ?? refuse(name, given);
  };
}

/** The address of a page about the application, for people to follow. */
export const webAddress: ReadMember<string> = (value, name) => {
  const address = text(value, name);
  return homepageProblem(address) === undefined ? address : refuse(name, address);
};

/** An address that this server asks, or sends people to: https, or on this computer itself. */
export const ownAddress: ReadMember<string> = (value, name) => {
  const address = webAddress(value, name);
  const usable = /^https:/i.test(address) || isLoopback(address);
  return usable && parses(address) && !address.includes('#') ? address : refuse(name, address);
};

/** Several of them; as what is fetched may be named with its digest, with a fragment (OpenID Connect Core 1.0 §6.2). */
export const ownAddresses: ReadMember<readonly string[]> = (value, name) => {
  const uris = texts(value, name);
  for (const uri of uris) ownAddress(uri.replace(/#.*$/, ''), name);
  return uris;
};

/** Where people are sent, by the rules for redirect URIs; never nowhere (RFC 7591 §5: what a program says is nobody's word). */
export const redirects: ReadMember<readonly string[]> = (value, name) => {
  const uris = texts(value, name);
  const wrong = uris.find((uri) => uri.startsWith('urn:') || redirectUriProblem(uri) !== undefined);
  if (wrong !== undefined) throw new OAuthError('registered-redirect-uri-refused', `${name}: ${wrong}`);
  return uris;
};

/** A member of the right type with a value that is not taken. */
export function refuse(name: string, sent: string): never {
  throw new OAuthError('metadata-value-refused', `${name}: ${sent}`);
}

function wrongType(name: string, expected: string, value: unknown): OAuthError {
  const kind = value === null ? 'null' : Array.isArray(value) ? 'a list' : typeof value;
  return new OAuthError('metadata-member-malformed', `${name} is ${kind}, and should be ${expected}`);
}
