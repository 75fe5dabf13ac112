import { decode, type Pairs } from './base-string.ts';
import { OAuth1Error } from './errors.ts';

const SCHEME = /^OAuth(?:[ \t]+|$)/i;
const PARAMETER = /[ \t]*([^\s",=]+)="([^"]*)"[ \t]*(?:,|$)/y;

/**
 * The parameters of an Authorization header (RFC 5849 §3.5.1), decoded, without realm; none where the header is of another
 * scheme, or absent. Refuses what is not a list of name="value".
 */
export function readAuthorizationHeader(header: string | undefined): Pairs {
  const [scheme] = SCHEME.exec(header ?? '') ?? [];
  if (header === undefined || scheme === undefined) return [];
  const pairs: [string, string][] = [];
  for (let at = scheme.length; at < header.length; at = PARAMETER.lastIndex) {
    PARAMETER.lastIndex = at;
    const [, name, value] = PARAMETER.exec(header) ?? [];
    if (name === undefined || value === undefined) {
      throw new OAuth1Error('oauth1-parameter-malformed', 'the Authorization header');
    }
    if (name.toLowerCase() !== 'realm') pairs.push([decode(name), decode(value)]);
  }
  return pairs;
}
