import { digest } from '../secrets.ts';
import { issuerKeys } from './issuer-keys.ts';
import type { AssertedPerson } from './model/asserted-authorization.ts';
import type { Client } from './model/client.ts';
import type { CachedDocuments } from './model/outbound.ts';
import { type Claims, JwtRefused, readJwt, verifyJwt } from './verify-jwt.ts';

const LONGEST_SECONDS = 300;

/** Whom an assertion names, and what keeps it from being used again. */
export type PersonAssertion = {
  readonly person: AssertedPerson;
  /** Of its issuer and its jti: no other assertion has it. */
  readonly hash: Buffer;
  readonly expiresAt: Date;
};

/**
 * Checks an assertion of an issuer of whom an administrator says that it knows people of this server, claim by claim (RFC 7523 §3);
 * undefined where the issuer is not one of those. Nothing is used up yet. Throws JwtRefused.
 */
export async function checkPersonAssertion(
  { id, metadata }: Pick<Client, 'id' | 'metadata'>,
  assertion: string,
  { now, documents }: { readonly now: Date; readonly documents: CachedDocuments },
): Promise<PersonAssertion | undefined> {
  // Nothing is fetched for an issuer that nobody trusts.
  const { iss } = readJwt(assertion).claims;
  const trusted = metadata.peopleIssuers.find(({ issuer }) => issuer === iss);
  if (!trusted) return undefined;
  const { claims } = await verifyJwt(assertion, {
    keysOf: issuerKeys(metadata, trusted.issuer, documents),
    types: [undefined, 'jwt'],
    now,
  });
  // One string: in a list another server could be named too, which would send it on (CVE-2025-27370).
  if (claims['aud'] !== trusted.audience) throw new JwtRefused('claims', 'aud');
  // Who asked the issuer for it, where that is said, asks here.
  if (claims['client_id'] !== undefined && claims['client_id'] !== id) throw new JwtRefused('claims', 'client_id');
  const { exp, iat, jti } = claims;
  const seconds = now.getTime() / 1000;
  if (typeof exp !== 'number' || exp > seconds + LONGEST_SECONDS) throw new JwtRefused('claims', 'exp');
  if (typeof iat !== 'number' || iat < seconds - LONGEST_SECONDS) throw new JwtRefused('claims', 'iat');
  if (typeof jti !== 'string' || jti === '') throw new JwtRefused('claims', 'jti');
  const hash = digest(JSON.stringify(['person_assertion', trusted.issuer, jti]));
  return { person: personIn(claims, trusted.by), hash, expiresAt: new Date(exp * 1000) };
}

/** The claim by which the issuer names people, and no other. */
function personIn({ sub, email, email_verified: verified }: Claims, by: 'email' | 'sub'): AssertedPerson {
  if (typeof sub !== 'string' || sub === '') throw new JwtRefused('claims', 'sub'); // RFC 7523 §3: it is always there
  if (by === 'sub') {
    if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/.test(sub)) throw new JwtRefused('claims', 'sub');
    return { id: sub };
  }
  if (verified !== true) throw new JwtRefused('claims', 'email_verified');
  if (typeof email !== 'string' || email === '') throw new JwtRefused('claims', 'email');
  return { email };
}
