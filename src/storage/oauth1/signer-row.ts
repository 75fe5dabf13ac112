import type { FoundSigner } from '../../oauth1/model/signer.ts';
import type { Keys } from '../../secrets.ts';
import { sealing } from './consumer-row.ts';

export type SignerRow = {
  readonly key: string | null;
  readonly secret: Buffer;
  readonly token_secret: Buffer | null;
  readonly rsa_public_key: string | null;
  readonly plaintext_allowed: boolean;
  readonly now: number;
};

/** Of a consumer `c`; all null but the time where there is none. */
export const SIGNER_COLUMNS = `
  c.key, c.secret, c.rsa_public_key, c.plaintext_allowed, extract(epoch FROM now() + $1::interval)::float8 AS now`;

/** `tokenHash`: of the token that the request names, which the row's token secret belongs to. */
export function toSigner([row]: readonly SignerRow[], keys: Keys, tokenHash: Buffer | undefined): FoundSigner {
  if (!row) throw new Error('a row is always there');
  const { openConsumer, openToken } = sealing(keys);
  if (row.key === null) return { signer: undefined, now: row.now };
  const tokenSecret = row.token_secret && tokenHash ? openToken(row.token_secret, tokenHash) : '';
  return {
    signer: {
      consumerSecret: openConsumer(row.secret, row.key),
      tokenSecret,
      rsaPublicKey: row.rsa_public_key ?? undefined,
      plaintextAllowed: row.plaintext_allowed,
    },
    now: row.now,
  };
}
