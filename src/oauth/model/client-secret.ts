/** One of the secrets of a confidential client. */
export type ClientSecret = {
  /** SHA-256 of the secret. */
  readonly hash: Buffer;
  /** Its last three characters. */
  readonly hint: string;
  readonly createdAt: Date;
  /** When a replaced one stops working, or one that has an end of its own; undefined: live until replaced. */
  readonly expiresAt: Date | undefined;
  /** What its owner calls it; undefined: the main one, or the one that it replaced. */
  readonly name: string | undefined;
  /** To some minutes; undefined: nobody has used it yet. */
  readonly lastUsedAt: Date | undefined;
  /** When it first came in the address of a request; undefined: never. */
  readonly leakedAt: Date | undefined;
  /** The application had it when it changed hands: whoever owned it before knows it. */
  readonly handedOn: boolean;
};

/** A new secret as it is stored; the value itself is known once, where it was made (oauth/client-secret.ts). */
export type NewClientSecret = Pick<ClientSecret, 'hash' | 'hint'>;

/** How many secrets with names an application has at once, beside the main one, which is rotated. */
export const MOST_NAMED_SECRETS = 4;

/** A secret with a name. `seconds`: how long it works; undefined: until it is ended. */
export type NewNamedSecret = NewClientSecret & { readonly name: string; readonly seconds: number | undefined };
