import pg from 'pg';
import { isFull, isNotSpoken } from './sqlstate.ts';

const PATIENCE_MILLIS = 2000;

/**
 * Whether a pooler lends its connections for a transaction or a statement at a time. What a connection was told and what it has
 * parsed is then somebody else's. Two connections take turns, so that one gets another backend than before, whether the pooler
 * lends what was given back last or what has waited for longest. Where there is no second connection, nothing is found.
 */
export async function poolsTransactions(url: string): Promise<boolean> {
  const [one, other] = [plain(url), plain(url)];
  try {
    await one.connect();
    await other.connect();
    return (await changes(one, other, [other, one])) || (await changes(one, other, [one, other]));
  } catch (error) {
    if (isNotSpoken(error)) return true;
    if ((error as Error).message === 'Query read timeout') return true; // the other's transaction keeps the only one
    if (isFull(error)) return false;
    throw error;
  } finally {
    await Promise.all([one.end(), other.end()]);
  }
}

/** Tells it nothing: through a pooler that would stay with a connection that others are lent. */
function plain(url: string): pg.Client {
  const client = new pg.Client({
    connectionString: url,
    application_name: 'latchkey',
    connectionTimeoutMillis: PATIENCE_MILLIS,
    query_timeout: PATIENCE_MILLIS,
  });
  client.on('error', () => {}); // its query hears of it
  return client;
}

/** Whether `other` has another backend once both have begun a transaction and ended it in this order. */
async function changes(one: pg.Client, other: pg.Client, ending: readonly pg.Client[]): Promise<boolean> {
  await begin(one);
  const before = await begin(other);
  for (const each of ending) await each.query('COMMIT');
  const after = await begin(other);
  await other.query('COMMIT');
  return before !== after;
}

async function begin(client: pg.Client): Promise<number | undefined> {
  await client.query('BEGIN');
  return (await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')).rows[0]?.pid;
}
