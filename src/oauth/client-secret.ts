import { AT_RANDOM, digest, equal, type Mint } from '../secrets.ts';
import type { Client, NewClientSecret } from './model/client.ts';

/** Whether this is a live secret of a confidential client: digests compared in constant time, all of them. */
export function isSecretOf(client: Client, secret: string | undefined, now: Date): boolean {
  if (!client.confidential || secret === undefined) return false;
  const hash = digest(secret);
  let matches = false;
  for (const own of client.secrets) {
    const live = own.expiresAt === undefined || own.expiresAt > now;
    if (equal(own.hash, hash) && live) matches = true;
  }
  return matches;
}

/** A new secret (256 random bits), and what is stored of it: its digest, and three characters to tell it by. */
export function mintClientSecret(mint: Mint = AT_RANDOM): { readonly value: string; readonly stored: NewClientSecret } {
  const value = mint.secret('cs');
  return { value, stored: { hash: digest(value), hint: value.slice(-3) } };
}
