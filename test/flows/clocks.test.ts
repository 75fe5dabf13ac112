import assert from 'node:assert/strict';
import { after, before, mock, test } from 'node:test';
import { type TestApp, testApp } from '../support/app.ts';
import { authorizeUrl, codeOf, isActive, redeem, refresh } from '../support/flow.ts';

let site: TestApp;

before(async () => {
  site = await testApp();
  await site.scope('read');
});
after(() => site?.close());

/** Runs on a machine whose clock is so many seconds off; the database's clock is right. */
async function at<T>(seconds: number, run: () => Promise<T>): Promise<T> {
  mock.timers.enable({ apis: ['Date'], now: Date.now() + seconds * 1000 });
  try {
    return await run();
  } finally {
    mock.timers.reset();
  }
}

for (const apart of [-10, 10]) {
  test(`S159 an instance that is ${apart} s off takes over at any step`, async () => {
    const person = await site.person();
    const client = await site.application(person);
    const browser = await at(apart, () => site.signedIn(person));
    const page = await browser.get((await browser.get(authorizeUrl(client))).location);
    const decided = await at(apart, () => browser.submit(page, '/consent', { decision: 'authorize' }));
    const code = new URL(decided.location).searchParams.get('code') ?? '';
    const { body: tokens } = await redeem(site, client, code);
    const next = await at(apart, () => refresh(site, client, tokens.refresh_token));
    const retried = await refresh(site, client, tokens.refresh_token);
    assert.deepEqual([next.status, retried.status], [200, 200]);
    assert.equal(await at(apart, () => isActive(site, client, next.body.access_token)), true);
  });
}

test('S159 a clock that is set back an hour revives nothing', async () => {
  const person = await site.person();
  const client = await site.application(person);
  const browser = await site.signedIn(person);
  const { body: tokens } = await redeem(site, client, await codeOf(browser, authorizeUrl(client)));
  const unspent = await codeOf(browser, authorizeUrl(client));
  const replaced = await site.application(person);
  const ended = "now() - interval '1 minute'";
  for (const [statement, value] of [
    [`UPDATE access_tokens SET expires_at = ${ended} WHERE client_id = $1`, client.id],
    [`UPDATE authorization_codes SET expires_at = ${ended} WHERE client_id = $1`, client.id],
    [
      `UPDATE refresh_tokens SET expires_at = ${ended} FROM authorizations a WHERE a.id = authorization_id AND a.client_id = $1`,
      client.id,
    ],
    [`UPDATE client_secrets SET expires_at = ${ended} WHERE client_id = $1`, replaced.id],
    [`UPDATE sessions SET expires_at = ${ended} WHERE user_id = $1`, person.id],
  ] as const) {
    assert.ok(((await site.database.pool.query(statement, [value])).rowCount ?? 0) > 0);
  }
  await at(-3600, async () => {
    assert.equal(await isActive(site, client, tokens.access_token), false);
    assert.equal((await redeem(site, client, unspent)).body.error, 'invalid_grant');
    assert.equal((await refresh(site, client, tokens.refresh_token)).body.error, 'invalid_grant');
    assert.equal((await redeem(site, replaced, unspent)).body.error, 'invalid_client');
    assert.match((await browser.get('/account')).location, /^\/sign-in/);
  });
});

test('S159 a clock that is set forward an hour ends nothing, and extends nothing', async () => {
  const person = await site.person();
  const client = await site.application(person);
  const browser = await site.signedIn(person);
  const code = await codeOf(browser, authorizeUrl(client));
  const tokens = await at(3600, async () => {
    assert.equal((await browser.get('/account')).status, 200);
    return (await redeem(site, client, code)).body;
  });
  assert.equal(await isActive(site, client, tokens.access_token), true);
  const { rows } = await site.database.pool.query<{ seconds: number }>(
    'SELECT extract(epoch FROM expires_at - now())::float8 AS seconds FROM access_tokens WHERE client_id = $1',
    [client.id],
  );
  assert.ok((rows[0]?.seconds ?? Infinity) <= 3600);
});
