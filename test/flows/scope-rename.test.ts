import assert from 'node:assert/strict';
import { after, before, beforeEach, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { saveScope } from '../../src/oauth/scope-entry.ts';
import { randomId } from '../../src/secrets.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorizeUrl, codeOf, post, redeem } from '../support/flow.ts';
import { ask, rotate, tokensOf } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

// Two instances on one database: the scope is renamed there, and applications that are remembered here know at once.

let on: TestDatabase;
let here: TestApp;
let there: TestApp;
let ines: User;
let browser: Visitor;
let api: TestClient;
let client: TestClient;
/** What the scope is called before, and then. */
let old: string;
let now: string;
before(async () => {
  on = await testDatabase();
  here = await testApp({ on });
  there = await testApp({ on });
  ines = await here.person();
  browser = await here.signedIn(ines);
  await here.scope('read');
  api = await here.application(ines, { resourceServer: true, scopes: [] });
});
beforeEach(async () => {
  [old, now] = [`allow_${randomId(8)}`, `write_${randomId(8)}`];
  await here.scope(old, 'Modify the map');
  client = await here.application(ines, { scopes: ['read', old] });
});
after(async () => {
  await Promise.all([here.close(), there.close()]);
  await on.drop();
});

const rename = async (name = old, to = now) =>
  assert.equal(await there.deps.scopes.rename(name, to, 'administrator'), 'renamed');
/** As if what began before the last change had ended. */
const settle = () => here.database.pool.query("UPDATE scope_names SET since = since - interval '11 seconds'");
const rewrite = () => there.deps.scopes.rewrite({ seconds: 10 });
const forItself = (scope?: string) => ask(here, client, { grant_type: 'client_credentials', scope });
const scopeOf = async (token: string) =>
  (await post(here, '/oauth2/introspect', { token }, api)).body['scope'] as string | undefined;

test('a renamed scope costs nobody a token, a code or a question, and an answer has the name that was asked for', async () => {
  const family = await tokensOf(here, browser, client, `read ${old}`);
  const code = await codeOf(browser, authorizeUrl(client, { scope: `${old} read` }));
  const own = (await forItself(old)).body.access_token;
  await rename();
  // Nothing is rewritten yet: this is how it is in the moment after a rename, however many rows there are.
  assert.equal((await redeem(here, client, code)).body['scope'], `${old} read`);
  const next = await rotate(here, client, family.refresh_token);
  assert.equal(next.body['scope'], `read ${now}`);
  assert.equal((await rotate(here, client, next.body.refresh_token, old)).body['scope'], old);
  for (const scope of [old, now]) {
    const again = await codeOf(browser, authorizeUrl(client, { scope })); // throws where consent is asked
    const { body } = await redeem(here, client, again);
    assert.equal(body['scope'], scope, 'oauthlib raises where it is another, and the code is consumed');
    assert.equal(await scopeOf(body.access_token), now, 'an API is told the name of now');
    assert.equal((await rotate(here, client, body.refresh_token)).body['scope'], now);
    assert.equal((await forItself(`${scope} read`)).body['scope'], `${scope} read`);
  }
  assert.equal((await forItself(`${old} ${now}`)).body['scope'], `${old} ${now}`);
  assert.equal((await forItself()).body['scope'], `read ${now}`);
  // And when it is, tokens that were issued before tell the new name too.
  await rewrite();
  assert.equal(await scopeOf(family.access_token), `read ${now}`);
  assert.equal(await scopeOf(own), now);
  const { rows } = await here.database.pool.query(
    `SELECT 1 FROM authorizations WHERE scope LIKE $1 UNION ALL SELECT 1 FROM access_tokens WHERE scope LIKE $1
     UNION ALL SELECT 1 FROM consents WHERE $2 = ANY (scopes) UNION ALL SELECT 1 FROM clients WHERE $2 = ANY (scopes)`,
    [`%${old}%`, old],
  );
  assert.equal(rows.length, 0);
});

test('S061 a return visit by either name is not asked again, neither before the rewriting nor after', async () => {
  await tokensOf(here, browser, client, `read ${old}`);
  await rename();
  for (const scope of [old, now]) {
    assert.match((await browser.get(authorizeUrl(client, { scope }))).location, /[?&]code=/);
  }
  await rewrite();
  for (const scope of [old, now, `read ${now}`]) {
    assert.match((await browser.get(authorizeUrl(client, { scope }))).location, /[?&]code=/);
  }
});

test('the consent page and the person’s list name the scope as it is called now', async () => {
  await rename();
  const page = await browser.get(authorizeUrl(client, { scope: old }));
  const asked = await browser.get(page.location);
  assert.match(asked.body, new RegExp(`<code>${now}</code>`));
  assert.doesNotMatch(asked.body, new RegExp(`<code>${old}</code>`));
  assert.match(asked.body, /Modify the map/);
});

test('a scope that is renamed twice, or back, keeps all its names', async () => {
  const family = await tokensOf(here, browser, client, `read ${old}`);
  const last = `last_${randomId(8)}`;
  await rename();
  await rename(now, last);
  for (const scope of [old, now, last]) {
    const { body } = await forItself(scope);
    assert.deepEqual([body['scope'], await scopeOf(body.access_token)], [scope, last]);
  }
  await rename(last, old);
  for (const scope of [old, now, last]) {
    const { body } = await forItself(scope);
    assert.deepEqual([body['scope'], await scopeOf(body.access_token)], [scope, old]);
  }
  const next = await rotate(here, client, family.refresh_token);
  assert.equal(next.body['scope'], `read ${old}`);
  await rewrite();
  assert.equal((await rotate(here, client, next.body.refresh_token)).body['scope'], `read ${old}`);
});

test('no name ever stands for two scopes, whatever is added or renamed', async () => {
  await rename();
  const other = `other_${randomId(8)}`;
  const entry = { description: 'x', detail: undefined, privileged: false };
  assert.equal(await here.deps.scopes.save({ name: old, ...entry }, 'administrator'), 'taken');
  assert.equal(await here.deps.scopes.save({ name: other, ...entry }, 'administrator'), 'added');
  assert.equal(await here.deps.scopes.rename(other, old, 'administrator'), 'taken');
  assert.equal(await here.deps.scopes.rename(other, now, 'administrator'), 'taken');
  assert.equal(await here.deps.scopes.rename(old, other, 'administrator'), 'unknown');
  assert.equal(await scopeOf((await forItself(old)).body.access_token), now);
  // Of many that want the same name at once, one gets it.
  const wanted = `wanted_${randomId(8)}`;
  const done = await Promise.all([
    here.deps.scopes.rename(other, wanted, 'administrator'),
    there.deps.scopes.rename(now, wanted, 'administrator'),
    there.deps.scopes.save({ name: wanted, ...entry }, 'administrator'),
  ]);
  // Whoever comes after the one that added it is told so; who finds it there as it is, updates it.
  assert.equal(done.filter((each) => each === 'renamed' || each === 'added').length, 1, String(done));
  const { rows } = await here.database.pool.query('SELECT scope FROM scope_names WHERE name = $1', [wanted]);
  assert.equal(rows.length, 1);
});

test('what is approved, issued and registered beside a rename loses nothing', async () => {
  for (let round = 0; round < 4; round += 1) {
    const [from, to] = [`from_${randomId(8)}`, `to_${randomId(8)}`];
    await here.scope(from);
    client = await here.application(ines, { scopes: ['read', from] });
    const family = await tokensOf(here, browser, client, `read ${from}`);
    const settings = {
      name: 'Trailmark',
      homepage: undefined,
      confidential: true,
      redirectUris: ['https://app.example/callback'],
      scopes: [from, 'read'],
      grants: ['authorization_code', 'refresh_token', 'client_credentials'],
      requirePkce: false,
    };
    const codes = [1, 2, 3, 4].map(() => codeOf(browser, authorizeUrl(client, { scope: from })));
    const [, , rotated, , ...redeemed] = await Promise.all([
      rename(from, to),
      here.deps.clients.change(client.id, settings, 'administrator'),
      rotate(here, client, family.refresh_token),
      forItself(from),
      ...codes.map(async (code) => redeem(here, client, await code)),
    ]);
    for (const { status, body } of [rotated, ...redeemed]) assert.equal(status, 200, JSON.stringify(body));
    assert.deepEqual((await here.deps.clients.find(client.id))?.scopes, [to, 'read']);
    await rewrite();
    for (const { body } of [rotated, ...redeemed]) {
      const names = String((await rotate(here, client, body.refresh_token)).body['scope']).split(' ');
      assert.ok(names.includes(to) && !names.includes(from), String(names));
    }
  }
});

test('the rewriting is finished when nothing from before the rename can be on its way', async () => {
  await rename();
  assert.equal(await rewrite(), false);
  await settle();
  assert.equal(await rewrite(), true);
  const left = await here.database.pool.query('SELECT 1 FROM scope_names WHERE name <> scope AND swept_at IS NULL');
  assert.equal(left.rowCount, 0);
  assert.equal(await there.deps.scopes.rewrite({ seconds: 0 }), true); // nothing to look at
  await rename(now, old);
  assert.equal(await there.deps.scopes.rewrite({ seconds: 0 }), false);
});

test('S061 a scope that was deleted is in nothing that people allowed when one of its name can be added again', async () => {
  const settings = await here.deps.clients.find(client.id);
  assert.ok(settings);
  const family = await tokensOf(here, browser, client, `read ${old}`);
  await rename(old, now);
  assert.equal(await there.deps.scopes.delete(now, 'administrator'), 'used');
  assert.deepEqual(await there.deps.scopes.users(now), [{ id: client.id, name: 'Trailmark', kind: 'client' }]);
  await here.deps.clients.change(client.id, { ...settings, scopes: ['read'] }, 'administrator');
  assert.equal(await there.deps.scopes.delete(now, 'administrator'), 'deleted');
  // Here the process ends: nothing has been taken out of anything.
  for (const name of [old, now]) {
    const entry = { name, description: 'Something else', detail: undefined, privileged: false };
    assert.equal(
      await saveScope({ ...entry, safe: false, grants: [], offered: true, claims: [] }, 'administrator', there.deps, {
        seconds: 10,
      }),
      'leaving',
      name,
    );
    assert.equal(await here.deps.scopes.rename('read', name, 'administrator'), 'taken', name);
  }
  await tokensOf(here, browser, client, 'read');
  await settle();
  await purge(here.database);
  for (const name of [old, now]) {
    await here.scope(name);
    await here.deps.clients.change(client.id, { ...settings, scopes: ['read', name] }, 'administrator');
    assert.match((await browser.get(authorizeUrl(client, { scope: name }))).location, /^\/consent/, name);
    assert.equal((await rotate(here, client, family.refresh_token)).body['scope'], 'read', name);
  }
});

test('what was on its way when a scope was deleted does not bring it back', async () => {
  const settings = await here.deps.clients.find(client.id);
  assert.ok(settings);
  await here.deps.clients.change(client.id, { ...settings, scopes: ['read'] }, 'administrator');
  assert.equal(await there.deps.scopes.delete(old, 'administrator'), 'deleted');
  assert.equal(await rewrite(), false);
  await tokensOf(here, browser, client, 'read');
  await here.database.pool.query('UPDATE consents SET scopes = scopes || $1::text WHERE client_id = $2', [
    old,
    client.id,
  ]);
  assert.equal(
    await here.deps.scopes.save({ name: old, description: 'x', detail: undefined, privileged: false }, 'administrator'),
    'leaving',
  );
  await settle();
  assert.equal(await rewrite(), true);
  await here.scope(old);
  await here.deps.clients.change(client.id, { ...settings, scopes: ['read', old] }, 'administrator');
  assert.match((await browser.get(authorizeUrl(client, { scope: old }))).location, /^\/consent/);
});
