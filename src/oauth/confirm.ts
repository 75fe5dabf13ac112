import type { ClientRequest } from './client-auth-method.ts';
import type { DpopProofs } from './dpop.ts';
import { OAuthError } from './errors.ts';
import type { Client } from './model/client.ts';
import type { Confirmation, ProvedKey } from './model/issued.ts';
import { algorithmsOf } from './profile.ts';

/**
 * What the tokens of this request are bound to: the key that it proves (RFC 9449 §5), the certificate where the client wants
 * that (RFC 8705 §3), or both; undefined: nothing. A client that wants them bound gets no others.
 */
export async function confirmationOf(
  { metadata }: Client,
  { certificate, proof }: ClientRequest,
  { dpop, now }: { readonly dpop: DpopProofs; readonly now: Date },
): Promise<Confirmation | undefined> {
  if (metadata.tlsClientCertificateBoundAccessTokens && !certificate) throw new OAuthError('certificate-missing');
  if (metadata.dpopBoundAccessTokens && !proof) throw new OAuthError('dpop-proof-missing');
  const thumbprint = metadata.tlsClientCertificateBoundAccessTokens ? certificate?.thumbprint : undefined;
  if (!proof && thumbprint === undefined) return undefined;
  const jkt = proof && (await dpop.check(proof, { now, algorithms: algorithmsOf(metadata.profile) }));
  return { ...(jkt === undefined ? {} : { jkt }), ...(thumbprint === undefined ? {} : { 'x5t#S256': thumbprint }) };
}

/** All keys that the request proved: that of its proof, and that of its certificate whoever wants tokens bound to it. */
export function provedBy({ certificate }: ClientRequest, confirmation: Confirmation | undefined): Confirmation {
  return { ...confirmation, ...(certificate && { 'x5t#S256': certificate.thumbprint }) };
}

/** Whether every key that a token is bound to was proved (RFC 9449 §7.1, RFC 8705 §3). */
export function isProved(bound: Confirmation | undefined, proved: Confirmation): boolean {
  return (['jkt', 'x5t#S256'] as const).every((name) => bound?.[name] === undefined || bound[name] === proved[name]);
}

/** Whether this client gets no tokens that are good for whoever has them. */
export function wantsBoundTokens({ metadata }: Client): boolean {
  return metadata.dpopBoundAccessTokens || metadata.tlsClientCertificateBoundAccessTokens;
}

/** The key of a confirmation; a public client's refresh tokens are bound to it too (RFC 9449 §5). */
export function provedKey({ confidential }: Client, confirmation: Confirmation | undefined): ProvedKey | undefined {
  return confirmation?.jkt === undefined ? undefined : { jkt: confirmation.jkt, bindsFamily: !confidential };
}
