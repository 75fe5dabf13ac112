// SQL of its own: the hot path: one statement uses the nonce and works out the scope; the list gathers by application.
import type { AllowedConsumer, OAuth1TokenStore } from '../../oauth1/model/access-token.ts';
import type { Keys } from '../../secrets.ts';
import { auditedByPrisma } from '../audit-event.ts';
import type { Database, Statement } from '../engine/database.ts';
import { enabledUser } from '../sql/enabled-user.ts';
import { ACTIVE, MAY_CARRY, nonceValues, useNonce } from '../sql/nonce.ts';
import { allowedScope } from '../sql/scopes.ts';
import { SIGNER_COLUMNS, type SignerRow, toSigner } from './signer-row.ts';

/** 2 consumer, 3 hash. */
const findSigner: Statement = {
  name: 'oauth1-find-signer',
  text: `SELECT ${SIGNER_COLUMNS}, t.secret AS token_secret FROM (SELECT) one LEFT JOIN (
      oauth1_access_tokens t JOIN oauth1_consumers c ON c.key = t.consumer_key AND ${ACTIVE}
    ) ON t.hash = $3 AND t.consumer_key = $2 AND ${enabledUser('t.user_id')}`,
};

/**
 * What of its scope the consumer may still have is worked out at every use: the token has no end.
 * 2 consumer, 3 nonce, 4 timestamp, 5 hash, 6 caller, 7 its revision.
 */
const use: Statement = {
  name: 'oauth1-use-access-token',
  text: `
    WITH caller AS MATERIALIZED (
      SELECT id FROM clients WHERE id = $6 AND revision = $7
    ), ${useNonce('$3', '$4', 'EXISTS (SELECT FROM caller)')}, live AS MATERIALIZED (
      SELECT t.hash, t.user_id, ${allowedScope('t.scope', MAY_CARRY)} AS scope, t.created_at, t.last_used_at
      FROM fresh, oauth1_access_tokens t JOIN oauth1_consumers c ON c.key = t.consumer_key
      WHERE t.hash = $5 AND t.consumer_key = $2 AND ${ACTIVE} AND ${enabledUser('t.user_id')}
    ), touched AS (
      UPDATE oauth1_access_tokens t SET last_used_at = now() + $1::interval FROM live
      WHERE t.hash = live.hash AND live.last_used_at < now() + $1::interval - interval '5 minutes'
    )
    SELECT EXISTS (SELECT FROM caller) AS unchanged, EXISTS (SELECT FROM fresh) AS fresh, live.user_id, live.scope,
      extract(epoch FROM live.created_at)::float8 AS issued_at
    FROM (SELECT) one LEFT JOIN live ON true`,
};

const LIST = `
  SELECT c.key, c.name, c.homepage, o.name AS owner_name, c.verified OR coalesce(o.is_admin, false) AS verified,
    string_agg(t.scope, ' ' ORDER BY t.created_at) AS scope, min(t.created_at) AS created_at, max(t.last_used_at) AS last_used_at
  FROM oauth1_access_tokens t JOIN oauth1_consumers c ON c.key = t.consumer_key LEFT JOIN users o ON o.id = c.owner_id
  WHERE t.user_id = $1::uuid GROUP BY c.key, o.id ORDER BY last_used_at DESC, c.key`;

export function oauth1TokenStore(database: Database, { keys }: { readonly keys: Keys }): OAuth1TokenStore {
  return {
    async findSigner(consumerKey, hash) {
      return toSigner(await database.run<SignerRow>(findSigner, [consumerKey, hash]), keys, hash);
    },
    async use({ consumerKey, nonce, hash, caller }) {
      const values = [consumerKey, ...nonceValues(nonce), hash, caller.clientId, caller.revision];
      const [row] = await database.run<UsedRow>(use, values);
      if (!row?.unchanged) return 'stale';
      if (!row.fresh) return 'replayed';
      if (row.user_id === null) return 'refused';
      return { subject: row.user_id, scope: row.scope, issuedAt: Math.floor(row.issued_at) };
    },
    async list(userId) {
      const { rows } = await database.pool.query<AllowedRow>(LIST, [userId]);
      return rows.map(toAllowed);
    },
    async revoke(userId, consumerKey, from) {
      if (consumerKey.includes('\0')) return false;
      const where = { userId, consumerKey };
      return auditedByPrisma(database, from, async (within, record) => {
        // In this order: an exchange under way holds what was approved until its token is there to be seen.
        const pending = await within.oauth1RequestToken.deleteMany({ where });
        const tokens = await within.oauth1AccessToken.deleteMany({ where });
        const ended = pending.count + tokens.count > 0;
        if (ended) await record('consent.revoked', { userId, clientId: consumerKey });
        return ended;
      });
    },
  };
}

type UsedRow = {
  readonly unchanged: boolean;
  readonly fresh: boolean;
  readonly user_id: string | null;
  readonly scope: string;
  readonly issued_at: number;
};

type AllowedRow = {
  readonly key: string;
  readonly name: string;
  readonly homepage: string;
  readonly owner_name: string | null;
  readonly verified: boolean;
  readonly scope: string;
  readonly created_at: Date;
  readonly last_used_at: Date;
};

function toAllowed({ key, name, homepage, owner_name, verified, ...row }: AllowedRow): AllowedConsumer {
  return {
    consumer: { key, name, homepage, ownerName: owner_name ?? undefined, verified },
    scopes: [...new Set(row.scope.split(' ').filter((scope) => scope !== ''))],
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
  };
}
