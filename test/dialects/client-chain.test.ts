import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { digest } from '../../src/secrets.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { SETTINGS } from '../support/applications.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { withDialect } from '../support/dialects.ts';
import { isActive, post, type TokenAnswer } from '../support/flow.ts';
import { ask, rotate, tokensOf, withoutSecret } from '../support/tokens.ts';

// The refresh tokens of a client for itself keep what those of people keep (flows/refresh*.test.ts).

const GRACE = 20; // seconds
const DAY = 86_400;
const GRANTS = ['client_credentials'];

let on: TestDatabase;
let site: TestApp;
/** The same server when the grace window has passed. */
let late: TestApp;
/** Another instance. */
let twin: TestApp;
let ines: User;
let api: TestClient;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  late = await testApp({ on, offsetMs: (GRACE + 2) * 1000 });
  twin = await testApp({ on });
  for (const name of ['read', 'write', 'erase']) await site.scope(name);
  ines = await site.person();
  api = await site.application(ines, { resourceServer: true });
});
after(async () => {
  await Promise.all([site.close(), late.close(), twin.close()]);
  await on.drop();
});

const application = (settings = {}) => withDialect(site, ines, 'op-api', { grants: GRANTS, ...settings });

async function begin(client: TestClient, scope?: string) {
  return done(await ask(site, client, { grant_type: 'client_credentials', scope }));
}

function done(answer: TokenAnswer): TokenAnswer['body'] {
  assert.equal(answer.status, 200, JSON.stringify(answer.body));
  return answer.body;
}

function refused(answer: TokenAnswer, error = 'invalid_grant', status = 400) {
  assert.deepEqual([answer.status, answer.body.error], [status, error], JSON.stringify(answer.body));
  assert.equal(answer.body.refresh_token, undefined);
}

test('S045 only the authenticated client can refresh, and nobody else’s attempt harms the chain', async () => {
  const client = await application();
  const { refresh_token: token, access_token: access } = await begin(client);
  refused(await rotate(site, withoutSecret(client), token), 'invalid_client', 401);
  const others = [await application(), await application({ grants: ['client_credentials', 'refresh_token'] })];
  for (const other of [...others, api]) refused(await rotate(site, other, token));
  const next = done(await rotate(site, client, token));
  for (const other of [...others, api]) refused(await rotate(late, other, token));
  assert.ok(await isActive(site, api, access));
  done(await rotate(site, client, next.refresh_token));
});

test('S046 S047 every use rotates, and reuse after the grace window ends the chain with all its tokens', async () => {
  const client = await application();
  const chains = [await begin(client)];
  for (let step = 0; step < 2; step += 1)
    chains.push(done(await rotate(site, client, chains.at(-1)?.refresh_token ?? '')));
  const other = await begin(client);
  assert.equal(new Set(chains.map((chain) => chain.refresh_token)).size, 3);
  assert.deepEqual(
    chains.map((chain) => chain['refresh_count']),
    ['0', '1', '2'],
  );
  refused(await rotate(late, client, chains[0]?.refresh_token ?? ''));
  for (const chain of chains) {
    assert.equal(await isActive(site, api, chain.access_token), false);
    assert.equal(await isActive(site, client, chain.refresh_token), false);
  }
  refused(await rotate(site, client, chains[2]?.refresh_token ?? ''));
  assert.ok(await isActive(site, api, other.access_token), 'another chain of the same client lives on');
  done(await rotate(site, client, other.refresh_token));
  const audit = "SELECT count(*)::int AS count FROM audit_events WHERE event = 'refresh.reused' AND client_id = $1";
  assert.equal((await site.database.pool.query(audit, [client.id])).rows[0].count, 1);
});

test('S048 a retry within the grace window gets the same successor and an access token of its own', async () => {
  const client = await application();
  const { refresh_token: token } = await begin(client);
  const one = done(await rotate(site, client, token));
  const again = done(await rotate(site, client, token));
  assert.equal(again.refresh_token, one.refresh_token);
  assert.notEqual(again.access_token, one.access_token);
  assert.equal(again['refresh_count'], '1');
  assert.equal(again['refresh_token_issued_at'], one['refresh_token_issued_at']);
  done(await rotate(site, client, one.refresh_token));
  // Ended, both of them are: the chain knows every token that it gave.
  refused(await rotate(late, client, token));
  for (const { access_token: access } of [one, again]) assert.equal(await isActive(site, api, access), false);
});

test('S049 the grace window never forks a chain, and never revives one', async () => {
  const client = await application();
  const first = await begin(client);
  const second = done(await rotate(site, client, first.refresh_token));
  const third = done(await rotate(site, client, second.refresh_token));
  refused(await rotate(site, client, first.refresh_token));
  refused(await rotate(site, client, third.refresh_token));

  const ended = await begin(client);
  done(await rotate(site, client, ended.refresh_token));
  await post(site, '/oauth2/revoke', { token: ended.refresh_token }, client);
  refused(await rotate(site, client, ended.refresh_token));
});

test('S050 of many that refresh at once with one token, one lineage is left, and none ends it', async () => {
  const client = await application();
  for (let round = 0; round < 3; round += 1) {
    const { refresh_token: token } = await begin(client);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => rotate(at % 2 ? site : twin, client, token)),
    );
    const won = answers.filter(({ status }) => status === 200);
    assert.ok(won.length >= 1);
    assert.ok(answers.every(({ status }) => [200, 400].includes(status)));
    const [next, ...others] = new Set(won.map(({ body }) => body.refresh_token));
    assert.deepEqual(others, []);
    assert.ok(await isActive(site, client, next ?? ''));
    done(await rotate(site, client, next ?? ''));
  }
});

test('S050 with no grace window exactly one succeeds', async () => {
  const strict = await testApp({ on, env: { REFRESH_GRACE_SECONDS: '0' } });
  try {
    const client = await application();
    const { refresh_token: token } = await begin(client);
    const answers = await Promise.all(Array.from({ length: 12 }, () => rotate(strict, client, token)));
    assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  } finally {
    await strict.close();
  }
});

test('a chain that ends while it is refreshed leaves no token behind', async () => {
  const client = await application();
  for (let round = 0; round < 8; round += 1) {
    const { refresh_token: token, access_token: access } = await begin(client);
    const [answer] = await Promise.all([rotate(site, client, token), post(twin, '/oauth2/revoke', { token }, client)]);
    for (const value of [access, answer.body.access_token ?? access]) {
      assert.equal(await isActive(site, api, value), false, `round ${round}`);
    }
  }
});

test('S053 a chain ends when it lay idle, and when it is old, however often it was refreshed', async () => {
  const client = await application();
  const idle = await begin(client);
  const after14 = await testApp({ on, offsetMs: 14 * DAY * 1000 + 1000 });
  const after89 = await testApp({ on, offsetMs: 89 * DAY * 1000 });
  const after90 = await testApp({ on, offsetMs: 90 * DAY * 1000 + 1000 });
  try {
    refused(await rotate(after14, client, idle.refresh_token));
    const { refresh_token: token } = await begin(client);
    // As if it had been refreshed all the time.
    await site.database.pool.query('UPDATE client_lines SET expires_at = ends_at WHERE hash = $1', [digest(token)]);
    const last = done(await rotate(after89, client, token));
    assert.ok(Number(last['refresh_token_expires_in']) <= DAY);
    refused(await rotate(after90, client, last.refresh_token));
    assert.equal(await isActive(after90, client, last.refresh_token), false);
  } finally {
    await Promise.all([after14.close(), after89.close(), after90.close()]);
  }
});

test('S054 each refresh looks again: at the client, its dialect, its grant and its scopes', async () => {
  const settings = { ...SETTINGS, redirectUris: [REDIRECT], scopes: ['read', 'write'], grants: GRANTS };
  const changes: Record<string, (id: string) => Promise<unknown>> = {
    'without the dialect': (id) => site.deps.clients.administer(id, { dialect: 'none' }, 'administrator'),
    'with another dialect': (id) =>
      site.deps.clients.administer(id, { dialect: { name: 'community-maps', expiresAt: undefined } }, 'administrator'),
    'with a dialect that has ended': (id) =>
      site.deps.clients.administer(
        id,
        { dialect: { name: 'op-api', expiresAt: new Date(Date.now() - 1000) } },
        'administrator',
      ),
    'without the grant': (id) =>
      site.deps.clients.change(id, { ...settings, grants: ['refresh_token'] }, 'administrator'),
  };
  for (const [what, change] of Object.entries(changes)) {
    const client = await application();
    const { refresh_token: token } = await begin(client);
    await change(client.id);
    const answer = await rotate(site, client, token);
    assert.ok(answer.status === 400, `${what}: ${JSON.stringify(answer.body)}`);
    if (what.endsWith('ended')) assert.match(String(answer.body['error_uri']), /dialect-ended$/);
    assert.equal(await isActive(site, client, token), false, what);
  }
  const off = await application();
  const { refresh_token: token, access_token: access } = await begin(off);
  await site.deps.clients.disable(off.id, 'administrator');
  refused(await rotate(site, off, token), 'invalid_client', 401);
  await site.deps.clients.enable(off.id, 'administrator');
  refused(await rotate(site, off, token));
  assert.equal(await isActive(site, api, access), false);

  const fewer = await application({ scopes: ['read', 'write'] });
  const chain = await begin(fewer);
  assert.equal(chain['scope'], 'read write');
  await site.deps.clients.change(fewer.id, { ...settings, scopes: ['write', 'erase'] }, 'administrator');
  assert.equal(done(await rotate(site, fewer, chain.refresh_token))['scope'], 'write');
});

test('a chain keeps a scope that was renamed, under its present name', async () => {
  await site.scope('notes');
  const client = await application({ scopes: ['read', 'notes'] });
  const first = await begin(client);
  assert.equal(await site.deps.scopes.rename('notes', 'remarks', 'administrator'), 'renamed');
  const second = done(await rotate(site, client, first.refresh_token));
  assert.equal(second['scope'], 'read remarks');
  assert.equal(
    done(await rotate(site, client, second.refresh_token, 'notes'))['scope'],
    'notes',
    'by its old name too, and answered by it',
  );
});

test('S055 a refresh may ask for less, never for more, and narrows only that one token', async () => {
  const client = await application({ scopes: ['read', 'write', 'erase'] });
  const { refresh_token: token } = await begin(client, 'read write');
  for (const scope of ['read erase', 'erase', 'unknown']) {
    refused(await rotate(site, client, token, scope), 'invalid_scope');
  }
  const narrow = done(await rotate(site, client, token, 'read'));
  assert.equal(narrow['scope'], 'read');
  assert.equal(done(await rotate(site, client, narrow.refresh_token))['scope'], 'read write');
});

test('S066 S068 S069 only its client learns of a refresh token, and revoking it ends the chain', async () => {
  const client = await application();
  const { refresh_token: token, access_token: access } = await begin(client);
  const told = await post(site, '/oauth2/introspect', { token }, client);
  assert.deepEqual([told.body['active'], told.body['sub'], told.body['client_id']], [true, client.id, client.id]);
  assert.equal(await isActive(site, api, token), false);
  assert.equal((await post(site, '/oauth2/revoke', { token }, api)).status, 200);
  assert.ok(await isActive(site, client, token));
  assert.equal((await post(site, '/oauth2/revoke', { token }, client)).status, 200);
  assert.equal(await isActive(site, client, token), false);
  assert.equal(await isActive(site, api, access), false);
});

test('a new secret leaves the chain as it is, for who refreshes must have the new one', async () => {
  const client = await application();
  const { refresh_token: token } = await begin(client);
  const secret = 'lk_cs_another';
  const stored = { hash: digest(secret), hint: 'her' };
  await site.deps.clients.rotateSecret(client.id, stored, 0, 'administrator');
  refused(await rotate(site, client, token), 'invalid_client', 401);
  const basic = `Basic ${Buffer.from(`${client.id}:${secret}`).toString('base64')}`;
  done(await rotate(site, { ...client, basic }, token));
});

test('S043 S056 nobody without the dialect gets such a token, or can use one', async () => {
  const ordinary = await site.application(ines);
  const browser = await site.signedIn(ines);
  assert.match((await tokensOf(site, browser, ordinary)).refresh_token, /^lk_rt_/);
  assert.equal((await begin(ordinary)).refresh_token, undefined);
  const client = await application({ grants: ['client_credentials', 'refresh_token'] });
  const { refresh_token: token } = await begin(client);
  await site.deps.clients.administer(client.id, { dialect: 'none' }, 'administrator');
  refused(await rotate(site, client, token));
  await site.deps.clients.administer(client.id, { dialect: { name: 'op-api', expiresAt: undefined } }, 'administrator');
  refused(await rotate(site, client, token)); // what had ended stays ended
});

test('S075 a chain and what is known of it go 30 days after its end, and with its client', async () => {
  const count = async (id: string) => {
    const text = `SELECT count(DISTINCT l.id)::int AS chains, count(t.hash)::int AS tokens FROM client_lines l
      LEFT JOIN client_line_tokens t ON t.line_id = l.id WHERE l.client_id = $1`;
    return (await site.database.pool.query(text, [id])).rows[0];
  };
  const client = await application();
  const { refresh_token: token } = await begin(client);
  done(await rotate(site, client, token));
  const { pool } = site.database;
  await purge({ pool, offsetMs: 119 * DAY * 1000 });
  assert.deepEqual(await count(client.id), { chains: 1, tokens: 4 });
  const purged = await purge({ pool, offsetMs: 121 * DAY * 1000 });
  assert.deepEqual(await count(client.id), { chains: 0, tokens: 0 });
  assert.ok((purged['client_line_tokens'] ?? 0) >= 4);

  const gone = await application();
  await begin(gone);
  const { pool: left } = site.database;
  await site.deps.clients.delete(gone.id, 'administrator');
  assert.deepEqual(await count(gone.id), { chains: 0, tokens: 0 });
  const all = await left.query(
    'SELECT FROM client_line_tokens t WHERE NOT EXISTS (SELECT FROM client_lines WHERE id = line_id)',
  );
  assert.equal(all.rowCount, 0);
});

test('S064 a client that loses its grant and gets it back revives no chain', async () => {
  const client = await application();
  const { refresh_token: token } = await begin(client);
  const grants = (list: string) =>
    site.database.pool.query('UPDATE clients SET grants = $2 WHERE id = $1', [client.id, list]);
  await grants('{}');
  await grants(`{${GRANTS}}`);
  assert.equal(await isActive(site, client, token), false);
  refused(await rotate(site, client, token));
  done(await rotate(site, client, (await begin(client)).refresh_token));
});
