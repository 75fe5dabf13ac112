import type { Keyring } from './model/signing-key.ts';

/** What an ID token of ours says, however old it is: whom it was about, and for which client. */
export type Hint = { readonly subject: string; readonly clientId: string };

/**
 * Reads id_token_hint (OpenID Connect Core 1.0 §3.1.2.1): it must carry our signature, and may have expired. It says who is meant
 * and authenticates nobody. Undefined: it is none of ours.
 */
export async function readHint(
  hint: string,
  { keyring, issuer }: { readonly keyring: Pick<Keyring, 'verify'>; readonly issuer: string },
): Promise<Hint | undefined> {
  const payload = await keyring.verify(hint, 'JWT');
  if (!payload) return undefined;
  const { iss, sub, aud } = JSON.parse(Buffer.from(payload).toString()) as Readonly<Record<string, unknown>>; // we wrote it
  if (iss !== issuer || typeof sub !== 'string' || typeof aud !== 'string') return undefined;
  return { subject: sub, clientId: aud };
}
