import pg from 'pg';
import type { Database } from '../../src/storage/engine/database.ts';
import type { Prepared } from '../../src/storage/engine/prepared.ts';

type Sent = { readonly name: string | undefined; readonly text: string; readonly values: readonly unknown[] };
type Query = (this: pg.Client, ...given: unknown[]) => unknown;

/** Everything that goes to this Postgres from now on, over whatever connection, Prisma's statements and transactions too. */
export function recordStatements({ pool }: Database) {
  const sent: Sent[] = [];
  const name = new URL(pool.options.connectionString ?? '').pathname.slice(1);
  const clients = pg.Client.prototype as unknown as { query: Query };
  const { query } = clients;
  clients.query = function (...given) {
    if (this.database === name) sent.push(...whatIsSent(given).filter(({ text }) => !PREPARES.test(text)));
    return query.apply(this, given);
  };
  return {
    sent,
    names: () => sent.filter((each) => !isOnItsOwn(each)).map(({ name, text }) => name ?? text),
    clear: () => void sent.splice(0),
    stop() {
      clients.query = query;
    },
  };
}

/** Not what prepares a new connection, nor a group of statements. */
const PREPARES = /^SET plan_cache_mode|lock_timeout/;

/** Nor what counts are written by every few seconds, or a first person is expected by: on a busy machine that falls into anything. */
function isOnItsOwn({ text, values }: Sent): boolean {
  return BATCHED.test(text) || text.startsWith('SELECT EXISTS (SELECT FROM sessions') || values.includes(NOBODY);
}

const BATCHED = /^\s*(?:INSERT INTO (?:(?:oauth1_)?refusals|client_activity)|DELETE FROM (?:oauth1_)?refusals)\b/;
const NOBODY = '00000000-0000-0000-0000-000000000000';

function whatIsSent([first, values]: unknown[]): Sent[] {
  if (typeof first === 'string') return [{ name: undefined, text: first, values: listOf(values) }];
  const { executions } = first as Partial<Prepared>;
  if (executions) return executions.map(({ statement, values: own }) => ({ ...statement, values: own }));
  const { name, text, values: own } = first as { name?: string; text: string; values?: unknown[] };
  return [{ name, text, values: listOf(own) }];
}

function listOf(values: unknown): readonly unknown[] {
  return Array.isArray(values) ? values : [];
}
