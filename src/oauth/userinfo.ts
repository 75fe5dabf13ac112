import { claimsOf } from './claims.ts';
import type { DpopProofs } from './dpop.ts';
import { OAuthError } from './errors.ts';
import { isFor } from './is-for.ts';
import { readAccessToken } from './jwt-access-token.ts';
import type { PersonalToken, PersonStore } from './model/person.ts';
import type { Keyring } from './model/signing-key.ts';
import { presentedToken, type ResourceRequest } from './presented-token.ts';
import { type ServerProfile, signsWith } from './profile.ts';
import { subjectOf } from './subject.ts';

/**
 * Who signed in, and what of them the person allowed this application to see (OpenID Connect Core 1.0 §5.3). Only an access
 * token of a person with the scope openid opens it; it comes in the header or, by POST, in the body (RFC 6750 §2), and with the
 * keys that it is bound to. A text is a JWT:
 * the application has registered userinfo_signed_response_alg.
 */
export async function userinfo(
  request: ResourceRequest,
  {
    persons,
    keyring,
    issuer,
    dpop,
    serverProfile,
    now,
  }: {
    readonly persons: Pick<PersonStore, 'findByToken'>;
    readonly keyring: Keyring;
    readonly issuer: string;
    readonly dpop: DpopProofs;
    readonly serverProfile: Pick<ServerProfile, 'profile'>;
    readonly now: Date;
  },
): Promise<{ readonly clientId: string; readonly answer: Readonly<Record<string, unknown>> | string }> {
  const { token, proved } = await presentedToken(request, { dpop, now });
  const read = await readAccessToken(token, keyring);
  // The other is about no person.
  const found = read?.kind === 'stored' ? await persons.findByToken(read.hash, proved) : undefined;
  if (!found) throw new OAuthError('bearer-token-not-accepted');
  if (!isFor(found.resources, issuer)) throw new OAuthError('bearer-resource-other', issuer);
  if (!found.openid) throw new OAuthError('bearer-scope-insufficient', 'openid');
  const { clientId } = found;
  const told = userinfoClaims(found);
  if (found.signedResponseAlg === undefined) return { clientId, answer: told };
  // It says whose and for whom it is, since it may be kept (OpenID Connect Core 1.0 §5.3.2).
  const signed = JSON.stringify({ ...told, iss: issuer, aud: clientId });
  const signer = await keyring.signer(signsWith(found.signedResponseAlg, found.profile, serverProfile));
  return { clientId, answer: await signer.sign(Buffer.from(signed), 'userinfo+jwt') };
}

/** What is told of a person: what the scopes of the token release, and what was asked for by name (OpenID Connect Core 1.0 §5.5). */
export function userinfoClaims({
  person,
  claims,
  facts,
}: Pick<PersonalToken, 'person' | 'claims' | 'facts'>): Readonly<Record<string, unknown>> {
  const named = facts?.openid?.claims?.userinfo ?? [];
  return { ...claimsOf(person, [...claims, ...named]), sub: subjectOf(facts, person.id) };
}
