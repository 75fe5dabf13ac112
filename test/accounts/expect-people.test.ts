import assert from 'node:assert/strict';
import { test } from 'node:test';
import pg from 'pg';
import { digest, randomSecret } from '../../src/secrets.ts';
import { makeUser, openAccounts } from '../support/accounts.ts';
import { testDatabase } from '../support/database.ts';
import { until } from '../support/load.ts';
import { startServer } from '../support/server.ts';

test('a server has what people need before they ask: at once where somebody is signed in, else from the page to sign in on', async () => {
  const { url, drop } = await testDatabase();
  const accounts = openAccounts(url);
  const watching = new pg.Client(url);
  await watching.connect();
  /** Whether Prisma asked for nobody, and connections were opened meanwhile. */
  const expects = async () => {
    const { rows } = await watching.query<{ query: string }>(
      "SELECT query FROM pg_stat_activity WHERE application_name = 'latchkey' AND datname = current_database()",
    );
    return rows.length >= 6;
  };
  try {
    const unused = await startServer({ databaseUrl: url });
    for (const path of ['/healthz', '/readyz', '/oauth2/jwks']) await (await fetch(unused.url + path)).text();
    await new Promise((done) => setTimeout(done, 500));
    assert.equal(await expects(), false, 'nobody comes');
    assert.equal((await fetch(`${unused.url}/sign-in`)).status, 200);
    await until('somebody is expected', expects, 60_000);
    await unused.stop();
    const person = await makeUser(accounts, 'ines@example.org');
    await accounts.database.pool.query(
      `INSERT INTO sessions (id_hash, user_id, authenticated_at, amr, expires_at, address, agent)
        VALUES ($1, $2, now(), '{pwd}', now() + interval '1 hour', '::1', 'a browser')`,
      [digest(randomSecret()), person.id],
    );
    await accounts.database.close();
    const used = await startServer({ databaseUrl: url });
    await until('whoever is signed in is expected', expects, 60_000);
    await used.stop();
  } finally {
    await watching.end();
    await drop();
  }
});
