import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import { endAgain } from '../../src/storage/engine/end-again.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { isActive, post } from '../support/flow.ts';
import { recordStatements } from '../support/statements.ts';

const MAPS = 'https://maps.example/';
let on: TestDatabase;
let here: TestApp;
let there: TestApp;
let owner: Awaited<ReturnType<TestApp['person']>>;
before(async () => {
  on = await testDatabase();
  here = await testApp({ on });
  there = await testApp({ on });
  for (const name of ['read', 'write']) await here.scope(name);
  const form = { accessTokenFormat: undefined, accessTokenSeconds: undefined, scopes: [] };
  await here.deps.resources.save({ ...form, uri: MAPS, name: 'Maps' }, 'administrator');
  owner = await here.person();
});
after(async () => {
  await Promise.all([here.close(), there.close()]);
  await on.drop();
});

/** An application whose tokens are signed. */
async function machine(settings: Parameters<TestApp['application']>[1] = {}): Promise<TestClient> {
  const client = await here.application(owner, { grants: ['client_credentials'], redirectUris: [], ...settings });
  const metadata = { accessTokenFormat: 'jwt', resources: [MAPS] } as const;
  await here.deps.clients.administer(client.id, { metadata }, 'administrator');
  return client;
}

async function tokenOf(client: TestClient, more: Readonly<Record<string, string>> = {}, at = here): Promise<string> {
  const { status, body } = await post(at, '/oauth2/token', { grant_type: 'client_credentials', ...more }, client);
  assert.equal(status, 200, JSON.stringify(body));
  return body.access_token;
}

async function check(token: string, query = '', at = there): Promise<number> {
  const headers = { authorization: `Bearer ${token}` };
  return (await at.app.inject({ url: `/oauth2/check${query}`, headers })).statusCode;
}

test('S066 S080 a signed token of an application for itself is not stored, and yet known everywhere', async () => {
  const client = await machine();
  await tokenOf(client);
  await here.deps.clientCache.refresh(client.id);
  const sent = recordStatements(here.database);
  const asked = () => sent.names().filter((name) => name !== 'list-signing-keys'); // read twice a second, aside
  const token = await tokenOf(client, { scope: 'read' });
  assert.deepEqual(asked(), ['vouch-for-client']);
  sent.clear();
  const told = (await post(here, '/oauth2/introspect', { token }, client)).body as Record<string, unknown>;
  assert.deepEqual(asked(), ['introspect-signed-token']);
  sent.stop();
  const { exp, iat } = decodeJwt(token);
  const known = { active: true, scope: 'read', client_id: client.id, token_type: 'Bearer', exp, iat };
  assert.deepEqual(told, { ...known, sub: client.id, iss: here.deps.issuer });
  const { rows } = await here.database.pool.query('SELECT FROM access_tokens WHERE client_id = $1', [client.id]);
  assert.equal(rows.length, 0);

  const api = await here.application(owner, { resourceServer: true });
  assert.equal(await isActive(there, api, token), true);
  assert.equal(await isActive(there, await here.application(owner), token), false);
  assert.deepEqual(
    [await check(token), await check(token, '?scope=read'), await check(token, '?scope=write')],
    [204, 204, 403],
  );
  const named = await tokenOf(client, { resource: MAPS });
  assert.equal(decodeJwt(named).aud, MAPS);
  assert.equal(await isActive(there, api, named), false);
  assert.deepEqual(
    [await check(named, `?resource=${MAPS}`), await check(named, '?resource=https://x.example/')],
    [204, 401],
  );
  const userinfo = await here.app.inject({ url: '/oauth2/userinfo', headers: { authorization: `Bearer ${token}` } });
  assert.equal(userinfo.statusCode, 401);
});

test('S067 S068 S069 it ends when its application revokes it, and nobody else can', async () => {
  const client = await machine();
  const [token, sibling] = [await tokenOf(client), await tokenOf(client)];
  await post(here, '/oauth2/revoke', { token }, await here.application(owner));
  assert.equal(await isActive(there, client, token), true);
  for (const at of [here, there]) assert.equal((await post(at, '/oauth2/revoke', { token }, client)).status, 200);
  assert.deepEqual([await isActive(there, client, token), await check(token), await check(sibling)], [false, 401, 204]);
  const { rows } = await here.database.pool.query(
    "SELECT FROM audit_events WHERE event = 'token.revoked' AND client_id = $1",
    [client.id],
  );
  assert.equal(rows.length, 1);
});

test('S067 S144 a disabled application gets none at once, and what it had does not live again', async () => {
  const client = await machine();
  const token = await tokenOf(client);
  await tokenOf(client, {}, there);
  await here.deps.clients.disable(client.id, 'administrator');
  const refused = await post(there, '/oauth2/token', { grant_type: 'client_credentials' }, client);
  assert.deepEqual([refused.status, refused.body.error], [401, 'invalid_client']);
  assert.equal(await check(token), 401);
  await here.deps.clients.enable(client.id, 'administrator');
  assert.deepEqual([await check(token), await isActive(there, client, token)], [401, false]);
  const next = await tokenOf(client, {}, there);
  assert.equal(await check(next, '', here), 204);
  await here.deps.clients.administer(client.id, { note: 'changed' }, 'administrator');
  assert.equal(await check(next, '', here), 204, 'another change ends nothing');
  await here.deps.clients.delete(client.id, 'administrator');
  assert.equal(await check(next, '', here), 401);
});

test('S159 where the clock was set back they end, for nothing says which of them had', async () => {
  const client = await machine();
  const token = await tokenOf(client);
  await endAgain(here.database, { until: new Date(0), idleSeconds: 3600 });
  assert.equal(await check(token), 401);
  assert.equal(await check(await tokenOf(client)), 204);
});

test('a renamed scope is told by its name of now', async () => {
  await here.scope('old');
  const client = await machine({ scopes: ['old'] });
  const token = await tokenOf(client);
  await here.deps.scopes.rename('old', 'new', 'administrator');
  const { body } = await post(here, '/oauth2/introspect', { token }, client);
  assert.equal(body['scope'], 'new');
  assert.deepEqual([await check(token, '?scope=old'), await check(token, '?scope=new')], [204, 204]);
});
