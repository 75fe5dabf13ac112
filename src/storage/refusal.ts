import type { Refusal, RefusalStore, Refused } from '../oauth/model/refusal.ts';
import { digest } from '../secrets.ts';
import { batch } from './engine/batch.ts';
import type { Database } from './engine/database.ts';

type Waiting = { readonly refused: Refused; count: number; requestId: string };

const KEPT = 50; // of one application
const LONGEST = 1000; // characters
const MOST_WAITING = 1000; // different ones; more are dropped until the next batch, and of one application those past KEPT

/** What was refused, counted in memory and written every few seconds. */
export function refusalStore(
  database: Database,
  { seconds = 2, onError }: { readonly seconds?: number; readonly onError: (error: unknown) => void },
): RefusalStore {
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
      await database.pool.query(WRITE, [
        `${database.offsetMs} milliseconds`,
        clients,
        rows.map(({ refused }) => refused.rule),
        sent.map(digest),
        sent,
        rows.map(({ count }) => count),
        rows.map(({ requestId }) => requestId),
      ]);
      await database.pool.query(TRIM, [[...new Set(clients)], KEPT]);
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
    async list(clientId, limit) {
      const prisma = await database.prisma();
      const rows = await prisma.refusal.findMany({
        where: { clientId },
        orderBy: { lastAt: 'desc' },
        take: limit,
        omit: { sentHash: true },
      });
      return rows.map((row) => ({ ...row, rule: row.rule as Refusal['rule'] }));
    },
    async latest(clientIds) {
      const prisma = await database.prisma();
      const rows = await prisma.refusal.groupBy({
        by: ['clientId'],
        where: { clientId: { in: [...clientIds] } },
        _max: { lastAt: true },
      });
      return new Map(rows.flatMap(({ clientId, _max: { lastAt } }) => (lastAt ? [[clientId, lastAt]] : [])));
    },
  };
}

/** Postgres takes no NUL in a text. */
function cut(sent: string): string {
  return sent.slice(0, LONGEST).replaceAll('\0', '\ufffd');
}

/** In the order of the key, so that two servers that write at once cannot wait for each other. */
const WRITE = `
  INSERT INTO refusals (client_id, rule, sent_hash, sent, count, first_at, last_at, request_id)
  SELECT new.client_id, new.rule, new.sent_hash, new.sent, new.count, now() + $1::interval, now() + $1::interval, new.request_id
  FROM unnest($2::text[], $3::text[], $4::bytea[], $5::text[], $6::int[], $7::text[])
    AS new (client_id, rule, sent_hash, sent, count, request_id)
  WHERE EXISTS (SELECT FROM clients WHERE clients.id = new.client_id)
  ORDER BY 1, 2, 3
  ON CONFLICT (client_id, rule, sent_hash) DO UPDATE
    SET count = refusals.count + excluded.count, last_at = excluded.last_at, request_id = excluded.request_id`;

const TRIM = `
  DELETE FROM refusals r USING (
    SELECT client_id, rule, sent_hash, row_number() OVER (PARTITION BY client_id ORDER BY last_at DESC, sent_hash) AS place
    FROM refusals WHERE client_id = ANY ($1::text[])
  ) old
  WHERE old.place > $2 AND (r.client_id, r.rule, r.sent_hash) = (old.client_id, old.rule, old.sent_hash)`;
