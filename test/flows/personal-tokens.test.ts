import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PASSWORD, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { post } from '../support/flow.ts';
import type { Visitor } from '../support/visitor.ts';

let here: TestApp;
let api: TestClient;
before(async () => {
  here = await testApp();
  for (const scope of ['openid', 'read', 'write']) await here.scope(scope);
  const secret = { description: 'Everything', detail: undefined, privileged: true };
  await here.deps.scopes.save({ name: 'secret', ...secret }, 'administrator');
  api = await here.application(await here.person(), { name: 'API', resourceServer: true });
});
after(() => here.close());

const TOKENS = '/account/tokens';
const DAY_MS = 86_400_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);

async function given() {
  const ines = await here.person();
  return { ines, browser: await here.signedIn(ines) };
}

async function create(browser: Visitor, typed: Readonly<Record<string, string>> = {}) {
  const page = await browser.get(TOKENS);
  const answer = await browser.submit(page, TOKENS, { name: 'Back-up', scope: 'read', expires: inDays(7), ...typed });
  if (answer.status !== 303) return { answer, token: '' };
  const shown = await browser.get(answer.location);
  const [, token = ''] = /data-copy="token">(lk_at_\w+)</.exec(shown.body) ?? [];
  return { answer, token, shown };
}

const introspect = async (token: string) => (await post(here, '/oauth2/introspect', { token }, api)).body;

test('a token is made, shown once, and known to introspection and checks as every other', async () => {
  const { ines, browser } = await given();
  const { token } = await create(browser);
  assert.match(token, /^lk_at_\w{49}$/);
  assert.ok(!(await browser.get(TOKENS)).body.includes(token));
  const { exp, iat, ...told } = await introspect(token);
  assert.deepEqual(told, {
    active: true,
    ...{
      scope: 'read',
      client_id: 'personal-access-tokens',
      token_type: 'Bearer',
      sub: ines.id,
      iss: here.deps.issuer,
    },
  });
  assert.ok(Number(exp) > Date.now() / 1000 + 6 * 86_400 && Number(iat) <= Date.now() / 1000);
  const check = (scope: string) =>
    here.app.inject({ url: `/oauth2/check?scope=${scope}`, headers: { authorization: `Bearer ${token}` } });
  assert.deepEqual([(await check('read')).statusCode, (await check('write')).statusCode], [204, 403]);
  const userinfo = await here.app.inject({ url: '/oauth2/userinfo', headers: { authorization: `Bearer ${token}` } });
  assert.equal(userinfo.statusCode, 403);
});

test('it says when it was last used, and ends when its person revokes it', async () => {
  const { browser } = await given();
  const { token, shown } = await create(browser);
  assert.match(shown?.body ?? '', /Never/);
  await introspect(token);
  await here.deps.tokenUses.flush();
  const page = await browser.get(TOKENS);
  assert.doesNotMatch(page.body, /Never/);
  assert.equal((await browser.submit(page, `${TOKENS}/revoke`, {})).location, `${TOKENS}?done=revoked`);
  assert.deepEqual(await introspect(token), { active: false });
  assert.match((await browser.get(TOKENS)).body, /You have none/);
});

test('S140 nobody revokes another person’s token', async () => {
  const { browser } = await given();
  const { token, shown } = await create(browser);
  const [, id = ''] = /name="id" value="([^"]+)"/.exec(shown?.body ?? '') ?? [];
  const eve = await given();
  await create(eve.browser);
  await eve.browser.submit(await eve.browser.get(TOKENS), `${TOKENS}/revoke`, { id });
  assert.equal((await introspect(token))['active'], true);
});

test('S142 a privileged scope, one of signing in, or none at all is no personal token’s, whatever the form says', async () => {
  const { browser } = await given();
  const page = await browser.get(TOKENS);
  assert.doesNotMatch(page.body, /value="secret"|value="openid"/);
  for (const scope of ['secret', 'nothing']) {
    assert.equal((await create(browser, { scope })).answer.status, 422, scope);
  }
  const boss = await here.signedIn(await here.person(undefined, { isAdmin: true }));
  assert.equal((await introspect((await create(boss, { scope: 'secret' })).token))['scope'], 'secret');
});

test('what “revoke everything” ended is listed no more, and scopes that say what one is at an application are not offered', async () => {
  const { browser } = await given();
  for (const [name, claims] of [
    ['groups', ['groups']],
    ['roles', ['roles']],
    ['badge', ['groups', 'nickname']],
  ] as const) {
    const scope = { name, description: name, detail: undefined, privileged: false, claims };
    await here.deps.scopes.save(scope, 'administrator');
  }
  assert.deepEqual(
    [...(await browser.get(TOKENS)).body.matchAll(/name="scope" value="(\w+)"/g)].map(([, name]) => name).sort(),
    ['badge', 'read', 'write'],
  );
  const { token } = await create(browser);
  assert.match((await browser.get(TOKENS)).body, /Back-up/);
  assert.equal(await here.deps.clients.endEverything('personal-access-tokens', 'administrator'), true);
  assert.deepEqual(await introspect(token), { active: false });
  assert.doesNotMatch((await browser.get(TOKENS)).body, /Back-up/);
  assert.equal((await introspect((await create(browser)).token))['active'], true);
});

test('every form says what is wrong beside the field, and keeps what was typed', async () => {
  const { browser } = await given();
  for (const expires of ['', '2020-01-01', inDays(400), 'tomorrow', '2027-99-99']) {
    const { answer } = await create(browser, { expires, name: 'Kept' });
    assert.equal(answer.status, 422, expires);
    assert.match(answer.body, /value="Kept"/);
  }
  assert.equal((await create(browser, { name: ' ' })).answer.status, 422);
});

test('S116 S144 they end with the person’s password, and when an administrator disables the person', async () => {
  const { ines, browser } = await given();
  const { token } = await create(browser);
  await here.deps.users.setPassword({ userId: ines.id, passwordHash: await here.deps.passwords.hash(PASSWORD) }, {});
  assert.deepEqual(await introspect(token), { active: false });
  const next = await here.signedIn(ines);
  const second = await create(next);
  assert.equal((await introspect(second.token))['active'], true);
  await here.deps.users.disable(ines.id, 'administrator');
  assert.deepEqual(await introspect(second.token), { active: false });
});

test('nobody can act as the application that they belong to', async () => {
  const { browser } = await given();
  await create(browser);
  const id = 'personal-access-tokens';
  for (const grant of ['client_credentials', 'personal_token', 'refresh_token']) {
    const answer = await post(here, '/oauth2/token', { grant_type: grant, client_id: id, refresh_token: 'x' });
    assert.ok(answer.status >= 400, grant);
  }
  assert.equal((await browser.get(`/oauth2/authorize?client_id=${id}&response_type=code&scope=read`)).status, 400);
});

test('S117 a token is made only after a fresh password', async () => {
  const { ines, browser } = await given();
  await here.database.pool.query(
    "UPDATE sessions SET authenticated_at = authenticated_at - interval '6 minutes' WHERE user_id = $1",
    [ines.id],
  );
  assert.equal((await create(browser)).answer.status, 403);
  assert.deepEqual(await here.deps.personalTokens.list(ines.id), []);
});
