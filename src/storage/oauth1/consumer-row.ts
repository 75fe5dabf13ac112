import type { Consumer, ListedConsumer } from '../../oauth1/model/consumer.ts';
import type { Keys } from '../../secrets.ts';

export type ConsumerRow = {
  readonly key: string;
  readonly owner_id: string | null;
  readonly owner_name: string | null;
  readonly name: string;
  readonly homepage: string;
  readonly callback_url: string | null;
  readonly support_url: string | null;
  readonly scopes: string[];
  readonly rsa_public_key: string | null;
  readonly plaintext_allowed: boolean;
  readonly in_review: boolean;
  readonly verified: boolean;
  readonly rejected_at: Date | null;
  readonly note: string | null;
  readonly revision: number;
  readonly disabled_at: Date | null;
  readonly created_at: Date;
};

export type ListedConsumerRow = ConsumerRow & {
  readonly tokens: number;
  readonly last_used_at: Date | null;
  readonly total: number;
};

/** All but the secret: only what checks a signature reads that. */
export const CONSUMER_COLUMNS = `
  c.key, c.owner_id, c.name, c.homepage, c.callback_url, c.support_url, c.scopes, c.rsa_public_key, c.plaintext_allowed,
  c.in_review, c.verified, c.rejected_at, c.note, c.revision, c.disabled_at, c.created_at`;

export function toConsumer(row: ConsumerRow): Consumer {
  return {
    key: row.key,
    name: row.name,
    homepage: row.homepage,
    callbackUrl: row.callback_url ?? undefined,
    supportUrl: row.support_url ?? undefined,
    ownerId: row.owner_id ?? undefined,
    ownerName: row.owner_name ?? undefined,
    scopes: row.scopes,
    rsaPublicKey: row.rsa_public_key ?? undefined,
    plaintextAllowed: row.plaintext_allowed,
    state: row.disabled_at !== null ? 'disabled' : row.in_review ? 'review' : 'active',
    verified: row.verified,
    rejectedAt: row.rejected_at ?? undefined,
    note: row.note ?? undefined,
    revision: row.revision,
    createdAt: row.created_at,
  };
}

export function toListedConsumer(row: ListedConsumerRow): ListedConsumer {
  return { ...toConsumer(row), tokens: row.tokens, lastUsedAt: row.last_used_at ?? undefined };
}

/** Secrets as they stand in the tables: bound to their row, so that none can be moved to another one. */
export function sealing(keys: Keys) {
  const ofConsumer = (key: string) => `oauth1_consumers ${key}`;
  const ofToken = (hash: Buffer) => `oauth1_tokens ${hash.toString('base64url')}`;
  return {
    sealConsumer: (secret: string, key: string) => keys.seal('oauth1-secret', secret, ofConsumer(key)),
    openConsumer: (sealed: Buffer, key: string) => keys.open('oauth1-secret', sealed, ofConsumer(key)),
    sealToken: (secret: string, hash: Buffer) => keys.seal('oauth1-secret', secret, ofToken(hash)),
    openToken: (sealed: Buffer, hash: Buffer) => keys.open('oauth1-secret', sealed, ofToken(hash)),
  };
}
