import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import type { User } from '../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { digest } from '../../src/secrets.ts';
import { PASSWORD, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { askForCodes, decideDevice, pollFor } from '../support/device.ts';
import { withDialect } from '../support/dialects.ts';
import { authorizeUrl, codeOf, isActive, redeem, type TokenAnswer } from '../support/flow.ts';
import { type Line, lineTo } from '../support/line.ts';
import { ask, rotate } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

// The database has committed, and the connection is cut before its answer arrives: nobody knows what happened, the
// client asks again as it was told, and must not be taken for a thief.

let on: TestDatabase;
let line: Line;
/** The server at the other end of the line. */
let far: TestApp;
/** One beside it, and one when half a minute has passed. */
let site: TestApp;
let late: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
before(async () => {
  on = await testDatabase();
  line = await lineTo(on.url);
  far = await testApp({ on: { ...on, url: line.url } });
  site = await testApp({ on });
  late = await testApp({ on, offsetMs: 30_000 });
  await site.scope('read');
  ines = await site.person();
  browser = await site.signedIn(ines);
  client = await site.application(ines, {
    scopes: ['read'],
    grants: ['authorization_code', 'refresh_token', DEVICE_CODE],
  });
});
after(async () => {
  await Promise.all([site.close(), late.close()]);
  line.letGo();
  await far.close();
  await line.close();
  await on.drop();
});

/**
 * Sends it, and cuts the line when `committed` says (in SQL, of the digest of `value`) that it happened; `before`: so many
 * statements look first.
 */
async function loseAnswer(
  by: TestClient,
  send: () => Promise<TokenAnswer>,
  committed: string,
  value: string,
  before = 0,
) {
  await Promise.all([far.deps.activity.flush(), far.deps.refusals.flush()]); // so that no timer takes the connection
  await far.database.pool.query('SELECT'); // that there is: one which is opened later would not be held
  await far.deps.clientCache.refresh(by.id);
  line.holdAnswers(before);
  let ended = false;
  const answer = send().finally(() => {
    ended = true;
  });
  for (;;) {
    assert.ok(!ended, 'it was answered before it had happened');
    const { rows } = await site.database.pool.query<{ done: boolean }>(`SELECT ${committed} AS done`, [digest(value)]);
    if (rows[0]?.done) break;
    await sleep(5);
  }
  line.cut();
  const { status } = await answer;
  assert.ok(status >= 500, `answered ${status}`);
}

function refused({ status, body }: TokenAnswer) {
  assert.deepEqual([status, body.error], [400, 'invalid_grant']);
}

function answered({ status, body }: TokenAnswer): TokenAnswer['body'] {
  assert.equal(status, 200, JSON.stringify(body));
  return body;
}

/** Of the family that has this code, or code of a device: why it ended, and how many tokens it has. */
async function familyOf(table: 'authorization_codes' | 'device_codes', code: string) {
  const { rows } = await site.database.pool.query<{ ended: string | null; tokens: number }>(
    `SELECT a.revoked_reason AS ended,
      (SELECT count(*)::int FROM access_tokens t WHERE t.authorization_id = a.id) AS tokens
    FROM ${table} k JOIN authorizations a ON a.id = k.authorization_id WHERE k.hash = $1`,
    [digest(code)],
  );
  return rows[0];
}

const REDEEMED = '(SELECT redeemed_at IS NOT NULL FROM authorization_codes WHERE hash = $1)';
const ROTATED = '(SELECT rotated_at IS NOT NULL FROM refresh_tokens WHERE hash = $1)';

test('S028 S153 a code whose answer was lost is refused when it is sent again, and its family is not ended', async () => {
  const code = await codeOf(browser, authorizeUrl(client));
  await loseAnswer(client, () => redeem(far, client, code), REDEEMED, code);
  for (const at of [far, site]) refused(await redeem(at, client, code));
  assert.deepEqual(await familyOf('authorization_codes', code), { ended: null, tokens: 1 });
  // What the client does then: one redirect, for the person has agreed.
  answered(await redeem(far, client, await codeOf(browser, authorizeUrl(client))));
  // Who comes with it later is no retry.
  refused(await redeem(late, client, code));
  assert.deepEqual(await familyOf('authorization_codes', code), { ended: 'code.reused', tokens: 1 });
});

test('S048 S153 a refresh whose answer was lost is answered when it is sent again, with the successor that was stored', async () => {
  const first = answered(await redeem(site, client, await codeOf(browser, authorizeUrl(client)))).refresh_token;
  await loseAnswer(client, () => rotate(far, client, first), ROTATED, first);
  const again = answered(await rotate(far, client, first));
  const { rows } = await site.database.pool.query(
    `SELECT hash FROM refresh_tokens WHERE rotated_at IS NULL
     AND authorization_id = (SELECT authorization_id FROM refresh_tokens WHERE hash = $1)`,
    [digest(first)],
  );
  assert.deepEqual(rows, [{ hash: digest(again.refresh_token) }]);
  assert.ok(await isActive(site, client, answered(await rotate(site, client, again.refresh_token)).access_token));
});

test('S107 S153 a device whose tokens were lost is refused when it polls again, and nothing is ended', async () => {
  const { device, user } = await askForCodes(site, client, 'read');
  await decideDevice(browser, user);
  const redeemed = '(SELECT redeemed_at IS NOT NULL FROM device_codes WHERE hash = $1)';
  await loseAnswer(client, () => pollFor(far, client, device), redeemed, device, 1);
  for (const at of [far, late]) refused(await pollFor(at, client, device));
  assert.deepEqual(await familyOf('device_codes', device), { ended: null, tokens: 1 });
});

test('S048 S153 a client whose chain went on without its hearing of it gets the same successor', async () => {
  const own = await withDialect(site, ines, 'op-api', { scopes: ['read'], grants: ['client_credentials'] });
  const first = answered(await ask(site, own, { grant_type: 'client_credentials' })).refresh_token;
  const rotated =
    '(SELECT previous_hash = $1 FROM client_lines WHERE id = (SELECT line_id FROM client_line_tokens WHERE hash = $1))';
  await loseAnswer(own, () => rotate(far, own, first), rotated, first);
  const again = answered(await rotate(far, own, first));
  assert.equal(again['refresh_count'], '1');
  assert.ok(await isActive(site, own, answered(await rotate(site, own, again.refresh_token)).refresh_token));
});

test('S153 a change of password whose answer was lost is told when it is sent again, and the person stays signed in', async () => {
  let armed = false;
  const cutting = await lineTo(on.url, (chunk) => {
    if (!armed || !chunk.includes('COMMIT\0')) return chunk;
    armed = false;
    setImmediate(cutting.cut);
    return Buffer.alloc(0);
  });
  const there = await testApp({ on: { ...on, url: cutting.url } });
  try {
    const ada = await site.person();
    const hers = await there.signedIn(ada);
    const page = await hers.get('/account');
    const typed = { 'current-password': PASSWORD, 'new-password': 'a garden of other words' };
    armed = true;
    assert.equal((await hers.submit(page, '/account/password', typed)).status, 503);
    const before = hers.cookies.get('latchkey-session');
    const again = await hers.submit(page, '/account/password', typed);
    assert.deepEqual([again.status, again.location], [303, '/account?done=password']);
    assert.equal((await hers.get(again.location)).status, 200);
    assert.notEqual(hers.cookies.get('latchkey-session'), before);
    const session = await there.deps.sessions.find(digest(before ?? ''));
    assert.equal(session, undefined, 'the id of before is dead');
  } finally {
    await there.close();
    await cutting.close();
  }
});

/** Ready for another statement, outside a transaction: whatever was done is committed. */
const READY = 'Z\0\0\0\u0005I';

test('S154 wherever the answer is lost, what a form has made is not said to be undone', async () => {
  let left = Number.POSITIVE_INFINITY;
  const cutting = await lineTo(on.url, (chunk) => {
    if (!chunk.includes(READY)) return chunk;
    left -= 1;
    if (left >= 0) return chunk;
    left = Number.POSITIVE_INFINITY;
    setImmediate(cutting.cut);
    return Buffer.alloc(0);
  });
  const there = await testApp({ on: { ...on, url: cutting.url } });
  try {
    const ada = await site.person(undefined, { isAdmin: true });
    const hers = await there.signedIn(ada);
    const made = await site.deps.teams.add({ name: 'Lost', description: '', managerId: ada.id }, 'administrator');
    assert.ok(typeof made === 'object');
    const isThere = async (text: string, name: string) => (await site.database.pool.query(text, [name])).rowCount === 1;
    const forms = [
      { path: '/teams/new', field: 'name', find: 'SELECT FROM teams WHERE name = $1' },
      { path: '/admin/groups/new', field: 'name', find: 'SELECT FROM groups WHERE name = $1' },
      {
        path: `/teams/${made.id}`,
        action: `/teams/${made.id}/domains`,
        field: 'domain',
        find: 'SELECT FROM team_domains WHERE domain = $1',
      },
    ];
    for (const { path, action = path, field, find } of forms) {
      for (let at = 0, isWhole = false; !isWhole; at += 1) {
        const name = `number${at}.example`;
        let page = await hers.get(path);
        while (page.status !== 200) page = await hers.get(path); // a connection that was cut is found out by who has it next
        left = at;
        const answer = await hers.submit(page, action, { [field]: name });
        isWhole = left !== Number.POSITIVE_INFINITY;
        left = Number.POSITIVE_INFINITY;
        if (isWhole) assert.equal(answer.status, 303, `${action} after ${at}`);
        else assert.equal(answer.status, 503, `${action} after ${at}`);
        const saysUndone = answer.body.includes('Nothing was changed');
        if (saysUndone) assert.equal(await isThere(find, name), false, `${action} after ${at}: it was made`);
      }
    }
  } finally {
    await there.close();
    await cutting.close();
  }
});
