import { AT_RANDOM, digest, equal, type Mint } from '../secrets.ts';
import type { Client } from './model/client.ts';
import type { ClientSecret, NewClientSecret } from './model/client-secret.ts';
import type { LastUses } from './model/last-use.ts';

/** Whether this is a live secret of a confidential client. */
export function isSecretOf(client: Client, secret: string | undefined, now: Date): boolean {
  return secretOf(client, secret, now) !== undefined;
}

/** What a secret proves, which counts as its use where the client may do anything. */
export function proveBySecret(
  client: Client,
  secret: string | undefined,
  now: Date,
  { secretUses }: { readonly secretUses: Pick<LastUses, 'record'> },
): { readonly kind: 'secret' } | undefined {
  const own = secretOf(client, secret, now);
  if (own && client.state === 'active') secretUses.record(own.hash);
  return own && { kind: 'secret' };
}

/** Digests are compared in constant time, all of them. */
function secretOf(client: Client, secret: string | undefined, now: Date): ClientSecret | undefined {
  if (!client.confidential || secret === undefined) return undefined;
  const hash = digest(secret);
  let found: ClientSecret | undefined;
  for (const own of client.secrets) {
    const live = own.expiresAt === undefined || own.expiresAt > now;
    if (equal(own.hash, hash) && live) found = own;
  }
  return found;
}

/** A new secret (256 random bits), and what is stored of it: its digest, and three characters to tell it by. */
export function mintClientSecret(mint: Mint = AT_RANDOM): { readonly value: string; readonly stored: NewClientSecret } {
  const value = mint.secret('cs');
  return { value, stored: { hash: digest(value), hint: value.slice(-3) } };
}
