/** What the server signs with (RFC 7518 §3.1, RFC 8037 §3.1). */
export const SIGNING_ALGS = ['RS256', 'ES256', 'PS256', 'EdDSA'] as const;
export type SigningAlg = (typeof SIGNING_ALGS)[number];

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
  readonly signsAt: Date;
  /** An emergency: nothing that it signed counts any more. */
  readonly revokedAt: Date | undefined;
};

/** A private key as a JWK in JSON, to be encrypted where it is stored. */
export type NewSigningKey = Pick<SigningKey, 'kid' | 'alg' | 'generation' | 'publicJwk'> & {
  readonly privateJwk: string;
  /** Seconds from now. */
  readonly signsIn: number;
};

export type SigningKeyStore = {
  /** Every key with its private part, the oldest first. One whose private part cannot be opened (SECRET was lost) comes without. */
  list(): Promise<readonly (SigningKey & { readonly privateJwk: string | undefined })[]>;
  /** False, and nothing is stored, where there is one of this algorithm and generation. */
  add(key: NewSigningKey): Promise<boolean>;
};

/**
 * Signs with one key. Where the key is, is its own affair: in this process, or in a KMS or HSM that is asked.
 */
export type Signer = {
  readonly kid: string;
  readonly alg: SigningAlg;
  /** These bytes as a JWS in compact form (RFC 7515 §7.1); `typ` says what they are, so that no kind serves as another (RFC 8725 §3.11). */
  sign(payload: Uint8Array, typ: string): Promise<string>;
};

/** The server's keys, as this instance knows them. */
export type Keyring = {
  /** What signs with this algorithm now. */
  signer(alg: SigningAlg): Promise<Signer>;
  /** What is published (RFC 7517 §5): keys before they sign, and while anything that they signed may live. */
  jwks(): Promise<{ readonly keys: readonly PublicJwk[] }>;
};
