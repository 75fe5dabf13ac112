import { digest, isToken } from '../secrets.ts';
import { detailsOf } from './authorization-details.ts';
import type { IssuedTokens } from './issue-tokens.ts';
import type { Confirmation, TokenBinding } from './model/issued.ts';
import type { SignedToken } from './model/signed-token.ts';
import type { Keyring, SigningAlg } from './model/signing-key.ts';
import { subjectOf } from './subject.ts';

const TYP = 'at+jwt'; // RFC 9068 §2.1

/**
 * The signed form of an access token (RFC 9068 §2.2), from the facts of the statement that issued it. It is signed as the
 * application's ID tokens are: RS256 unless it has another algorithm. Undefined where the token is opaque.
 */
export function accessTokenJwt(
  tokens: IssuedTokens,
  { keyring, issuer }: { readonly keyring: Pick<Keyring, 'signer'>; readonly issuer: string },
): Promise<string> | undefined {
  const claims = accessTokenClaims(tokens, { issuer });
  if (!claims) return undefined;
  const alg = tokens.client.metadata.idTokenSignedResponseAlg as SigningAlg;
  return keyring.signer(alg).then((signer) => signer.sign(Buffer.from(JSON.stringify(claims)), TYP));
}

/** What it says, before anybody signs it. */
export function accessTokenClaims(
  { client, access, issued }: IssuedTokens,
  { issuer }: { readonly issuer: string },
): Readonly<Record<string, unknown>> | undefined {
  if (access.format !== 'jwt' || access.seconds === undefined) return undefined;
  const { facts, userId, scope } = issued;
  const iat = Math.floor(issued.issuedAt);
  const details = detailsOf(access.binding, facts);
  return {
    iss: issuer,
    sub: userId === undefined ? client.id : subjectOf(facts, userId),
    aud: audienceIn(access.binding, issuer), // RFC 9068 §3: a default where no resource was named
    client_id: client.id,
    ...(scope === '' ? {} : { scope }),
    iat,
    exp: iat + access.seconds,
    jti: access.value,
    ...(facts?.auth ? { auth_time: facts.auth.time, amr: facts.auth.amr } : {}),
    ...(details ? { authorization_details: details } : {}), // RFC 9396 §9.1
    ...(facts?.act ? { act: facts.act } : {}),
    ...(access.binding?.cnf ? { cnf: access.binding.cnf } : {}),
  };
}

/** Who names this server as a resource gets it in a list, so that it is not taken for the default. */
function audienceIn(binding: TokenBinding | undefined, issuer: string): string | readonly string[] {
  const aud = audienceOf(binding);
  return aud === issuer ? [aud] : (aud ?? issuer);
}

/** Whom a token is for, as `aud` says it (RFC 7519 §4.1.3); undefined: it names no resource. */
export function audienceOf(binding: TokenBinding | undefined): string | readonly string[] | undefined {
  const aud = binding?.aud;
  return aud?.length === 1 ? aud[0] : aud;
}

/** An access token as it was presented: one that is stored, by its digest, or one of which all stands in it. */
export type ReadToken =
  | { readonly kind: 'stored'; readonly hash: Buffer }
  | { readonly kind: 'signed'; readonly token: SignedToken };

/**
 * What an access token is known by, whichever form it has; undefined where the value cannot be one of ours. A signed one counts
 * only when a key of ours that counts signed it, as an access token (RFC 9068 §4).
 */
export async function readAccessToken(value: string, keyring: Pick<Keyring, 'verify'>): Promise<ReadToken | undefined> {
  if (isToken('at', value)) return { kind: 'stored', hash: digest(value) };
  const payload = await keyring.verify(value, TYP);
  if (!payload) return undefined;
  const claims = JSON.parse(Buffer.from(payload).toString('utf8')) as Partial<OwnClaims>; // signed by this server
  if (claims.jti === undefined) return undefined;
  const [, generation] = UNSTORED.exec(claims.jti) ?? [];
  if (generation === undefined) return { kind: 'stored', hash: digest(claims.jti) };
  const { jti, iss, client_id: clientId = '', scope = '', iat = 0, exp = 0, aud, cnf } = claims;
  const hash = digest(JSON.stringify(['access_token', jti]));
  const named = aud === iss ? undefined : { aud: typeof aud === 'string' ? [aud] : aud };
  const binding = (named ?? cnf) && ({ ...named, ...(cnf && { cnf }) } as TokenBinding);
  const token = { hash, clientId, generation: Number(generation), scope, issuedAt: iat, expiresAt: exp, binding };
  return { kind: 'signed', token };
}

/** The jti of a token that is not stored says so, and of which generation it is (Client.tokenGeneration). */
const UNSTORED = /^(\d+)\.[0-9A-Za-z]{22}$/;

type OwnClaims = {
  readonly iss: string;
  readonly jti: string;
  readonly client_id: string;
  readonly scope: string;
  readonly iat: number;
  readonly exp: number;
  readonly aud: string | readonly string[];
  readonly cnf: Confirmation;
};
