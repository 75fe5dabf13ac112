import type { ClientRequest } from './client-auth-method.ts';
import { OAuthError } from './errors.ts';
import type { Client } from './model/client.ts';
import type { Confirmation } from './model/issued.ts';

/** What the tokens of this request are bound to (RFC 8705 §3); undefined: to nothing. A client that wants them bound gets no others. */
export function confirmationOf({ metadata }: Client, { certificate }: ClientRequest): Confirmation | undefined {
  if (!metadata.tlsClientCertificateBoundAccessTokens) return undefined;
  if (!certificate) throw new OAuthError('certificate-missing');
  return { 'x5t#S256': certificate.thumbprint };
}
