import { parses } from '../oauth/parses.ts';
import { OAuth1Error } from './errors.ts';

/** Names and values of parameters, decoded, in the order sent; a name may stand there more than once. */
export type Pairs = readonly (readonly [name: string, value: string])[];

/** Percent-encoding as RFC 5849 §3.6 wants it: all but the unreserved characters, in capital letters. */
export function encode(text: string): string {
  return encodeURIComponent(text).replace(/[!'()*]/g, (sign) => `%${sign.charCodeAt(0).toString(16).toUpperCase()}`);
}

/**
 * The text that is signed (RFC 5849 §3.4.1.1): the method, the address without its query, and every parameter of header,
 * body and query but realm and oauth_signature. `address` is what `baseAddress` makes.
 */
export function baseString(method: string, address: string, parameters: Pairs): string {
  return [method.toUpperCase(), address, normalized(parameters)].map(encode).join('&');
}

/** RFC 5849 §3.4.1.3.2: encoded, sorted by name and then by value, both by bytes, joined. */
function normalized(parameters: Pairs): string {
  return parameters
    .filter(([name]) => name !== 'oauth_signature')
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map((pair) => pair.join('='))
    .join('&');
}

/** Encoded text is ASCII: its characters are its bytes. */
function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

const ADDRESS = /^(https?):\/\/([^/?#@\s\\]+)(\/[^?#\s\\]*)?(?:\?([^#]*))?(?:#.*)?$/i;
const USUAL_PORT: Readonly<Record<string, RegExp>> = { http: /:80$/, https: /:443$/ };

/**
 * An absolute address as RFC 5849 §3.4.1.2 has it - scheme and host in small letters, no port that is the usual one, the
 * path as it is - and its query. Undefined where it is not an http or https address.
 */
export function baseAddress(url: string): { readonly address: string; readonly query: string } | undefined {
  const [, scheme, authority, path = '/', query = ''] = ADDRESS.exec(url) ?? [];
  if (scheme === undefined || authority === undefined || !parses(url)) return undefined;
  const [low, host] = [scheme.toLowerCase(), authority.toLowerCase()];
  return { address: `${low}://${host.replace(USUAL_PORT[low] ?? '', '')}${path}`, query };
}

/** Reads form-encoded text (RFC 5849 §3.4.1.3.1) exactly: what cannot be decoded is refused, never repaired. */
export function readForm(text: string): Pairs {
  if (text === '') return [];
  return text
    .split('&')
    .filter((part) => part !== '')
    .map((part) => {
      const at = part.indexOf('=');
      const [name, value] = at === -1 ? [part, ''] : [part.slice(0, at), part.slice(at + 1)];
      return [decode(name.replaceAll('+', ' ')), decode(value.replaceAll('+', ' '))];
    });
}

/** The text behind percent-encoding; refuses broken signs, what is not UTF-8, and NUL. */
export function decode(text: string): string {
  try {
    const plain = decodeURIComponent(text);
    if (!plain.includes('\0')) return plain;
  } catch {
    // refused below
  }
  throw new OAuth1Error('oauth1-parameter-malformed', text.slice(0, 100));
}
