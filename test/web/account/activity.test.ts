import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PASSWORD, type TestApp, testApp } from '../../support/app.ts';
import { setUpApp, typePassword } from '../../support/factors.ts';
import { textOf } from '../../support/visitor.ts';

let here: TestApp;
before(async () => {
  here = await testApp();
});
after(() => here.close());

test('S146 people see what happened to their own account, and page through it', async () => {
  const ines = await here.person();
  const browser = await here.signedIn(ines);
  const other = await here.person();
  await here.signedIn(other);
  await typePassword(here, ines.email);
  for (let count = 0; count < 30; count += 1) await here.deps.users.rename(ines.id, `Ines ${count}`, {});
  await here.deps.users.requireFactor(ines.id, true, 'administrator');
  const again = await here.deps.users.requireFactor(ines.id, false, 'administrator');
  assert.equal(again, true);
  const { browser: next } = await typePassword(here, ines.email);
  const page = await next.get('/account/activity');
  assert.equal(page.body.match(/<th scope="row">/g)?.length, 25);
  assert.match(page.body, /A second factor is no longer required/);
  const [, older = ''] = /href="([^"]+)" rel="next"/.exec(page.body) ?? [];
  const second = await next.get(older.replaceAll('&amp;', '&'));
  assert.match(second.body, /The account was made/);
  assert.match(second.body, /rel="prev"/);
  assert.equal((await next.get('/account/activity?older=nonsense')).status, 200);
  assert.match((await browser.get('/account/activity')).location, /^\/sign-in/);
});

test('S146 nobody learns by their own activity where somebody else was', async () => {
  const ines = await here.person();
  const boss = await here.person(undefined, { isAdmin: true });
  const by = { administratorId: boss.id, address: '198.51.100.7' };
  await here.deps.users.requireFactor(ines.id, true, by);
  await here.deps.users.requireFactor(ines.id, false, by);
  await here.deps.audit.record({
    event: 'sign_in.failed',
    userId: ines.id,
    address: '198.51.100.8',
    detail: 'password',
  });
  const browser = await here.signedIn(ines);
  const page = textOf((await browser.get('/account/activity')).body);
  const file = (await browser.submit(await browser.get('/account'), '/account/export', {})).body;
  for (const text of [page, file]) {
    assert.doesNotMatch(text, /198\.51\.100\.7/);
    assert.match(text, /198\.51\.100\.8/, 'who tried to sign in is theirs to know');
  }
});

test('an administrator removes the factors of somebody who lost them; the trail says so', async () => {
  const boss = await here.person(undefined, { isAdmin: true });
  const admin = await here.signedIn(boss);
  const ines = await here.person();
  const browser = await here.signedIn(ines);
  await setUpApp(browser);
  const page = await admin.get(`/admin/people/${ines.id}`);
  const path = `/admin/people/${ines.id}/remove-factors`;
  assert.equal((await admin.submit(page, path, {})).status, 303);
  assert.match((await browser.get('/account')).location, /^\/sign-in/);
  assert.equal((await typePassword(here, ines.email)).answer.location, '/');
  const { rows } = await here.database.pool.query(
    "SELECT actor_id, detail FROM audit_events WHERE user_id = $1 AND event = 'factor.removed'",
    [ines.id],
  );
  assert.deepEqual(rows, [{ actor_id: boss.id, detail: 'all' }]);
  assert.doesNotMatch((await admin.get(`/admin/people/${ines.id}`)).body, /remove-factors/);
});

test('the password grant refuses who has a second factor, and says no more than of a wrong password', async () => {
  const legacy = await testApp({ env: { LEGACY_GRANTS: 'password' } });
  const ines = await legacy.person();
  const client = await legacy.application(ines, { scopes: [], grants: ['password'] });
  const ask = async (password: string) => {
    const payload = new URLSearchParams({ grant_type: 'password', username: ines.email, password }).toString();
    const headers = { authorization: client.basic, 'content-type': 'application/x-www-form-urlencoded' };
    const { statusCode, body } = await legacy.app.inject({ method: 'POST', url: '/oauth2/token', headers, payload });
    return { statusCode, error: JSON.parse(body).error as string };
  };
  assert.equal((await ask(PASSWORD)).statusCode, 200);
  await setUpApp(await legacy.signedIn(ines));
  assert.deepEqual(await ask(PASSWORD), await ask('wrong'));
  await legacy.close();
});
