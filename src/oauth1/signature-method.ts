import type { Signer } from './model/signer.ts';

/** What a signature is made of. */
export type Signed = {
  /** RFC 5849 §3.4.1 */
  readonly baseString: string;
  /** As sent, decoded. */
  readonly signature: string;
};

/** One way to sign (RFC 5849 §3.4). */
export type SignatureMethod = {
  /** The wire name: oauth_signature_method. */
  readonly name: string;
  /** Whether it sends the secrets themselves: over https alone, and without nonce and timestamp if the consumer likes. */
  readonly exposesSecrets: boolean;
  /** Whether this signer may use it, and made this signature; compared in constant time. */
  accepts(signed: Signed, signer: Signer): boolean;
};
