// SQL of its own: one statement proves, rotates and issues, on the row that is locked.
import type { ChainIssued, ClientChainStore, LineRotated } from '../oauth/model/client-chain.ts';
import { introspected, type TokenRow } from './access-token.ts';
import type { Database, Statement } from './engine/database.ts';
import { transaction } from './engine/transaction.ts';
import { beganSince } from './sql/all-ended.ts';
import { bindingOf, factsOfClient, type IssuedRow, insertAccess, issuedFrom, toIssued } from './sql/issue.ts';
import { recently } from './sql/recently.ts';
import { allowedScope, presentScopes } from './sql/scopes.ts';

type Row = IssuedRow & {
  readonly refresh_issued_at: number;
  readonly refresh_seconds: number;
  readonly refreshes: number;
};
type RotatedRow = Row & {
  readonly seen: {
    readonly fresh: boolean;
    readonly own: boolean | null;
    readonly current: boolean | null;
    readonly alive: boolean | null;
    readonly covered: boolean | null;
  } | null;
};

/** A chain whose dialect the client still has, and whose grant. `l` the chain, `c` the client. */
const ALIVE = `l.client_id = $3 AND l.revoked_at IS NULL
  AND l.expires_at > now() + $1::interval AND l.ends_at > now() + $1::interval
  AND c.dialect = l.dialect AND (c.dialect_expires_at IS NULL OR c.dialect_expires_at > now() + $1::interval)
  AND 'client_credentials' = ANY (c.grants) AND ${beganSince('c', 'l.created_at')}`;
/** No more than was granted, and than the client may have now. */
const COVERED = `($5::text[] IS NULL OR ${presentScopes('l.scope')} @> $5 AND $8::text[] @> $5)`;
const FACTS = factsOfClient('l.client_id', allowedScope('l.scope', '$8::text[]', '$5::text[]'));

/** What a step gave, from one row of `chain`. */
const ISSUED = `${issuedFrom('chain')}, chain.refreshes,
  extract(epoch FROM coalesce(chain.rotated_at, chain.created_at))::float8 AS refresh_issued_at,
  extract(epoch FROM chain.expires_at - now() - $1::interval)::float8 AS refresh_seconds`;
const COLUMNS = 'l.id, l.refreshes, l.created_at, l.rotated_at, l.expires_at, l.ends_at';
/** The access token of `chain`. 3 client, 6 its hash, 7 its seconds, 11 its binding or null. */
const ACCESS = insertAccess('chain', { hash: '$6', seconds: '$7', binding: '$11' });
const KNOWN = `
  INSERT INTO client_line_tokens (hash, line_id, ends_at)
  SELECT token.hash, chain.id, chain.ends_at FROM chain`;

/** 2 dialect, 3 client, 4 revision, 5 scope, 6 access hash, 7 its seconds, 8 refresh hash, 9 idle seconds, 10 seconds. */
const begin: Statement = {
  name: 'begin-client-chain',
  text: `
    WITH chain AS (
      INSERT INTO client_lines (id, client_id, dialect, scope, hash, created_at, expires_at, ends_at)
      SELECT gen_random_uuid(), id, $2, $5, $8::bytea, now() + $1::interval,
        now() + $1::interval + make_interval(secs => least($9::float8, $10::float8)),
        now() + $1::interval + make_interval(secs => $10)
      FROM clients WHERE id = $3 AND revision = $4
      RETURNING id, refreshes, created_at, rotated_at, expires_at, ends_at, ${factsOfClient('client_id', 'scope')}
    ), access AS (${ACCESS}), known AS (${KNOWN}, unnest(ARRAY[$6::bytea, $8::bytea]) AS token (hash))
    SELECT ${ISSUED} FROM chain`,
};

/**
 * One UPDATE of the chain's one row proves and consumes. What it left undone is explained from the snapshot from before it
 * began: there a token is consumed only if it was consumed earlier.
 *
 * 2 hash, 3 client, 4 revision, 5 scopes or null, 6 access hash, 7 its seconds, 8 allowed, 9 successor hash, 10 idle seconds.
 */
const rotate: Statement = {
  name: 'rotate-client-chain',
  text: `
    WITH chain AS (
      UPDATE client_lines l SET hash = $9::bytea, previous_hash = l.hash, rotated_at = now() + $1::interval,
        refreshes = l.refreshes + 1, expires_at = least(now() + $1::interval + make_interval(secs => $10), l.ends_at)
      FROM clients c, client_line_tokens t
      WHERE t.hash = $2 AND l.id = t.line_id AND l.hash = $2 AND c.id = l.client_id AND c.revision = $4
        AND ${ALIVE} AND ${COVERED}
      RETURNING ${COLUMNS}, ${FACTS}
    ), access AS (${ACCESS}), known AS (${KNOWN}, unnest(ARRAY[$6::bytea, $9::bytea]) AS token (hash))
    SELECT ${ISSUED},
      CASE WHEN chain.id IS NULL THEN (
        SELECT json_build_object('fresh', EXISTS (SELECT FROM clients WHERE id = $3 AND revision = $4),
          'own', l.client_id = $3, 'current', l.hash = $2, 'alive', ${ALIVE}, 'covered', ${COVERED})
        FROM (SELECT) nothing LEFT JOIN client_line_tokens t ON t.hash = $2
        LEFT JOIN client_lines l ON l.id = t.line_id LEFT JOIN clients c ON c.id = l.client_id
      ) END AS seen
    FROM (SELECT) one LEFT JOIN chain ON true`,
};

/** The numbers are those of `rotate`; 9 successor hashes, 10 grace seconds. */
const retry: Statement = {
  name: 'retry-client-chain',
  text: `
    WITH next AS MATERIALIZED (
      SELECT ${COLUMNS}, l.hash, ${COVERED} AS covered, ${FACTS}
      FROM client_line_tokens t JOIN client_lines l ON l.id = t.line_id AND l.previous_hash = $2
      JOIN clients c ON c.id = l.client_id AND c.revision = $4
      WHERE t.hash = $2 AND $10 > 0 AND l.hash = ANY ($9::bytea[]) AND ${ALIVE} AND ${recently('l.rotated_at', '$10')}
      FOR UPDATE OF l
    ), chain AS (SELECT * FROM next WHERE covered),
    access AS (${ACCESS}), known AS (${KNOWN}, (SELECT $6::bytea) AS token (hash))
    SELECT next.hash AS successor, next.covered, ${ISSUED} FROM next LEFT JOIN chain ON true`,
};

/** 2 hash, 3 client, 4 reason. */
const END = `
  WITH ended AS (
    UPDATE client_lines l SET revoked_at = now() + $1::interval FROM client_line_tokens t
    WHERE t.hash = $2 AND l.id = t.line_id AND l.client_id = $3 AND l.revoked_at IS NULL
    RETURNING l.id
  ), audit AS (
    INSERT INTO audit_events (at, event, client_id) SELECT now() + $1::interval, $4, $3 FROM ended
  )
  SELECT id FROM ended`;
const END_ACCESS =
  'DELETE FROM access_tokens WHERE hash = ANY (ARRAY(SELECT hash FROM client_line_tokens WHERE line_id = $1))';

/** 2 hash, 3 caller, 4 its revision. */
const introspect: Statement = {
  name: 'introspect-client-chain',
  text: `
    SELECT t.* FROM clients caller LEFT JOIN (
      SELECT l.client_id, l.client_id AS subject, l.scope, NULL::float8 AS issued_at,
        extract(epoch FROM l.expires_at)::float8 AS expires_at
      FROM client_line_tokens known JOIN client_lines l ON l.id = known.line_id JOIN clients c ON c.id = l.client_id
      WHERE known.hash = $2 AND l.hash = $2 AND ${ALIVE}
    ) t ON true
    WHERE caller.id = $3 AND caller.revision = $4`,
};

export function clientChainStore(database: Database): ClientChainStore {
  return {
    async begin({ clientId, revision, dialect, scope, access, refresh }) {
      const tokens = [
        access.hash,
        access.seconds ?? null,
        refresh.hash,
        refresh.idleSeconds,
        refresh.seconds,
        bindingOf(access),
      ];
      const [row] = await database.run<Row>(begin, [dialect, clientId, revision, scope, ...tokens]);
      return row ? issued(row) : 'stale';
    },
    async rotate({ hash, clientId, revision, scopes, allowed, access, successor }): Promise<LineRotated> {
      const asked = [hash, clientId, revision, scopes ?? null, access.hash, access.seconds ?? null, allowed];
      const [row] = await database.run<RotatedRow>(rotate, [
        ...asked,
        successor.hash,
        successor.idleSeconds,
        bindingOf(access),
      ]);
      if (row && row.scope !== null) return { outcome: 'rotated', ...issued(row) };
      const seen = row?.seen;
      if (seen?.fresh === false) return { outcome: 'stale' };
      if (!seen?.own) return { outcome: 'refused' };
      if (!seen.current) return { outcome: 'consumed', before: true };
      if (!seen.alive) return { outcome: 'refused' };
      return seen.covered ? { outcome: 'consumed', before: false } : { outcome: 'wider' };
    },
    async retry({ hash, clientId, revision, scopes, allowed, access, successors, graceSeconds }) {
      const asked = [hash, clientId, revision, scopes ?? null, access.hash, access.seconds ?? null, allowed];
      type RetriedRow = Row & { readonly successor: Buffer };
      const [row] = await database.run<RetriedRow>(retry, [...asked, successors, graceSeconds, bindingOf(access)]);
      if (!row) return 'refused';
      return row.scope === null ? 'wider' : { successor: row.successor, ...issued(row) };
    },
    async end(hash, clientId, reason) {
      await transaction(database, async (client) => {
        // The second statement sees what a rotation issued for which the first one waited.
        const values = [`${database.offsetMs} milliseconds`, hash, clientId, reason];
        const { rows } = await client.query<{ id: string }>(END, values);
        if (rows[0]) await client.query(END_ACCESS, [rows[0].id]);
      });
    },
    async introspect(hash, caller) {
      const [row] = await database.run<TokenRow>(introspect, [hash, caller.clientId, caller.revision]);
      return introspected(row);
    },
  };
}

function issued(row: Row): ChainIssued {
  return {
    issued: toIssued(row),
    refreshIssuedAt: row.refresh_issued_at,
    refreshSeconds: row.refresh_seconds,
    refreshes: row.refreshes,
  };
}
