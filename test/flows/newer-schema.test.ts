import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { authorizeUrl, codeOf, isActive, redeem } from '../support/flow.ts';
import { rotate } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

let site: TestApp;
let browser: Visitor;
let client: TestClient;
before(async () => {
  site = await testApp();
  const ines = await site.person('ines@example.org');
  browser = await site.signedIn(ines);
  await site.scope('read');
  await site.scope('write');
  client = await site.application(ines);
});
after(() => site?.close());

/** A person's way through pages and endpoints. */
async function walk() {
  const pages = [
    '/account',
    '/oauth2/applications',
    `/oauth2/applications/${client.id}`,
    '/oauth2/authorized_applications',
  ];
  for (const page of pages) {
    const shown = await browser.get(page);
    assert.equal(shown.status, 200, page);
    assert.match(shown.body, /Ines Moreau/, page);
  }
  const tokens = await redeem(site, client, await codeOf(browser, authorizeUrl(client)));
  assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
  assert.equal(await isActive(site, client, String(tokens.body['access_token'])), true);
  const next = await rotate(site, client, String(tokens.body['refresh_token']));
  assert.equal(next.status, 200, JSON.stringify(next.body));
}

test('S160 a column that the next release adds to any table disturbs nothing of a server that runs', async () => {
  const { pool } = site.database;
  await walk();
  const { rows } = await pool.query<{ name: string }>(
    `SELECT table_name AS name FROM information_schema.tables
     WHERE table_schema = 'public' AND table_type = 'BASE TABLE' AND table_name NOT LIKE '\\_%'`,
  );
  assert.ok(rows.length > 15, String(rows.length));
  for (const { name } of rows) await pool.query(`ALTER TABLE "${name}" ADD COLUMN later text DEFAULT 'later'`);
  for (let round = 0; round < 2; round += 1) await walk();
});
