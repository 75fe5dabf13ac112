import type { Database } from '../../src/storage/database.ts';

type Sent = { readonly name: string | undefined; readonly text: string; readonly values: readonly unknown[] };

/** Everything that goes to Postgres over this pool from now on, Prisma's statements and transactions too. */
export function recordStatements(database: Database) {
  const sent: Sent[] = [];
  type Query = (...given: unknown[]) => unknown;
  const { pool } = database;
  const clients = new Map<{ query: Query }, Query>();
  const watch = (client: { query: Query }) => {
    if (clients.has(client)) return;
    const query = client.query;
    clients.set(client, query);
    client.query = (...given) => {
      const [first, values] = given as [string | { name?: string; text: string; values?: unknown[] }, unknown];
      if (typeof first === 'string') sent.push({ name: undefined, text: first, values: listOf(values) });
      else sent.push({ name: first.name, text: first.text, values: listOf(first.values) });
      return query.apply(client, given);
    };
  };
  // A pool hands out its clients one way only, for its own queries too.
  const acquired = (client: unknown) => watch(client as { query: Query });
  pool.on('acquire', acquired);
  return {
    sent,
    names: () => sent.map(({ name, text }) => name ?? text),
    clear: () => void sent.splice(0),
    stop() {
      pool.off('acquire', acquired);
      for (const [client, query] of clients) client.query = query;
    },
  };
}

function listOf(values: unknown): readonly unknown[] {
  return Array.isArray(values) ? values : [];
}
