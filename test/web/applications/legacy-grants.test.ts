import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../../src/accounts/user.ts';
import { runCommandLine } from '../../../src/command-line/run.ts';
import { PASSWORD, type TestApp, type TestClient, testApp } from '../../support/app.ts';
import { type TestDatabase, testDatabase } from '../../support/database.ts';
import { authorize, authorizeUrl } from '../../support/flow.ts';
import { TEST_SECRET } from '../../support/server.ts';
import { ask } from '../../support/tokens.ts';
import type { Visitor } from '../../support/visitor.ts';

let on: TestDatabase;
let site: TestApp;
/** The same database without LEGACY_GRANTS. */
let plain: TestApp;
let ines: User;
let owner: Visitor;
let admin: Visitor;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on, env: { LEGACY_GRANTS: 'password,implicit' } });
  plain = await testApp({ on });
  await site.scope('read');
  ines = await site.person();
  [owner, admin] = [await site.signedIn(ines), await site.signedIn(await site.person(undefined, { isAdmin: true }))];
});
after(async () => {
  await Promise.all([site.close(), plain.close()]);
  await on.drop();
});

const USUAL = ['authorization_code', 'refresh_token'];

async function application(more: { confidential?: boolean; grants?: readonly string[] } = {}): Promise<TestClient> {
  return site.application(ines, { grants: USUAL, scopes: ['read'], ...more });
}

async function grantsOf({ id }: TestClient): Promise<readonly string[]> {
  return (await site.deps.clients.find(id))?.grants ?? [];
}

/** Sends the form of this address with these grants, and what else it asks for. */
async function save(browser: Visitor, client: TestClient, grants: readonly string[]) {
  const url = `/oauth2/applications/${client.id}/advanced`;
  const { body } = await browser.get(url);
  const token = /name="_csrf" value="([^"]+)"/.exec(body)?.[1] ?? '';
  const fields: [string, string][] = [
    ['_csrf', token],
    ['auth_method', 'client_secret_basic'],
    ['id_token_alg', 'RS256'],
    ...grants.map((grant): [string, string] => ['grant', grant]),
  ];
  const payload = new URLSearchParams(fields).toString();
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  return browser.send({ method: 'POST', url, payload, headers });
}

async function decide(client: TestClient, ...grants: readonly string[]) {
  const url = `/admin/applications/${client.id}`;
  const { body } = await admin.get(url);
  const form = body.split(`action="${url}/legacy-grants"`)[1] ?? '';
  const token = /name="_csrf" value="([^"]+)"/.exec(form)?.[1] ?? '';
  const payload = `${new URLSearchParams({ _csrf: token })}${grants.map((grant) => `&legacy_grant=${grant}`).join('')}`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  return admin.send({ method: 'POST', url: `${url}/legacy-grants`, payload, headers });
}

test('S142 a developer is not offered them, cannot send them along, and can only drop what an administrator gave', async () => {
  const client = await application();
  const page = await owner.get(`/oauth2/applications/${client.id}/advanced`);
  assert.doesNotMatch(page.body, /value="(password|implicit)"/);
  for (const grant of ['password', 'implicit']) {
    const answer = await save(owner, client, [...USUAL, grant]);
    assert.equal(answer.status, 422);
    assert.match(answer.body, new RegExp(`There is no grant type ${grant}`));
  }
  assert.deepEqual(await grantsOf(client), USUAL);
  await decide(client, 'implicit');
  assert.equal((await save(owner, client, [...USUAL, 'implicit'])).status, 303);
  assert.deepEqual(await grantsOf(client), [...USUAL, 'implicit']);
  assert.equal((await save(owner, client, [...USUAL, 'implicit', 'password'])).status, 422);
  assert.equal((await save(owner, client, USUAL)).status, 303);
  assert.equal((await save(owner, client, [...USUAL, 'implicit'])).status, 422);
  assert.deepEqual(await grantsOf(client), USUAL);
});

test('S142 one that is taken away while its owner saves the form stays away', async () => {
  const client = await application({ grants: USUAL });
  const held = await site.deps.clients.find(client.id);
  assert.ok(held);
  const settings = { ...held, grants: [...USUAL, 'password', 'implicit'] };
  await site.deps.clients.change(client.id, settings, { ownerId: ines.id });
  assert.deepEqual(await grantsOf(client), USUAL);
});

test('S044 an administrator gives them on the page, each use is counted, and its owner reads what to use instead', async () => {
  const client = await application();
  const before = await decide(client, 'password', 'implicit', 'client_credentials', 'anything');
  assert.match(before.location, /done=saved$/);
  assert.deepEqual(await grantsOf(client), [...USUAL, 'password', 'implicit']);
  const { rows } = await site.database.pool.query(
    `SELECT detail FROM audit_events WHERE event = 'client.changed' AND client_id = $1`,
    [client.id],
  );
  assert.deepEqual(rows, [{ detail: 'grants=authorization_code,refresh_token,password,implicit' }]);
  for (let count = 0; count < 2; count += 1) {
    await ask(site, client, { grant_type: 'password', username: ines.email, password: PASSWORD });
  }
  await ask(site, client, { grant_type: 'password', username: ines.email, password: 'wrong' });
  await authorize(owner, authorizeUrl(client, { response_type: 'token' }));
  await site.deps.activity.flush();
  const page = (await owner.get(`/oauth2/applications/${client.id}`)).body;
  assert.match(
    page,
    /lets it send people’s passwords \(grant password\)\. Used 2 times in the last 30 days\. Send people to/,
  );
  assert.match(
    page,
    /in the address of the browser \(grant implicit\)\. Used once in the last 30 days\. Ask for response_type=code/,
  );
  const shown = (await admin.get(`/admin/applications/${client.id}`)).body;
  assert.match(shown, /Used 2 times in the last 30 days/);
  await decide(client);
  assert.deepEqual(await grantsOf(client), USUAL);
  const after = await ask(site, client, { grant_type: 'password', username: ines.email, password: PASSWORD });
  assert.equal(after.body.error, 'unauthorized_client', 'at once');
});

test('password is refused to an application without a secret, which may have implicit', async () => {
  const open = await application({ confidential: false });
  const refused = await decide(open, 'password');
  assert.equal(refused.status, 422);
  assert.match(refused.body, /cannot have the grant password/);
  assert.match((await decide(open, 'implicit')).location, /done=saved/);
  const held = await application();
  await decide(held, 'password');
  const { body } = await owner.get(`/oauth2/applications/${held.id}/advanced`);
  assert.match(body, /value="password" checked/);
});

test('a server without them says nothing of them, but that those an application was given do not work', async () => {
  const without = await plain.signedIn(await plain.person(undefined, { isAdmin: true }));
  const none = await application();
  assert.doesNotMatch((await without.get(`/admin/applications/${none.id}`)).body, /legacy-grants|Old grants/);
  const given = await application({ grants: [...USUAL, 'implicit'] });
  assert.match((await without.get(`/admin/applications/${given.id}`)).body, /grant implicit does not work/);
  const browser = await plain.signedIn(ines);
  assert.match((await browser.get(`/oauth2/applications/${given.id}`)).body, /grant implicit does not work/);
});

async function command(env: string | undefined, ...args: readonly string[]) {
  Object.assign(process.env, { DATABASE_URL: on.url, SECRET: TEST_SECRET });
  if (env === undefined) delete process.env['LEGACY_GRANTS'];
  else process.env['LEGACY_GRANTS'] = env;
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  return { code: await runCommandLine(args, { out: write, err: write }), text };
}

test('S044 on the command line --allow-grant gives one, --grant takes it away, and both need the server to have it', async () => {
  const client = await application();
  for (const [env, grant] of [
    [undefined, 'password'],
    ['password', 'implicit'],
    ['password', 'client_credentials'],
  ] as const) {
    const refused = await command(env, 'app', 'set', client.id, '--allow-grant', grant);
    assert.notEqual(refused.code, 0);
    assert.match(refused.text, /^--allow-grant: [^\n]+\n$/);
  }
  const both = ['--allow-grant', 'password', '--allow-grant', 'implicit'];
  assert.equal((await command('password,implicit', 'app', 'set', client.id, ...both)).code, 0);
  assert.deepEqual(await grantsOf(client), [...USUAL, 'password', 'implicit']);
  const other = await command(undefined, 'app', 'set', client.id, '--name', 'Still the same');
  assert.equal(other.code, 0);
  assert.deepEqual(await grantsOf(client), [...USUAL, 'password', 'implicit']);
  const few = ['--grant', 'authorization_code', '--grant', 'password'];
  assert.equal((await command('password', 'app', 'set', client.id, ...few)).code, 0);
  assert.deepEqual(await grantsOf(client), ['authorization_code', 'password']);
  const open = await application({ confidential: false });
  const refused = await command('password', 'app', 'set', open.id, '--allow-grant', 'password');
  assert.match(refused.text, /^password is for an application with a secret: it cannot be public \(--no-public\)\.\n$/);
  const made = await command('password', 'app', 'add', '--name', 'X', '--owner', ines.email, '--grant', 'password');
  assert.match(made.text, /password is a legacy grant: register without it/);
});
