import type { Keyring, SigningAlg } from './model/signing-key.ts';

const TYP = 'logout+jwt';
/** Seconds: it is sent at once (OpenID Connect Back-Channel Logout 1.0 §2.4). */
const LIVES = 120;
const EVENT = 'http://schemas.openid.net/event/backchannel-logout';

/**
 * Tells an application that a session of this subject ended (OpenID Connect Back-Channel Logout 1.0 §2.4), signed as its ID tokens are. It names
 * the session, and has no nonce, so that nobody takes it for one of them. `iat`: seconds since 1970.
 */
export async function logoutToken(
  notice: { readonly clientId: string; readonly subject: string; readonly sid: string; readonly alg: SigningAlg },
  { iat, jti }: { readonly iat: number; readonly jti: string },
  { keyring, issuer }: { readonly keyring: Pick<Keyring, 'signer'>; readonly issuer: string },
): Promise<string> {
  const { clientId: aud, subject: sub, sid, alg } = notice;
  const claims = { iss: issuer, aud, iat, exp: iat + LIVES, jti, sub, sid, events: { [EVENT]: {} } };
  return (await keyring.signer(alg)).sign(Buffer.from(JSON.stringify(claims)), TYP);
}
