import { domainToASCII, domainToUnicode } from 'node:url';

export type EmailProblem = 'missing' | 'too-long' | 'control-character' | 'not-an-address';

export type CanonicalEmail = { readonly email: string; readonly canonical: string };

const MAX_LENGTH = 254; // RFC 5321 §4.5.3.1.3
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/**
 * An address as typed (trimmed) and its canonical form, in which variants of case and Unicode are one, and an international
 * domain stands in ASCII (xn--..., UTS #46): what is unique among accounts, what sign-in looks up and what throttling
 * counts. Otherwise the problem.
 */
export function canonicalEmail(text: string): CanonicalEmail | { readonly problem: EmailProblem } {
  const email = text.trim();
  if (email === '') return { problem: 'missing' };
  if (email.length > MAX_LENGTH) return { problem: 'too-long' };
  if (INVISIBLE.test(email)) return { problem: 'control-character' };
  const canonical = withAsciiDomain(fold(email));
  if (canonical.length > MAX_LENGTH) return { problem: 'too-long' };
  if (!/^[^\s@]+@[^\s@]+$/u.test(canonical)) return { problem: 'not-an-address' };
  return { email, canonical };
}

/** A folded address with its domain in ASCII, where it is international and can be written so. */
export function withAsciiDomain(folded: string): string {
  return respell(folded, domainToASCII);
}

/**
 * The other spelling of a canonical address with an international domain, in which earlier releases kept it: every look-up takes
 * both. The same where there is none.
 */
export function withUnicodeDomain(canonical: string): string {
  const unicode = respell(canonical, domainToUnicode);
  return withAsciiDomain(unicode) === canonical ? unicode : canonical;
}

// Node reads a domain as the host of a URL, which ends at these or decodes them.
const NO_HOST = /[/?#:\\%[\]]/;

function respell(address: string, how: (domain: string) => string): string {
  const at = address.lastIndexOf('@') + 1;
  const domain = address.slice(at);
  // An ordinary domain stays as it is: one of digits alone would be read as a number.
  if (NO_HOST.test(domain) || !/[^\0-\x7f]|(?:^|\.)xn--/.test(domain)) return address;
  const spelled = how(domain);
  return spelled === '' ? address : address.slice(0, at) + spelled;
}

/** Lower case can leave NFKC and NFKC can make capitals: repeated until nothing changes, so that folding twice is folding once. */
function fold(text: string): string {
  const folded = text.normalize('NFKC').toLowerCase().normalize('NFKC');
  return folded === text ? text : fold(folded);
}
