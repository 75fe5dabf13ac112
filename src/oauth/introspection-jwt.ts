import type { Introspection } from './introspect.ts';
import type { Client } from './model/client.ts';
import type { Keyring, SigningAlg } from './model/signing-key.ts';

/** RFC 9701 §4 */
export const INTROSPECTION_JWT = 'application/token-introspection+jwt';

/** Whether an Accept header names the signed form; the JSON of RFC 7662 §2.2 is for everybody else, also for "*". */
export function asksForSignature(accept: string | undefined): boolean {
  return (accept ?? '').split(',').some((range) => range.split(';')[0]?.trim().toLowerCase() === INTROSPECTION_JWT);
}

/**
 * What was told about a token, signed for the one that asked (RFC 9701 §5). The claims about the token stand inside
 * token_introspection, and there is no `sub` and no `exp` beside it: so it is no token itself (RFC 9701 §8.1).
 */
export async function introspectionJwt(
  told: Introspection,
  client: Client,
  deps: { readonly keyring: Pick<Keyring, 'signer'>; readonly issuer: string; readonly now: Date },
): Promise<string> {
  const iat = Math.floor(deps.now.getTime() / 1000);
  const claims = { iss: deps.issuer, aud: client.id, iat, token_introspection: told };
  const alg = (client.metadata.introspectionSignedResponseAlg ?? 'RS256') as SigningAlg; // RFC 9701 §6
  const signer = await deps.keyring.signer(alg);
  return signer.sign(Buffer.from(JSON.stringify(claims)), 'token-introspection+jwt');
}
