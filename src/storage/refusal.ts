// SQL of its own: batches are added to what is there (ON CONFLICT), and trimmed by rank.
import type { RefusalStore, Refused } from '../oauth/model/refusal.ts';
import { digest } from '../secrets.ts';
import { batch } from './engine/batch.ts';
import type { Database } from './engine/database.ts';

type Waiting = { readonly refused: Refused<string>; count: number; requestId: string };

const KEPT = 50; // of one application
const LONGEST = 1000; // characters
const MOST_WAITING = 1000; // different ones; more are dropped until the next batch, and of one application those past KEPT

type Options = { readonly seconds?: number; readonly onError: (error: unknown) => void };

/** Whose refusals these are: the table, by what it names them, and where they are. */
type Kind = { readonly table: string; readonly key: string; readonly owners: string };
type Lists<Rule extends string> = Pick<RefusalStore<Rule>, 'list' | 'latest'>;

/** What was refused, counted in memory and written every few seconds. */
export function refusalStore<Rule extends string>(database: Database, options: Options): RefusalStore<Rule> {
  return storeOf({ table: 'refusals', key: 'client_id', owners: 'clients WHERE clients.id' }, database, options, {
    async list(clientId, limit) {
      const prisma = await database.prisma();
      const rows = await prisma.refusal.findMany({ where: { clientId }, ...LATEST, take: limit });
      return rows.map((row) => ({ ...row, rule: row.rule as Rule }));
    },
    async latest(clientIds) {
      const prisma = await database.prisma();
      const where = { clientId: { in: [...clientIds] } };
      const rows = await prisma.refusal.groupBy({ by: ['clientId'], where, _max: { lastAt: true } });
      return new Map(rows.flatMap(({ clientId, _max: { lastAt } }) => (lastAt ? [[clientId, lastAt]] : [])));
    },
  });
}

/** The same of applications of OAuth 1.0a, by their consumer keys. */
export function consumerRefusalStore<Rule extends string>(database: Database, options: Options): RefusalStore<Rule> {
  const kind = { table: 'oauth1_refusals', key: 'consumer_key', owners: 'oauth1_consumers o WHERE o.key' };
  return storeOf(kind, database, options, {
    async list(consumerKey, limit) {
      const prisma = await database.prisma();
      const rows = await prisma.oauth1Refusal.findMany({ where: { consumerKey }, ...LATEST, take: limit });
      return rows.map((row) => ({ ...row, clientId: row.consumerKey, rule: row.rule as Rule }));
    },
    async latest(keys) {
      const prisma = await database.prisma();
      const where = { consumerKey: { in: [...keys] } };
      const rows = await prisma.oauth1Refusal.groupBy({ by: ['consumerKey'], where, _max: { lastAt: true } });
      return new Map(rows.flatMap(({ consumerKey, _max: { lastAt } }) => (lastAt ? [[consumerKey, lastAt]] : [])));
    },
  });
}

const LATEST = { orderBy: { lastAt: 'desc' }, omit: { sentHash: true } } as const;

function storeOf<Rule extends string>(
  kind: Kind,
  database: Database,
  { seconds = 2, onError }: Options,
  lists: Lists<Rule>,
): RefusalStore<Rule> {
  let waiting = new Map<string, Waiting>();
  let waitingOf = new Map<string, number>();
  const writer = batch({
    seconds,
    onError,
    async write() {
      if (waiting.size === 0) return;
      const rows = [...waiting.values()];
      waiting = new Map();
      waitingOf = new Map();
      const clients = rows.map(({ refused }) => refused.clientId);
      const sent = rows.map(({ refused }) => refused.sent);
      await database.pool.query(writing(kind), [
        `${database.offsetMs} milliseconds`,
        clients,
        rows.map(({ refused }) => refused.rule),
        sent.map(digest),
        sent,
        rows.map(({ count }) => count),
        rows.map(({ requestId }) => requestId),
      ]);
      await database.pool.query(trimming(kind), [[...new Set(clients)], KEPT]);
    },
  });
  return {
    record(refused) {
      const sent = cut(refused.sent);
      const key = [refused.clientId, refused.rule, sent].join('\0');
      const known = waiting.get(key);
      const others = waitingOf.get(refused.clientId) ?? 0;
      if (known) {
        known.count += 1;
        known.requestId = refused.requestId;
      } else if (waiting.size < MOST_WAITING && others < KEPT) {
        waitingOf.set(refused.clientId, others + 1);
        waiting.set(key, { refused: { ...refused, sent }, count: 1, requestId: refused.requestId });
      }
      writer.expect();
    },
    flush: writer.flush,
    close: writer.close,
    latest: lists.latest,
    // Whom an error page sends to the list finds there what they came from.
    async list(of, limit) {
      await writer.flush();
      return lists.list(of, limit);
    },
  };
}

/** Postgres takes no NUL in a text. */
function cut(sent: string): string {
  return sent.slice(0, LONGEST).replaceAll('\0', '\ufffd');
}

const MOST_COUNTED = 2 ** 31 - 1; // one that did not fit would keep all of a batch from being written

/**
 * Waits for whoever deletes an application, and leaves it out. In the order of the key, so that two servers that write at once
 * cannot wait for each other.
 */
function writing({ table, key, owners }: Kind): string {
  return `
    INSERT INTO ${table} (${key}, rule, sent_hash, sent, count, first_at, last_at, request_id)
    SELECT new.of, new.rule, new.sent_hash, new.sent, new.count, now() + $1::interval, now() + $1::interval, new.request_id
    FROM unnest($2::text[], $3::text[], $4::bytea[], $5::text[], $6::int[], $7::text[])
      AS new (of, rule, sent_hash, sent, count, request_id)
    WHERE EXISTS (SELECT FROM ${owners} = new.of FOR KEY SHARE)
    ORDER BY 1, 2, 3
    ON CONFLICT (${key}, rule, sent_hash) DO UPDATE
      SET count = least(${table}.count::bigint + excluded.count, ${MOST_COUNTED}), last_at = excluded.last_at, request_id = excluded.request_id`;
}

function trimming({ table, key }: Kind): string {
  return `
    DELETE FROM ${table} r USING (
      SELECT ${key}, rule, sent_hash, row_number() OVER (PARTITION BY ${key} ORDER BY last_at DESC, sent_hash) AS place
      FROM ${table} WHERE ${key} = ANY ($1::text[])
    ) old
    WHERE old.place > $2 AND (r.${key}, r.rule, r.sent_hash) = (old.${key}, old.rule, old.sent_hash)`;
}
