import { bearerToken } from './check-token.ts';
import { claimsOf } from './claims.ts';
import { OAuthError } from './errors.ts';
import { accessTokenHash } from './jwt-access-token.ts';
import type { PersonStore } from './model/person.ts';
import type { Keyring, SigningAlg } from './model/signing-key.ts';
import type { Parameters } from './parameters.ts';
import { subjectOf } from './subject.ts';

/**
 * Who signed in, and what of them the person allowed this application to see (OpenID Connect Core 1.0 §5.3). Only an access
 * token of a person with the scope openid opens it; it comes in the header or, by POST, in the body (RFC 6750 §2). A text is a JWT:
 * the application has registered userinfo_signed_response_alg.
 */
export async function userinfo(
  request: { readonly parameters: Parameters | undefined; readonly authorization: string | undefined },
  {
    persons,
    keyring,
    issuer,
  }: { readonly persons: Pick<PersonStore, 'findByToken'>; readonly keyring: Keyring; readonly issuer: string },
): Promise<{ readonly clientId: string; readonly answer: Readonly<Record<string, unknown>> | string }> {
  const { parameters, authorization } = request;
  parameters?.refuseRepeated();
  const inBody = parameters?.get('access_token');
  if (inBody !== undefined && authorization !== undefined) throw new OAuthError('bearer-token-twice');
  const token = inBody ?? bearerToken(authorization);
  const hash = await accessTokenHash(token, keyring);
  const found = hash && (await persons.findByToken(hash));
  if (!found) throw new OAuthError('bearer-token-not-accepted');
  if (!found.openid) throw new OAuthError('bearer-scope-insufficient', 'openid');
  const { person, clientId, claims } = found;
  const told = { ...claimsOf(person, claims), sub: subjectOf(found.facts, person.id) };
  if (found.signedResponseAlg === undefined) return { clientId, answer: told };
  // It says whose and for whom it is, since it may be kept (OpenID Connect Core 1.0 §5.3.2).
  const signed = JSON.stringify({ ...told, iss: issuer, aud: clientId });
  const signer = await keyring.signer(found.signedResponseAlg as SigningAlg);
  return { clientId, answer: await signer.sign(Buffer.from(signed), 'userinfo+jwt') };
}
