import type { Administrator } from '../../events.ts';

/** What the server signs with (RFC 7518 §3.1, RFC 8037 §3.1). */
export const SIGNING_ALGS = ['RS256', 'ES256', 'PS256', 'EdDSA'] as const;
export type SigningAlg = (typeof SIGNING_ALGS)[number];

export function isSigningAlg(name: string): name is SigningAlg {
  return SIGNING_ALGS.some((alg) => alg === name);
}

/** A public key as a JWK Set has it (RFC 7517 §4): public members only. */
export type PublicJwk = Readonly<Record<string, unknown>> & {
  readonly kid: string;
  readonly alg: SigningAlg;
  readonly use: 'sig';
};

/** A generation of an algorithm's keys. The next one ends its signing. */
export type SigningKey = {
  readonly kid: string;
  readonly alg: SigningAlg;
  /** Counts up from 1. */
  readonly generation: number;
  readonly publicJwk: PublicJwk;
  readonly createdAt: Date;
  /** From when it is in the published set; undefined: since it was made. */
  readonly publishedAt: Date | undefined;
  readonly signsAt: Date;
  /** An emergency: nothing that it signed counts any more. */
  readonly revokedAt: Date | undefined;
};

/** A private key as a JWK in JSON, to be encrypted where it is stored. */
export type NewSigningKey = Pick<SigningKey, 'kid' | 'alg' | 'generation' | 'publicJwk'> & {
  readonly privateJwk: string;
  /** Seconds from now, both; it is published first. */
  readonly publishedIn: number;
  readonly signsIn: number;
};

/** What is done stands in the audit trail, or has not been done. */
export type SigningKeyStore = {
  /** Every key, by algorithm and the oldest first. */
  list(): Promise<readonly SigningKey[]>;
  /** The private part; undefined where it cannot be opened, since SECRET was lost. */
  privateJwk(kid: string): Promise<string | undefined>;
  /** False, and nothing is stored, where there is one of this algorithm and generation. `by`: undefined where the server does it on its own. */
  add(key: NewSigningKey, by?: Administrator): Promise<boolean>;
  /** Ends what it signed, and puts the replacement in its place. False where there is no such key, or it was revoked before. */
  revoke(kid: string, replacement: NewSigningKey, by: Administrator): Promise<boolean>;
};

/** What a key does now; `kept`: it signs no more, and is published while something that it signed may live. */
export type KeyState = 'next' | 'signing' | 'kept' | 'gone' | 'revoked';

/** The longest that anything signed can live: an access token of 30 days, and a day for what was forgotten. */
export const SIGNED_LIVES_SECONDS = 31 * 86_400;

/** When a key signs no more, because the next one does; undefined: there is no next one. */
export function endOfSigning(key: SigningKey, keys: readonly SigningKey[]): Date | undefined {
  return keys.find(({ alg, generation }) => alg === key.alg && generation === key.generation + 1)?.signsAt;
}

/** What this key of these keys does at a moment. */
export function keyState(key: SigningKey, keys: readonly SigningKey[], now: Date): KeyState {
  if (key.revokedAt) return 'revoked';
  if (key.signsAt > now) return 'next';
  const ended = endOfSigning(key, keys);
  if (!ended || ended > now) return 'signing';
  return ended.getTime() + SIGNED_LIVES_SECONDS * 1000 > now.getTime() ? 'kept' : 'gone';
}

/** Whether this key of these keys is in the published set at a moment (RFC 7517 §5). */
export function isPublished(key: SigningKey, keys: readonly SigningKey[], now: Date): boolean {
  return (key.publishedAt ?? now) <= now && !['revoked', 'gone'].includes(keyState(key, keys, now));
}

/**
 * Signs with one key. Where the key is, is its own affair: in this process, or in a KMS or HSM that is asked.
 */
export type Signer = {
  readonly kid: string;
  readonly alg: SigningAlg;
  /** These bytes as a JWS in compact form (RFC 7515 §7.1); `typ` says what they are, so that no kind serves as another (RFC 8725 §3.11). */
  sign(payload: Uint8Array, typ: string): Promise<string>;
};

/** The server's keys, as this instance knows them: as they were a second ago at most. */
export type Keyring = {
  /** What signs with this algorithm now. */
  signer(alg: SigningAlg): Promise<Signer>;
  /** What is published (RFC 7517 §5): keys before they sign, and while anything that they signed may live. */
  jwks(): Promise<{ readonly keys: readonly PublicJwk[] }>;
  /**
   * What a key of ours signed as this `typ`; undefined for everything else, and for what a revoked key signed. The header
   * selects among published keys and gives neither key nor algorithm (RFC 8725 §3.1).
   */
  verify(jws: string, typ: string): Promise<Uint8Array | undefined>;
};
