import pg from 'pg';
import type { Database } from '../../src/storage/database.ts';

type Sent = { readonly name: string | undefined; readonly text: string; readonly values: readonly unknown[] };
type Query = (this: pg.Client, ...given: unknown[]) => unknown;

/** Everything that goes to this Postgres from now on, over whatever connection, Prisma's statements and transactions too. */
export function recordStatements({ pool }: Database) {
  const sent: Sent[] = [];
  const name = new URL(pool.options.connectionString ?? '').pathname.slice(1);
  const clients = pg.Client.prototype as unknown as { query: Query };
  const { query } = clients;
  clients.query = function (...given) {
    const [first, values] = given as [string | { name?: string; text: string; values?: unknown[] }, unknown];
    const statement = typeof first === 'string' ? { name: undefined, text: first, values } : first;
    // Not what prepares a new connection.
    if (this.database === name && !statement.text.startsWith('SET plan_cache_mode')) {
      sent.push({ name: statement.name, text: statement.text, values: listOf(statement.values) });
    }
    return query.apply(this, given);
  };
  return {
    sent,
    names: () => sent.map(({ name, text }) => name ?? text),
    clear: () => void sent.splice(0),
    stop() {
      clients.query = query;
    },
  };
}

function listOf(values: unknown): readonly unknown[] {
  return Array.isArray(values) ? values : [];
}
