import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { authorizeUrl, codeOf, isActive, redeem, refresh } from '../support/flow.ts';

// What docs/decisions.md leaves to the statements instead of to constraints.
const WITHOUT = [
  'access_tokens',
  'audit_events',
  'authorization_codes',
  'authorizations',
  'client_lines',
  'device_codes', // to authorizations alone
  'refresh_tokens',
];

let site: TestApp;
let api: TestClient;

before(async () => {
  site = await testApp();
  await site.scope('read');
  api = await site.application(await site.person(), { resourceServer: true });
});
after(() => site?.close());

test('every table keeps its references by foreign keys, but the hot ones and the audit trail', async () => {
  const { rows } = await site.database.pool.query<{ name: string }>(`
    SELECT DISTINCT c.table_name AS name FROM information_schema.columns c
    WHERE c.table_schema = 'public' AND c.column_name IN ('user_id', 'owner_id', 'client_id', 'authorization_id')
      AND NOT EXISTS (
        SELECT FROM pg_constraint k JOIN pg_attribute a ON a.attrelid = k.conrelid AND a.attnum = ANY (k.conkey)
        WHERE k.contype = 'f' AND k.conrelid = c.table_name::regclass AND a.attname = c.column_name)
    ORDER BY 1`);
  assert.deepEqual(
    rows.map(({ name }) => name),
    WITHOUT,
  );
});

const gone: Readonly<Record<string, (ids: { person: string; client: string }) => readonly [string, string]>> = {
  person: ({ person }) => ['DELETE FROM users WHERE id = $1', person],
  application: ({ client }) => ['DELETE FROM clients WHERE id = $1', client],
  family: ({ person }) => ['DELETE FROM authorizations WHERE user_id = $1', person],
};
for (const [what, statement] of Object.entries(gone)) {
  test(`a code and tokens whose ${what} is gone are worth nothing, though their rows are still there`, async () => {
    const person = await site.person();
    const client = await site.application(await site.person());
    const browser = await site.signedIn(person);
    const { body: tokens } = await redeem(site, client, await codeOf(browser, authorizeUrl(client)));
    const unspent = await codeOf(browser, authorizeUrl(client));
    assert.equal(await isActive(site, api, tokens.access_token), true);

    const [text, id] = statement({ person: person.id, client: client.id });
    assert.ok(((await site.database.pool.query(text, [id])).rowCount ?? 0) > 0);
    assert.equal(await isActive(site, api, tokens.access_token), false);
    for (const answer of [await refresh(site, client, tokens.refresh_token), await redeem(site, client, unspent)]) {
      assert.equal(answer.body.error, what === 'application' ? 'invalid_client' : 'invalid_grant');
    }
    const left = await site.database.pool.query('SELECT FROM authorization_codes WHERE client_id = $1', [client.id]);
    assert.equal(left.rowCount, 2);
  });
}
