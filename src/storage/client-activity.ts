// SQL of its own: counts are added in batches (ON CONFLICT), and the last hours looked up by LATERAL.
import { type ClientActivityStore, MOST_PEOPLE } from '../oauth/model/client-activity.ts';
import { batch } from './engine/batch.ts';
import type { Database } from './engine/database.ts';
import { beganSince } from './sql/all-ended.ts';

type Count = {
  issued: number;
  refused: number;
  withPkce: number;
  withoutPkce: number;
  dialect: number;
  password: number;
  implicit: number;
};
type SummaryRow = {
  readonly issued: number;
  readonly refused: number;
  readonly with_pkce: number;
  readonly without_pkce: number;
  readonly dialect: number;
  readonly by_password: number;
  readonly by_implicit: number;
  readonly last_issued_at: Date | null;
  readonly today: number;
  readonly live: number | null;
  readonly people: { readonly live: number; readonly looked: number };
};

const MOST_WAITING = 10_000; // applications; more are not counted until the next batch

/** What applications did, counted in memory and added to the hour every few seconds. */
export function clientActivityStore(
  database: Database,
  { seconds = 5, onError }: { readonly seconds?: number; readonly onError: (error: unknown) => void },
): ClientActivityStore {
  const offset = `${database.offsetMs} milliseconds`;
  let waiting = new Map<string, Count>();
  const writer = batch({
    seconds,
    onError,
    async write() {
      if (waiting.size === 0) return;
      const counts = [...waiting.entries()];
      waiting = new Map();
      const of = (pick: (count: Count) => number) => counts.map(([, count]) => pick(count));
      await database.pool.query(WRITE, [
        offset,
        counts.map(([id]) => id),
        of((count) => count.issued),
        of((count) => count.refused),
        of((count) => count.withPkce),
        of((count) => count.withoutPkce),
        of((count) => count.dialect),
        of((count) => count.password),
        of((count) => count.implicit),
      ]);
    },
  });
  return {
    record(clientId, { outcome, pkce, dialect, legacy }) {
      let count = waiting.get(clientId);
      if (!count) {
        if (waiting.size >= MOST_WAITING) return;
        count = { issued: 0, refused: 0, withPkce: 0, withoutPkce: 0, dialect: 0, password: 0, implicit: 0 };
        waiting.set(clientId, count);
      }
      if (outcome !== undefined) count[outcome] += 1;
      if (dialect) count.dialect += 1;
      if (legacy) count[legacy] += 1;
      if (pkce !== undefined) count[pkce ? 'withPkce' : 'withoutPkce'] += 1;
      writer.expect();
    },
    flush: writer.flush,
    close: writer.close,
    async summary(clientId, days, tokenSeconds) {
      const values = [offset, clientId, days, tokenSeconds ?? null];
      const { rows } = await database.pool.query<SummaryRow>(SUMMARY, values);
      const [row] = rows;
      return {
        issued: row?.issued ?? 0,
        refused: row?.refused ?? 0,
        withPkce: row?.with_pkce ?? 0,
        withoutPkce: row?.without_pkce ?? 0,
        dialect: row?.dialect ?? 0,
        legacy: { password: row?.by_password ?? 0, implicit: row?.by_implicit ?? 0 },
        lastIssuedAt: row?.last_issued_at ?? undefined,
        today: row?.today ?? 0,
        liveTokens: row?.live ?? undefined,
        people: row?.people.live ?? 0,
        allPeople: (row?.people.looked ?? 0) < MOST_PEOPLE,
      };
    },
  };
}

/**
 * Waits for whoever deletes an application, and leaves it out. In the order of the key, so that two servers that write at once
 * cannot wait for each other.
 */
const WRITE = `
  INSERT INTO client_activity AS had (client_id, hour, issued, refused, with_pkce, without_pkce, dialect, by_password,
    by_implicit, last_at, last_issued_at)
  SELECT new.client_id, date_trunc('hour', now() + $1::interval, 'UTC'), new.issued, new.refused, new.with_pkce,
    new.without_pkce, new.dialect, new.by_password, new.by_implicit, now() + $1::interval,
    CASE WHEN new.issued > 0 THEN now() + $1::interval END
  FROM unnest($2::text[], $3::int[], $4::int[], $5::int[], $6::int[], $7::int[], $8::int[], $9::int[])
    AS new (client_id, issued, refused, with_pkce, without_pkce, dialect, by_password, by_implicit)
  WHERE EXISTS (SELECT FROM clients WHERE clients.id = new.client_id FOR KEY SHARE)
  ORDER BY 1
  ON CONFLICT (client_id, hour) DO UPDATE SET
    issued = had.issued + excluded.issued, refused = had.refused + excluded.refused,
    with_pkce = had.with_pkce + excluded.with_pkce, without_pkce = had.without_pkce + excluded.without_pkce,
    dialect = had.dialect + excluded.dialect, by_password = had.by_password + excluded.by_password,
    by_implicit = had.by_implicit + excluded.by_implicit,
    last_at = excluded.last_at, last_issued_at = coalesce(excluded.last_issued_at, had.last_issued_at)`;

/** SQL for when an application ($id) last got a token. Of hours that an older release wrote, the last of anything is known. */
export const LAST_ISSUED = (id: string) => `
  SELECT coalesce(last_issued_at, last_at) AS at FROM client_activity
  WHERE client_id = ${id} AND issued > 0 ORDER BY hour DESC LIMIT 1`;

/** The part of an hour that lies within the life of a token, and after all that the application held was ended. */
const WITHIN_LIFE = `greatest(0, least(1, 1 - extract(epoch FROM greatest(
    now() + $1::interval - make_interval(secs => $4), (SELECT all_ended_at FROM clients WHERE id = $2)) - hour) / 3600))`;

/** The sum of a busy month is more than an int; a double is exact to 2^53. */
const SUMMARY = `
  SELECT coalesce(sum(issued), 0)::float8 AS issued, coalesce(sum(refused), 0)::float8 AS refused,
    coalesce(sum(with_pkce), 0)::float8 AS with_pkce, coalesce(sum(without_pkce), 0)::float8 AS without_pkce,
    coalesce(sum(dialect), 0)::float8 AS dialect,
    coalesce(sum(by_password), 0)::float8 AS by_password, coalesce(sum(by_implicit), 0)::float8 AS by_implicit,
    (${LAST_ISSUED('$2')}) AS last_issued_at,
    coalesce(sum(issued + refused) FILTER (WHERE hour >= date_trunc('day', now() + $1::interval, 'UTC')), 0)::float8 AS today,
    CASE WHEN $4::float8 IS NOT NULL THEN round(coalesce(sum(issued * ${WITHIN_LIFE}), 0))::float8 END AS live,
    (SELECT jsonb_build_object('looked', count(*), 'live', count(*) FILTER (WHERE live))
      FROM (SELECT ${beganSince('c', 's.last_used_at')} AS live FROM consents s JOIN clients c ON c.id = s.client_id
      WHERE s.client_id = $2 LIMIT ${MOST_PEOPLE}) known) AS people
  FROM client_activity WHERE client_id = $2 AND hour > now() + $1::interval - make_interval(days => $3)`;
