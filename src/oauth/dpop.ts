import { calculateJwkThumbprint, decodeProtectedHeader, type JWK } from 'jose';
import { digest, digestBase64url, type Keys } from '../secrets.ts';
import { keyProblem } from './check-jwks.ts';
import { OAuthError } from './errors.ts';
import type { UsedJtis } from './model/used-jti.ts';
import { parses } from './parses.ts';
import type { RuleId } from './rules/index.ts';
import { type Claims, JwtRefused, VERIFIED_ALGS, verifyJwt } from './verify-jwt.ts';

/** What proofs are signed with: no RSA of PKCS #1 v1.5, which FAPI 2.0 §5.4 forbids, and which no key made for proofs needs. */
export const PROOF_ALGS: readonly string[] = VERIFIED_ALGS.filter((alg) => !alg.startsWith('RS'));

/** The proof of a request, and what the request was (RFC 9449 §4.1). */
export type PresentedProof = {
  /** The header DPoP; several are one with commas between them. */
  readonly header: string;
  readonly method: string;
  /** Of the address that was asked, without its query. */
  readonly path: string;
};

/** What a proof is compared with, beyond its own request. */
export type ProofTerms = {
  readonly now: Date;
  /** The access token that it comes with; undefined: there is none (RFC 9449 §4.3, 12). */
  readonly accessToken?: string;
  /** As PROOF_ALGS, where not all of them count. */
  readonly algorithms?: readonly string[] | undefined;
};

/** Proofs of who has a key (RFC 9449 §4). */
export type DpopProofs = {
  /** The thumbprint of the key (jkt) that signed this proof, which is used up with it; throws OAuthError. */
  check(proof: PresentedProof, terms: ProofTerms): Promise<string>;
  /** What a client puts into its next proofs (RFC 9449 §8). */
  nonce(now: Date): string;
};

const TYP = 'dpop+jwt';
const LATE_SECONDS = 60;
const EARLY_SECONDS = 10; // FAPI 2.0 §5.3.2.1 note 4
/** How long a nonce is the newest; it counts for as long again. */
const NONCE_SECONDS = 300;
const KEY_MEMBERS = ['kty', 'crv', 'x', 'y', 'n', 'e'] as const; // RFC 7638 §3.2

/**
 * Checks proofs for addresses of this issuer. `nonceRequired`: each has a nonce of this server; otherwise one whose clock is
 * wrong. A nonce is the HMAC of its time under SECRET, so every instance knows those of the others, and nothing is stored.
 */
export function dpopProofs({
  keys,
  usedJtis,
  issuer,
  nonceRequired,
}: {
  readonly keys: Keys;
  readonly usedJtis: UsedJtis;
  readonly issuer: string;
  readonly nonceRequired: boolean;
}): DpopProofs {
  // A request that is decided again, because its client changed meanwhile, has used its proof already.
  const used = new WeakSet<PresentedProof>();
  const periodOf = (now: Date) => Math.floor(now.getTime() / 1000 / NONCE_SECONDS);
  // The next one too: the clock of another instance may be ahead.
  const isNonce = (nonce: unknown, now: Date) =>
    typeof nonce === 'string' &&
    [0, -1, 1].some((ago) => {
      const mac = Buffer.from(nonce, 'base64url');
      return mac.toString('base64url') === nonce && keys.verify('dpop-nonce', String(periodOf(now) + ago), mac);
    });
  return {
    nonce: (now) => keys.mac('dpop-nonce', String(periodOf(now))).toString('base64url'),
    async check(proof, { now, accessToken, algorithms = PROOF_ALGS }) {
      const { claims, jkt } = await readProof(proof.header, { now, algorithms });
      const { htm, jti, iat, ath, nonce } = claims;
      if (htm !== proof.method) throw refused('dpop-proof-elsewhere', `htm ${shown(htm)}`);
      if (!isSame(claims['htu'], issuer + proof.path)) {
        throw refused('dpop-proof-elsewhere', `htu ${shown(claims['htu'])}`);
      }
      if (typeof jti !== 'string' || jti === '') throw refused('dpop-proof-malformed', 'jti');
      if (typeof iat !== 'number') throw refused('dpop-proof-malformed', 'iat');
      if (accessToken !== undefined && ath !== digestBase64url(accessToken)) throw refused('dpop-proof-other-token');
      if (nonce !== undefined && !isNonce(nonce, now)) throw refused('dpop-nonce-stale');
      if (nonce === undefined && nonceRequired) throw refused('dpop-nonce-missing');
      const age = now.getTime() / 1000 - iat;
      // RFC 9449 §4.3, 11: the time of the nonce stands for that of the client.
      if (nonce === undefined && (age > LATE_SECONDS || age < -EARLY_SECONDS)) {
        throw refused('dpop-proof-not-now', `iat ${iat}`);
      }
      if (used.has(proof)) return jkt;
      const until = nonce === undefined ? iat + LATE_SECONDS : (periodOf(now) + 3) * NONCE_SECONDS;
      const hash = digest(JSON.stringify(['dpop', proof.method, proof.path, jkt, jti]));
      if (!(await usedJtis.use(hash, new Date(until * 1000)))) throw refused('dpop-proof-used');
      used.add(proof);
      return jkt;
    },
  };
}

/** The claims of a proof that the key in its own header signed (RFC 9449 §4.3, 1 to 7), and the thumbprint of that key. */
async function readProof(
  header: string,
  { now, algorithms }: { readonly now: Date; readonly algorithms: readonly string[] },
): Promise<{ readonly claims: Claims; readonly jkt: string }> {
  if (header.includes(',')) throw refused('dpop-proof-repeated');
  let key: JWK = {};
  try {
    const { claims } = await verifyJwt(header, {
      types: [TYP],
      algorithms,
      now,
      anyIat: true,
      async keysOf({ alg, kid }) {
        const { jwk } = decodeProtectedHeader(header);
        const problem = await keyProblem(jwk);
        if (!jwk || problem) throw new JwtRefused('key', `jwk ${problem ?? 'unreadable'}`);
        key = Object.fromEntries(KEY_MEMBERS.map((name) => [name, jwk[name]])) as JWK;
        return { keys: [{ ...key, alg, ...(kid === undefined ? {} : { kid }) }] };
      },
    });
    return { claims, jkt: await calculateJwkThumbprint(key) };
  } catch (error) {
    if (error instanceof JwtRefused) {
      throw refused('dpop-proof-malformed', [error.fault, error.sent].filter(Boolean).join(' '));
    }
    throw error;
  }
}

/** Whether this is the address, whatever query and fragment it has (RFC 9449 §4.3, 9; RFC 3986 §6.2.2). */
function isSame(htu: unknown, expected: string): boolean {
  if (typeof htu !== 'string' || !parses(htu)) return false;
  const url = new URL(htu);
  url.search = '';
  url.hash = '';
  return url.href === new URL(expected).href;
}

function shown(claim: unknown): string {
  return claim === undefined ? 'missing' : typeof claim === 'string' ? claim : JSON.stringify(claim);
}

/** No change of its client makes it a better proof. */
function refused(rule: RuleId, sent?: string): OAuthError {
  return new OAuthError(rule, sent, { certain: true });
}
