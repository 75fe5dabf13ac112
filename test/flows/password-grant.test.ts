import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { PASSWORD, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorizeUrl, isActive, type TokenAnswer } from '../support/flow.ts';
import { basic, form, raw } from '../support/raw.ts';
import { recordStatements } from '../support/statements.ts';
import { ask, rotate, withoutSecret } from '../support/tokens.ts';

const env = { LEGACY_GRANTS: 'password' };
const GRANTS = ['authorization_code', 'refresh_token', 'password'];
const logLines: string[] = [];

let on: TestDatabase;
let site: TestApp;
/** The same database without LEGACY_GRANTS. */
let plain: TestApp;
let ines: User;
let client: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on, env, logLines });
  plain = await testApp({ on });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person('ines@example.org');
  client = await site.application(ines, { grants: GRANTS });
});
after(async () => {
  await Promise.all([site.close(), plain.close()]);
  await on.drop();
});

type Fields = Readonly<Record<string, string | undefined>>;

function sign(by: TestClient, more: Fields = {}, at: TestApp = site): Promise<TokenAnswer> {
  return ask(at, by, { grant_type: 'password', username: ines.email, password: PASSWORD, ...more });
}

async function metadata(at: TestApp): Promise<Readonly<Record<string, readonly string[]>>> {
  return (await at.app.inject('/.well-known/oauth-authorization-server')).json();
}

test('S044 without LEGACY_GRANTS there is no password grant, also for an application to which it was given', async () => {
  const answer = await sign(client, {}, plain);
  assert.deepEqual([answer.status, answer.body.error], [400, 'unsupported_grant_type']);
  assert.ok(!(await metadata(plain))['grant_types_supported']?.includes('password'));
  assert.ok((await metadata(site))['grant_types_supported']?.includes('password'));
  assert.ok(!(await metadata(site))['grant_types_supported']?.includes('implicit'), 'each by itself');
});

test('S044 S040 with it, only the application to which an administrator gave it gets tokens', async () => {
  const other = await site.application(ines);
  const refused = await sign(other);
  assert.deepEqual([refused.status, refused.body.error], [400, 'unauthorized_client']);
  const { status, headers, body } = await sign(client, { scope: 'read' });
  assert.equal(status, 200);
  assert.equal(headers['cache-control'], 'no-store');
  assert.deepEqual(
    [body['token_type'], body['expires_in'], body['scope'], typeof body['created_at']],
    ['Bearer', 3600, 'read', 'number'],
  );
  const seen = await ask(site, client, { token: body.access_token }, '/oauth2/introspect');
  assert.deepEqual([seen.body['active'], seen.body['sub'], seen.body['scope']], [true, ines.id, 'read']);
  const next = await rotate(site, client, body.refresh_token);
  assert.equal(next.body['scope'], 'read');
  assert.equal((await rotate(plain, client, next.body.refresh_token)).status, 200, 'its families live on');
});

test('a family of the password grant says so, and is in the audit trail', async () => {
  const by = await site.application(ines, { grants: ['password'] });
  const { body } = await sign(by);
  assert.equal(body.refresh_token, undefined, 'without the refresh grant there is none');
  const { rows } = await site.database.pool.query(
    `SELECT a.grant_type, a.expires_at - a.created_at = interval '1 hour' AS hour, e.event, e.user_id, e.detail, e.address
     FROM authorizations a JOIN audit_events e ON e.authorization_id = a.id WHERE a.client_id = $1`,
    [by.id],
  );
  const event = { event: 'legacy_grant.used', user_id: ines.id, detail: 'password', address: '127.0.0.1' };
  assert.deepEqual(rows, [{ grant_type: 'password', hour: true, ...event }]);
});

test('S038 an application without a secret cannot have it, whatever is stored', async () => {
  const open = withoutSecret(await site.application(ines, { confidential: false, grants: GRANTS }));
  assert.equal((await sign(open)).body.error, 'unauthorized_client');
});

test('S034 S035 S036 S041 the application is authenticated first, in one way, and before a password costs anything', async () => {
  const fields = { grant_type: 'password', username: ines.email, password: PASSWORD };
  const sent = recordStatements(site.database);
  const answers = [
    await raw(site, form({ ...fields, client_id: client.id, client_secret: client.secret }), {
      authorization: client.basic,
    }),
    await raw(site, form(fields), { authorization: basic(client.id, 'wrong') }),
    await raw(site, form({ ...fields, client_id: client.id })),
    await raw(site, form(fields)),
    await raw(site, form({ ...fields, client_id: 'lk_ci_other' }), { authorization: client.basic }),
  ];
  sent.stop();
  for (const { status, error, headers } of answers) {
    assert.ok(error === 'invalid_request' ? status === 400 : status === 401 && error === 'invalid_client', error);
    assert.equal(headers['cache-control'], 'no-store');
  }
  assert.ok(
    sent.names().every((name) => name === 'find-client'),
    sent.names().join(' '),
  );
});

test('S033 S041 S129 S130 what is missing, repeated, malformed or too long is invalid_request, and costs no hash', async () => {
  const good = form({ grant_type: 'password', username: ines.email, password: PASSWORD });
  const sent = recordStatements(site.database);
  const bodies = [
    form({ grant_type: 'password', password: PASSWORD }),
    form({ grant_type: 'password', username: ines.email }),
    form({ grant_type: 'password', username: ines.email, password: '' }),
    `${good}&username=${encodeURIComponent(ines.email)}`,
    `${good}&password=other`,
    `grant_type=password&username[not]=x&password=y`,
    `grant_type=password&username=a&password[]=y`,
    form({ grant_type: 'password', username: ines.email, password: 'x'.repeat(1025) }),
    form({ grant_type: 'password', username: 'x'.repeat(3000), password: 'y' }),
    `${good}%00`,
    `${good}&scope=a++b`,
  ];
  for (const body of bodies) {
    const answer = await raw(site, body, { authorization: client.basic });
    const expected = body.includes('scope=') ? 'invalid_scope' : 'invalid_request';
    assert.deepEqual([answer.status, answer.error], [400, expected], body.slice(0, 80));
    assert.match(answer.text, /^[\x20-\x7e]*$/);
    assert.ok(!answer.text.includes('violet') && !answer.text.includes('ines'), 'nothing of either comes back');
  }
  const query = await raw(site, good, { authorization: client.basic }, { url: `/oauth2/token?${good}` });
  assert.equal(query.error, 'invalid_request');
  sent.stop();
  assert.ok(!sent.names().includes('reserve-attempt'));
});

test('S058 a scope is granted only if the application has it', async () => {
  const few = await site.application(ines, { grants: GRANTS, scopes: ['read'] });
  assert.equal((await sign(few)).body['scope'], 'read');
  for (const scope of ['write', 'read write', 'rea', 'READ', 'nothing']) {
    assert.equal((await sign(few, { scope })).body.error, 'invalid_scope', scope);
  }
});

test('S043 S058 a scope whose entry leaves the grant out is not carried by it, nor by what it refreshes', async () => {
  const entry = { name: 'write', description: 'Use write', detail: undefined, privileged: false };
  const { body } = await sign(client, { scope: 'read write' });
  await site.deps.scopes.save({ ...entry, grants: ['authorization_code'] }, 'administrator');
  assert.equal((await sign(client, { scope: 'read write' })).body.error, 'invalid_scope');
  assert.equal((await sign(client)).body['scope'], 'read', 'asked for all');
  assert.equal((await rotate(site, client, body.refresh_token)).body['scope'], 'read');
  await site.deps.scopes.save({ ...entry, grants: [] }, 'administrator');
});

test('the person sees it under Authorized applications and ends it there, and it is never taken for an approval', async () => {
  const by = await site.application(ines, { name: 'Old mailer', grants: GRANTS });
  const browser = await site.signedIn(ines);
  const { body } = await sign(by, { scope: 'write' });
  assert.match((await browser.get(authorizeUrl(by, { scope: 'write' }))).location, /^\/consent/);
  const list = '/oauth2/authorized_applications';
  const page = await browser.get(list);
  const [, card = ''] = page.body.split('Old mailer</h2>');
  assert.match(card, /<code class="soft">write<\/code>/);
  assert.match(card, /It signs in with your password/);
  assert.ok(await isActive(site, by, body.access_token));
  await browser.submit(page, list, { client_id: by.id });
  assert.equal(await isActive(site, by, body.access_token), false);
  assert.equal((await rotate(site, by, body.refresh_token)).body.error, 'invalid_grant');
});

test('S116 S144 another password, and disabling, end what came of the old one', async () => {
  const person = await site.person();
  const username = person.email;
  const first = (await sign(client, { username })).body;
  await site.deps.users.setPassword(
    {
      userId: person.id,
      passwordHash: await site.deps.passwords.hash('another password here'),
    },
    {},
  );
  assert.equal(await isActive(site, client, first.access_token), false);
  assert.equal((await sign(client, { username })).body.error, 'invalid_grant');
  const second = (await sign(client, { username, password: 'another password here' })).body;
  assert.ok(await isActive(site, client, second.access_token));
  await site.deps.users.disable(person.id, 'administrator');
  assert.equal(await isActive(site, client, second.access_token), false);
  assert.equal((await sign(client, { username, password: 'another password here' })).body.error, 'invalid_grant');
});

test('with its client in the cache it costs four statements, of which one issues', async () => {
  const sent = recordStatements(site.database);
  await site.deps.clientCache.refresh(client.id);
  sent.clear();
  assert.equal((await sign(client)).status, 200);
  sent.stop();
  // What is counted in memory may be written meanwhile, by a timer.
  const own = sent.sent.filter(({ name, text }) => name !== undefined || text.includes('"users"'));
  const [reserve, find, giveBack, issue, ...more] = own.map(({ name, text }) => name ?? text);
  assert.deepEqual([reserve, giveBack, issue, more], ['reserve-attempt', 'give-back-attempt', 'issue-to-person', []]);
  assert.match(find ?? '', /FROM "public"."users"/);
});

test('S147 no line of the log holds the password, the name or a token', async () => {
  const canary = 'canary-password-4711';
  await sign(client, { password: canary });
  await ask(site, client, { grant_type: 'password', username: ines.email, password: canary, scope: 'nothing' });
  const { body } = await sign(client);
  const log = logLines.join('');
  for (const secret of [canary, PASSWORD, ines.email, body.access_token, body.refresh_token]) {
    assert.ok(!log.includes(secret) && !log.includes(encodeURIComponent(secret)), secret);
  }
});
