import type { Certificate } from '../secrets.ts';
import { bearerToken } from './check-token.ts';
import type { DpopProofs, PresentedProof } from './dpop.ts';
import { OAuthError } from './errors.ts';
import type { Confirmation } from './model/issued.ts';
import type { Parameters } from './parameters.ts';

/** What a request for a resource shows: a token, and the keys that go with it. */
export type ResourceRequest = {
  /** Of a form (RFC 6750 §2.2); undefined: there is none. */
  readonly parameters: Parameters | undefined;
  readonly authorization: string | undefined;
  readonly proof: PresentedProof | undefined;
  readonly certificate: Certificate | undefined;
};

const DPOP = /^dpop(?: +|$)/i; // RFC 9449 §7.1

/** Whether the token comes under the scheme that needs a proof. */
export function usesDpop(authorization: string | undefined): boolean {
  return authorization !== undefined && DPOP.test(authorization);
}

/**
 * The access token of a request and the keys that it proved, for the store to compare: under the scheme DPoP a proof that is made for
 * this very token (RFC 9449 §7.1), under Bearer none, whatever comes along. A token that is none of ours is the empty text.
 */
export async function presentedToken(
  { parameters, authorization, proof, certificate }: ResourceRequest,
  { dpop, now }: { readonly dpop: DpopProofs; readonly now: Date },
): Promise<{ readonly token: string; readonly proved: Confirmation }> {
  parameters?.refuseRepeated();
  const inBody = parameters?.get('access_token');
  if (inBody !== undefined && authorization !== undefined) throw new OAuthError('bearer-token-twice');
  const byCertificate = certificate ? { 'x5t#S256': certificate.thumbprint } : {};
  if (!usesDpop(authorization)) return { token: inBody ?? bearerToken(authorization), proved: byCertificate };
  const token = bearerToken(authorization?.replace(DPOP, 'Bearer '));
  if (!proof) throw new OAuthError('dpop-proof-missing');
  return { token, proved: { jkt: await dpop.check(proof, { now, accessToken: token }), ...byCertificate } };
}
