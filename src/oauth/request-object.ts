import { clientKeys } from './client-keys.ts';
import { OAuthError } from './errors.ts';
import type { Client } from './model/client.ts';
import type { CachedDocuments } from './model/outbound.ts';
import { registeredAlgs } from './profile.ts';
import { type Claims, JwtRefused, unverified, verifyJwt } from './verify-jwt.ts';

/** Where request objects are for, and what they are checked with. */
export type RequestObjectDeps = {
  readonly issuer: string;
  readonly documents: CachedDocuments;
  readonly now: () => Date;
};

const TYPED = 'oauth-authz-req+jwt'; // RFC 9101 §10.8; objects of OpenID Connect Core 1.0 §6.1 have no typ, or JWT
const LONGEST_SECONDS = 3600; // FAPI 2.0 Message Signing §5.3.1
/** What a JWT says of itself. All else is a parameter. */
const OF_THE_JWT = ['iss', 'aud', 'exp', 'iat', 'nbf', 'jti'];
/** What would make it another kind of JWT, or hide one request in another (RFC 9101 §4, RFC 9101 §10.8). */
const NEVER = ['sub', 'request', 'request_uri'];
const WAY_BACK = ['redirect_uri', 'response_type', 'response_mode', 'state'];

/**
 * The parameters in an object that this client signed (RFC 9101 §4, OpenID Connect Core 1.0 §6.1), which then are all that
 * counts. Throws where it did not sign it with a key and an algorithm of its own, or not for this server, or not for now.
 * `fetched`: it comes from an address of its client's, which may take it away itself, and so need not say when it ends.
 */
export async function readRequestObject(
  object: string,
  client: Client,
  deps: RequestObjectDeps,
  { fetched }: { readonly fetched: boolean },
): Promise<URLSearchParams> {
  if (/^none$/i.test(String(unverified(object).header['alg']))) throw new OAuthError('request-object-unsigned');
  try {
    return parametersOf(await checkObject(object, client, deps, { fetched }));
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

async function checkObject(
  object: string,
  client: Client,
  deps: RequestObjectDeps,
  { fetched }: { readonly fetched: boolean },
): Promise<Claims> {
  const { profile, requestObjectSigningAlg } = client.metadata;
  const now = deps.now();
  const { claims } = await verifyJwt(object, {
    keysOf: clientKeys(client, deps.documents),
    types: [undefined, 'jwt', TYPED],
    algorithms: registeredAlgs(profile, requestObjectSigningAlg),
    now,
  });
  const { aud, exp, nbf } = claims;
  for (const name of ['iss', 'client_id'] as const) {
    if (claims[name] !== client.id) throw new JwtRefused('claims', name);
  }
  const named = Array.isArray(aud) ? aud : [aud];
  if (!named.includes(deps.issuer) || named.some((each) => typeof each !== 'string')) {
    throw new JwtRefused('claims', 'aud');
  }
  const found = NEVER.find((name) => claims[name] !== undefined);
  if (found) throw new JwtRefused('claims', found);
  const seconds = now.getTime() / 1000;
  const endless = exp === undefined && fetched && profile !== 'fapi-2';
  if (!endless && (typeof exp !== 'number' || exp > seconds + LONGEST_SECONDS)) throw new JwtRefused('claims', 'exp');
  if (profile === 'fapi-2') {
    const fresh = typeof nbf === 'number' && nbf >= seconds - LONGEST_SECONDS && Number(exp) - nbf <= LONGEST_SECONDS;
    if (!fresh) throw new JwtRefused('claims', 'nbf');
  }
  return claims;
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
