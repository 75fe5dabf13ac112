import assert from 'node:assert/strict';
import { after, before, mock, test } from 'node:test';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { markClock } from '../../src/storage/engine/clock-mark.ts';
import { REDIRECT, type TestApp, testApp } from '../support/app.ts';
import { testDatabase } from '../support/database.ts';
import { askForCodes, pollFor } from '../support/device.ts';
import { authorizeUrl, codeOf, isActive, redeem, refresh } from '../support/flow.ts';
import { tokensOf } from '../support/tokens.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

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

/** The same browser at another server. */
function movedTo(browser: Visitor, { app }: TestApp): Visitor {
  const moved = visitor(app);
  for (const [name, value] of browser.cookies) moved.cookies.set(name, value);
  return moved;
}

test('S159 after the clocks of everything were set back an hour, what had ended stays ended, and what lives goes on', async () => {
  const on = await testDatabase();
  const env = Object.fromEntries(
    ['ACCESS_TOKEN', 'REFRESH_TOKEN_IDLE', 'SESSION', 'SESSION_IDLE', 'DEVICE_CODE'].map((name) => [
      `${name}_SECONDS`,
      '60',
    ]),
  );
  const minutes = (count: number) => testApp({ on, env, offsetMs: count * 60_000 });
  const [before, later, back] = [await minutes(57), await minutes(60), await minutes(0)];
  const idleSeconds = 60;
  try {
    for (const name of ['read', 'write']) await before.scope(name);
    const ines = await before.person();
    const [client, lasting, television] = [
      await before.application(ines),
      await before.application(ines, { accessTokenSeconds: 7200 }),
      await before.application(ines, { grants: [DEVICE_CODE] }),
    ];
    const browser = await before.signedIn(ines);
    const code = await codeOf(browser, authorizeUrl(client));
    const tokens = await tokensOf(before, browser, client, 'read');
    const goesOn = await tokensOf(before, browser, lasting, 'read');
    const waiting = await askForCodes(before, television, 'read');
    assert.equal(await markClock(later.database, { idleSeconds }), undefined);

    const revived = await isActive(back, client, tokens.access_token);
    assert.equal(revived, true, 'by the clock alone it lives again: this test is about something');
    await back.database.pool.query(`
      INSERT INTO access_tokens (hash, client_id, scope, issued_at, expires_at)
      SELECT sha256(i::text::bytea), 'c', '', now(), now() + interval '30 minutes' FROM generate_series(1, 11000) AS i`);
    const setBack = await markClock(back.database, { idleSeconds });
    assert.ok(
      setBack && Math.abs(setBack.seconds - 3600) < 60,
      `an hour but for what this test took, not ${setBack?.seconds} s`,
    );
    assert.ok(setBack.ended >= 11_000, 'however many there are');
    assert.equal((await redeem(back, client, code)).status, 400);
    assert.equal(await isActive(back, client, tokens.access_token), false);
    assert.equal((await refresh(back, client, tokens.refresh_token)).status, 400);
    assert.equal((await pollFor(back, television, waiting.device)).body.error, 'expired_token');
    assert.equal((await movedTo(browser, back).get('/account')).status, 303);
    assert.equal(await isActive(back, lasting, goesOn.access_token), true);

    const again = await back.signedIn(ines);
    const fresh = await codeOf(again, authorizeUrl(client));
    assert.equal(await markClock(back.database, { idleSeconds }), undefined, 'once is enough');
    assert.equal((await redeem(back, client, fresh)).status, 200);
  } finally {
    await Promise.all([before, later, back].map((each) => each.close()));
    await on.drop();
  }
});

test('S159 a session that goes on after the clock was set back has to prove again who it is', async () => {
  const on = await testDatabase();
  const [later, back] = [await testApp({ on, offsetMs: 60 * 60_000 }), await testApp({ on })];
  try {
    const ines = await later.person();
    const browser = await later.signedIn(ines);
    await markClock(later.database, { idleSeconds: 36_000 });
    await markClock(back.database, { idleSeconds: 36_000 });
    const { rows } = await back.database.pool.query(
      "SELECT authenticated_at < now() - interval '1 day' AS stale, seen_at <= now() AS seen, expires_at > now() AS lives FROM sessions",
    );
    assert.deepEqual(rows, [{ stale: true, seen: true, lives: true }]);
    assert.equal((await movedTo(browser, back).get('/account')).status, 200);
  } finally {
    await Promise.all([later, back].map((each) => each.close()));
    await on.drop();
  }
});

test('S141 S159 a form that was sent before the clock was set back shows its secret to no second click', async () => {
  const on = await testDatabase();
  const [later, back] = [await testApp({ on, offsetMs: 60 * 60_000 }), await testApp({ on })];
  try {
    await later.scope('read');
    const ines = await later.person();
    const browser = await later.signedIn(ines);
    const path = '/oauth2/applications/new';
    const form = await browser.get(path);
    const typed = {
      name: 'Twice',
      redirect_uris: REDIRECT,
      confidential: 'yes',
      scope: 'read',
      grant: 'authorization_code',
    };
    for (const { at, shows } of [
      { at: later, shows: true },
      { at: back, shows: false },
    ]) {
      const there = movedTo(browser, at);
      const { status, location } = await there.submit(form, path, typed);
      assert.equal(status, 303);
      assert.equal(/lk_cs_[0-9A-Za-z]{40}/.test((await there.get(location)).body), shows);
    }
  } finally {
    await Promise.all([later, back].map((each) => each.close()));
    await on.drop();
  }
});
