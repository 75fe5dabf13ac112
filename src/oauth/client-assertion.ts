import { digest } from '../secrets.ts';
import type { Client } from './model/client.ts';
import type { UsedJtis } from './model/used-jti.ts';
import { registeredAlgs } from './profile.ts';
import { type Claims, JwtRefused, type KeysOf, verifyJwt } from './verify-jwt.ts';

/** client_assertion_type (RFC 7523 §2.2) */
export const JWT_BEARER = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** draft-ietf-oauth-rfc7523bis §4: so typed, it names the issuer alone. */
const TYPED = 'client-authentication+jwt';
const LONGEST_SECONDS = 300;

/** Where assertions are for, and what is known of those that came before. */
export type AssertionDeps = {
  readonly issuer: string;
  readonly tokenEndpoint: string;
  readonly usedJtis: UsedJtis;
};

/** What is wrong with an assertion, beyond what can be wrong with any JWT. */
export type AssertionFault = 'audience' | 'long-lived' | 'repeated';

/** Not by this client, not for this server, or not for the first time. */
export class AssertionRefused extends Error {
  readonly fault: AssertionFault;
  readonly sent: string | undefined;

  constructor(fault: AssertionFault, sent?: string) {
    super(`a client assertion was refused: ${fault}`);
    this.name = 'AssertionRefused';
    this.fault = fault;
    this.sent = sent?.slice(0, 200);
  }
}

/**
 * Checks an assertion by which a client says who it is (RFC 7523 §3, OpenID Connect Core 1.0 §9), claim by claim, and
 * uses it up; throws JwtRefused or AssertionRefused. `isUsed`: this very request has used it before.
 */
export async function checkAssertion(
  client: Client,
  assertion: string,
  { now, keysOf, isUsed }: { readonly now: Date; readonly keysOf: KeysOf; readonly isUsed: boolean },
  deps: AssertionDeps,
): Promise<void> {
  const { metadata } = client;
  const { header, claims } = await verifyJwt(assertion, {
    keysOf,
    types: [undefined, 'jwt', TYPED],
    algorithms: registeredAlgs(metadata.profile, metadata.tokenEndpointAuthSigningAlg),
    now,
  });
  for (const name of ['iss', 'sub'] as const) {
    if (claims[name] !== client.id) throw new JwtRefused('claims', name);
  }
  const legacy = metadata.legacyAssertionAudience && metadata.profile !== 'fapi-2' && header.typ !== TYPED;
  checkAudience(claims, [deps.issuer, ...(legacy ? [deps.tokenEndpoint] : [])]);
  const { exp, jti } = claims;
  if (typeof exp !== 'number') throw new JwtRefused('claims', 'exp');
  if (exp > now.getTime() / 1000 + LONGEST_SECONDS) throw new AssertionRefused('long-lived');
  if (typeof jti !== 'string' || jti === '') throw new JwtRefused('claims', 'jti');
  if (isUsed) return;
  const hash = digest(JSON.stringify(['client_assertion', client.id, jti]));
  if (!(await deps.usedJtis.use(hash, new Date(exp * 1000)))) throw new AssertionRefused('repeated');
}

/** One string: in a list another server could be named too, which would send it on (CVE-2025-27370). */
function checkAudience({ aud }: Claims, allowed: readonly string[]): void {
  if (typeof aud === 'string' && allowed.includes(aud)) return;
  throw new AssertionRefused('audience', typeof aud === 'string' ? aud : JSON.stringify(aud));
}
