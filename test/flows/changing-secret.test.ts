import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { type TestApp, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorizeUrl, codeOf, isActive, redeem, refresh } from '../support/flow.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

// Three servers on one database, as one after the other: before the change of SECRET, during it, and after it.
const OLD = 'what this server was started with long ago';
const NEW = 'what takes its place from now on and for good';

let database: TestDatabase;
let old: TestApp;
let both: TestApp;
let fresh: TestApp;

before(async () => {
  database = await testDatabase();
  old = await testApp({ on: database, env: { SECRET: OLD } });
  both = await testApp({ on: database, env: { SECRET: `${NEW},${OLD}` } });
  fresh = await testApp({ on: database, env: { SECRET: NEW } });
  await old.scope('read');
});
after(async () => {
  for (const site of [old, both, fresh]) await site?.close();
  await database?.drop();
});

test('S148 changing SECRET signs nobody out, and ends no code, no token and no secret of an application', async () => {
  const person = await old.person();
  const client = await old.application(person);
  const browser = await old.signedIn(person);
  const { body: tokens } = await redeem(old, client, await codeOf(browser, authorizeUrl(client)));
  const unspent = await codeOf(browser, authorizeUrl(client));

  for (const site of [both, fresh]) {
    assert.equal((await sameBrowser(browser, site).get('/account')).status, 200);
    assert.equal(await isActive(site, client, tokens.access_token), true);
  }
  assert.equal((await redeem(fresh, client, unspent)).status, 200);
  assert.equal((await refresh(fresh, client, tokens.refresh_token)).status, 200);
});

test('S148 a refresh whose answer was lost can be retried while the old secret is listed', async () => {
  const person = await old.person();
  const client = await old.application(person);
  const browser = await old.signedIn(person);
  const { body: tokens } = await redeem(old, client, await codeOf(browser, authorizeUrl(client)));
  const lost = await refresh(old, client, tokens.refresh_token);
  const retried = await refresh(both, client, tokens.refresh_token);
  assert.deepEqual([retried.status, retried.body.refresh_token], [200, lost.body.refresh_token]);
});

test('S148 a form that is open at the change is shown once more, and then counts', async () => {
  const person = await old.person();
  const client = await old.application(person);
  const browser = await old.signedIn(person);
  const { location } = await browser.get(authorizeUrl(client));
  const open = await browser.get(location);
  const later = sameBrowser(browser, both);
  const again = await later.submit(open, '/consent', { decision: 'authorize' });
  assert.equal(again.status, 403);
  const decided = await later.submit(again, '/consent', { decision: 'authorize' });
  assert.equal(new URL(decided.location).searchParams.has('code'), true);
});

/** The browser with its cookies, on another server. */
function sameBrowser(browser: Visitor, site: TestApp): Visitor {
  const same = visitor(site.app);
  for (const [name, value] of browser.cookies) same.cookies.set(name, value);
  return same;
}
