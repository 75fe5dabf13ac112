import { createLocalJWKSet, errors, type JSONWebKeySet, jwtVerify } from 'jose';
import { readObject } from './strict-json.ts';

/** What others sign with, to be taken by this server: asymmetric alone (RFC 8725 §3.1, FAPI 2.0 §5.4). */
export const VERIFIED_ALGS = [
  ...['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512'],
  ...['ES256', 'ES384', 'ES512', 'EdDSA', 'Ed25519'],
] as const;

/** The public keys of whoever should have signed. `header`: its kid and alg select among them, nothing in it is a key. */
export type KeysOf = (header: JwtHeader) => Promise<JSONWebKeySet | undefined>;
export type JwtHeader = { readonly alg: string; readonly kid: string | undefined; readonly typ: string | undefined };
export type Claims = Readonly<Record<string, unknown>>;

/** What is wrong with a JWT; for the eyes of whoever it stands for. */
export type JwtFault =
  | 'keys-not-fetched'
  | 'keys-not-taken'
  | 'malformed'
  | 'header'
  | 'type'
  | 'algorithm'
  | 'key'
  | 'signature'
  | 'claims'
  | 'expired'
  | 'early';

/** It does not count. `sent` is what was at fault, never the JWT. */
export class JwtRefused extends Error {
  readonly fault: JwtFault;
  readonly sent: string | undefined;

  constructor(fault: JwtFault, sent?: string) {
    super(`a JWT was refused: ${fault}`);
    this.name = 'JwtRefused';
    this.fault = fault;
    this.sent = sent?.slice(0, 200);
  }
}

const EARLY_SECONDS = 10; // FAPI 2.0 §5.3.2.1 note 4: clocks differ by so much
const TIMES = ['exp', 'iat', 'nbf'] as const;
const REFUSED_HEADERS = ['crit', 'b64', 'zip'] as const; // no extension of RFC 7515 §4.1.11 is known

/**
 * The claims of a JWT that somebody else signed, its times checked; throws JwtRefused. `types`: the header's `typ` is one of
 * them, undefined for none (RFC 8725 §3.11); `algorithms`: as they are registered, whatever the header says. Who it is by and
 * for is the caller's to check.
 */
export async function verifyJwt(
  token: string,
  {
    keysOf,
    types,
    algorithms = VERIFIED_ALGS,
    now,
    anyIat = false,
  }: {
    readonly keysOf: KeysOf;
    readonly types: readonly (string | undefined)[];
    readonly algorithms?: readonly string[];
    readonly now: Date;
    /** When it was made is the caller's to judge. */
    readonly anyIat?: boolean;
  },
): Promise<{ readonly header: JwtHeader; readonly claims: Claims }> {
  const { header, claims } = readJwt(token);
  if (!types.includes(header.typ)) throw new JwtRefused('type', header.typ ?? 'no typ');
  const allowed = algorithms.filter((alg) => VERIFIED_ALGS.some((known) => known === alg));
  if (!allowed.includes(header.alg)) throw new JwtRefused('algorithm', header.alg);
  const jwks = await keysOf(header);
  if (!jwks) throw new JwtRefused('key', header.kid);
  await verifySignature(token, jwks, { algorithms: allowed, now, kid: header.kid });
  checkTimes(claims, now, anyIat);
  return { header, claims };
}

/** What a JWT says, before anything of it is known to be true: which client's or issuer's keys to look for. */
export function readJwt(token: string): { readonly header: JwtHeader; readonly claims: Claims } {
  const [first = '', second = '', signature, ...rest] = token.split('.');
  const header = readPart(first);
  const claims = readPart(second);
  if (!header || !claims || !signature || rest.length > 0) throw new JwtRefused('malformed');
  const { alg, kid, typ } = header;
  if (typeof alg !== 'string') throw new JwtRefused('header', 'alg');
  if (kid !== undefined && typeof kid !== 'string') throw new JwtRefused('header', 'kid');
  if (typ !== undefined && typeof typ !== 'string') throw new JwtRefused('header', 'typ');
  const refused = REFUSED_HEADERS.find((name) => header[name] !== undefined);
  if (refused) throw new JwtRefused('header', refused);
  return { header: { alg, kid, typ: typ?.toLowerCase().replace(/^application\//, '') }, claims };
}

/** The header of a JWT that may be none, and what it claims: nothing of it is known to be true, nor that it was signed. */
export function unverified(token: string): { readonly header: Claims; readonly claims: Claims } {
  const [first = '', second = ''] = token.split('.');
  return { header: readPart(first) ?? {}, claims: readPart(second) ?? {} };
}

function readPart(part: string): Claims | undefined {
  if (!/^[\w-]+$/.test(part)) return undefined;
  try {
    return readObject(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(part, 'base64url')));
  } catch {
    return undefined; // not UTF-8
  }
}

async function verifySignature(
  token: string,
  jwks: JSONWebKeySet,
  { algorithms, now, kid }: { readonly algorithms: string[]; readonly now: Date; readonly kid: string | undefined },
): Promise<void> {
  const options = { algorithms, currentDate: now, clockTolerance: EARLY_SECONDS };
  try {
    await jwtVerify(token, createLocalJWKSet(jwks), options);
  } catch (error) {
    if (error instanceof errors.JWKSMultipleMatchingKeys) {
      for await (const key of error) {
        if (
          await jwtVerify(token, key, options).then(
            () => true,
            () => false,
          )
        )
          return;
      }
      throw new JwtRefused('signature');
    }
    throw refusalOf(error, kid);
  }
}

function refusalOf(error: unknown, kid: string | undefined): JwtRefused {
  if (error instanceof errors.JWKSNoMatchingKey) return new JwtRefused('key', kid ?? 'no kid');
  if (error instanceof errors.JWTExpired) return new JwtRefused('expired');
  if (error instanceof errors.JWTClaimValidationFailed) {
    return new JwtRefused(error.claim === 'nbf' && error.reason === 'check_failed' ? 'early' : 'claims', error.claim);
  }
  if (error instanceof errors.JWSSignatureVerificationFailed) return new JwtRefused('signature');
  return new JwtRefused('malformed');
}

/** RFC 7519 §4.1: numbers, finite, none before 1970; JSON makes an infinity of 1e400. */
function checkTimes(claims: Claims, now: Date, anyIat: boolean): void {
  for (const name of TIMES) {
    const time = claims[name];
    if (time === undefined) continue;
    if (typeof time !== 'number' || !Number.isFinite(time) || time < 0) throw new JwtRefused('claims', name);
    if (name === 'exp' || (name === 'iat' && anyIat)) continue;
    if (time > now.getTime() / 1000 + EARLY_SECONDS) throw new JwtRefused('early', name);
  }
  if (typeof claims['exp'] === 'number' && claims['exp'] <= now.getTime() / 1000) throw new JwtRefused('expired');
}
