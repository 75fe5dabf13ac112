import { clientKeys } from './client-keys.ts';
import { OAuthError } from './errors.ts';
import type { Client } from './model/client.ts';
import type { CachedDocuments } from './model/outbound.ts';
import { registeredAlgs } from './profile.ts';
import { type Claims, JwtRefused, readUnsignedJwt, unverified, verifyJwt } from './verify-jwt.ts';

/** Where request objects are for, and what they are checked with. */
export type RequestObjectDeps = {
  readonly issuer: string;
  readonly documents: CachedDocuments;
  readonly now: () => Date;
};

const TYPED = 'oauth-authz-req+jwt'; // RFC 9101 §10.8; objects of OpenID Connect Core 1.0 §6.1 have no typ, or JWT
const TYPES = [undefined, 'jwt', TYPED];
const LONGEST_SECONDS = 3600; // FAPI 2.0 Message Signing §5.3.1
/** What a JWT says of itself. All else is a parameter. */
const OF_THE_JWT = ['iss', 'aud', 'exp', 'iat', 'nbf', 'jti'];
/** What would make it another kind of JWT, or hide one request in another (RFC 9101 §4, RFC 9101 §10.8). */
const NEVER = ['sub', 'request', 'request_uri'];
const WAY_BACK = ['redirect_uri', 'response_type', 'response_mode', 'state'];

/**
 * The parameters in an object that this client signed (RFC 9101 §4, OpenID Connect Core 1.0 §6.1), which then are all that
 * counts. Throws where it did not sign it with a key and an algorithm of its own, or not for this server, or not for now.
 * `fetched`: it comes from an address of its client's, which may take it away itself, and so need not say when it ends; and of a
 * client that registered to sign none, it is taken unsigned, as nobody else could have put it there.
 */
export async function readRequestObject(
  object: string,
  client: Client,
  deps: RequestObjectDeps,
  { fetched }: { readonly fetched: boolean },
): Promise<{ readonly parameters: URLSearchParams; readonly signed: boolean }> {
  const signed = !/^none$/i.test(String(unverified(object).header['alg']));
  const { requestObjectSigningAlg } = client.metadata;
  if (!signed && !(fetched && requestObjectSigningAlg === 'none')) throw new OAuthError('request-object-unsigned');
  try {
    const claims = signed
      ? await verifiedClaims(object, client, deps)
      : readUnsignedJwt(object, { types: TYPES, now: deps.now() });
    checkClaims(claims, client, { ...deps, signed, fetched });
    return { parameters: parametersOf(claims), signed };
  } catch (error) {
    if (!(error instanceof JwtRefused)) throw error;
    const { fault, sent } = error;
    // What there is at the address of its keys is for the owner's eyes alone.
    const told = fault === 'keys-not-fetched' || sent === undefined ? fault : `${fault} ${sent}`;
    const forOwner = { clientId: client.id, sent: `${fault} ${sent ?? ''}`.trimEnd() };
    throw new OAuthError('request-object-not-accepted', told, { forOwner, cause: error });
  }
}

/**
 * What an object that does not count says of where its answer goes and how: for a refusal, which goes nowhere but to an address
 * that is registered, and there with no more than anybody could put into a request of their own.
 */
export function wayBack(object: string): URLSearchParams {
  const { claims } = unverified(object);
  const said = WAY_BACK.flatMap((name) => (typeof claims[name] === 'string' ? [[name, claims[name]]] : []));
  return new URLSearchParams(said as [string, string][]);
}

async function verifiedClaims(object: string, client: Client, deps: RequestObjectDeps): Promise<Claims> {
  const { profile, requestObjectSigningAlg } = client.metadata;
  const { claims } = await verifyJwt(object, {
    keysOf: clientKeys(client, deps.documents),
    types: TYPES,
    algorithms: registeredAlgs(profile, requestObjectSigningAlg),
    now: deps.now(),
  });
  return claims;
}

/** Whose it is, and for whom, has to stand in what is signed, since the same key signs for others too. */
function checkClaims(
  claims: Claims,
  client: Client,
  deps: RequestObjectDeps & { readonly signed: boolean; readonly fetched: boolean },
): void {
  const { profile } = client.metadata;
  const { aud, exp, nbf } = claims;
  const may = (name: string) => !deps.signed && claims[name] === undefined;
  if (claims['client_id'] !== client.id) throw new JwtRefused('claims', 'client_id');
  if (claims['iss'] !== client.id && !may('iss')) throw new JwtRefused('claims', 'iss');
  const named = Array.isArray(aud) ? aud : [aud];
  const forUs = named.includes(deps.issuer) && named.every((each) => typeof each === 'string');
  if (!forUs && !may('aud')) throw new JwtRefused('claims', 'aud');
  const found = NEVER.find((name) => claims[name] !== undefined);
  if (found) throw new JwtRefused('claims', found);
  const seconds = deps.now().getTime() / 1000;
  const endless = exp === undefined && deps.fetched;
  if (!endless && (typeof exp !== 'number' || exp > seconds + LONGEST_SECONDS)) throw new JwtRefused('claims', 'exp');
  if (profile === 'fapi-2') {
    const fresh =
      typeof nbf === 'number' &&
      typeof exp === 'number' &&
      nbf >= seconds - LONGEST_SECONDS &&
      exp - nbf <= LONGEST_SECONDS;
    if (!fresh) throw new JwtRefused('claims', 'nbf');
  }
}

/** RFC 9101 §4: text stays, numbers are written out, and what is JSON already stays JSON; a list of resources is several. */
function parametersOf(claims: Claims): URLSearchParams {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(claims)) {
    if (OF_THE_JWT.includes(name)) continue;
    const values = name === 'resource' && Array.isArray(value) ? value : [value];
    for (const each of values) {
      if (each === null) throw new JwtRefused('claims', name);
      parameters.append(name, typeof each === 'object' ? JSON.stringify(each) : String(each));
    }
  }
  return parameters;
}
