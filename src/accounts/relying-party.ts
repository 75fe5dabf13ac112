import { isIP } from 'node:net';

/** Whose passkeys they are (WebAuthn Level 3). */
export type RelyingParty = { readonly id: string; readonly origin: string };

/** This server; undefined where its address is a number: browsers keep passkeys for names alone. */
export function relyingParty(issuer: string): RelyingParty | undefined {
  const { hostname, origin } = new URL(issuer);
  return isIP(hostname.replace(/^\[|\]$/g, '')) === 0 ? { id: hostname, origin } : undefined;
}
