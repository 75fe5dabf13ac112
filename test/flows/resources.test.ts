import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import type { User } from '../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { decideDevice, pollFor } from '../support/device.ts';
import { authorize, authorizeUrl, codeOf, post, redeem, refresh, type TokenAnswer } from '../support/flow.ts';
import { recordStatements } from '../support/statements.ts';
import type { Visitor } from '../support/visitor.ts';

const NOTES = 'https://notes.example/api';
const MAPS = 'https://maps.example/';
const OTHER = 'https://other.example/';
let here: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
before(async () => {
  here = await testApp({ env: { LEGACY_GRANTS: 'password' } });
  for (const name of ['openid', 'groups', 'read', 'write']) await here.scope(name);
  const form = { accessTokenFormat: undefined, accessTokenSeconds: undefined, scopes: [] };
  await here.deps.resources.save({ ...form, uri: NOTES, name: 'Notes', scopes: ['read'] }, 'administrator');
  await here.deps.resources.save(
    { ...form, uri: MAPS, name: 'Maps', accessTokenFormat: 'jwt', accessTokenSeconds: 300 },
    'administrator',
  );
  await here.deps.resources.save({ ...form, uri: OTHER, name: 'Other' }, 'administrator');
  ines = await here.person();
  browser = await here.signedIn(ines);
  client = await app();
});
after(() => here.close());

/** An application that may ask for these resources. */
async function app(
  settings: Parameters<TestApp['application']>[1] = {},
  resources: readonly string[] = [NOTES, MAPS],
): Promise<TestClient> {
  const made = await here.application(ines, { scopes: ['openid', 'read', 'write'], ...settings });
  await here.deps.clients.administer(made.id, { metadata: { resources } }, 'administrator');
  return made;
}

function url(by: TestClient, resources: readonly string[], more: Readonly<Record<string, string | undefined>> = {}) {
  const query = resources.map((each) => `&resource=${encodeURIComponent(each)}`).join('');
  return `${authorizeUrl(by, { scope: 'read write', ...more })}${query}`;
}

async function told(token: string, by: TestClient = client): Promise<Readonly<Record<string, unknown>>> {
  return (await post(here, '/oauth2/introspect', { token }, by)).body;
}

async function refusal(answer: TokenAnswer): Promise<readonly [number, string, string]> {
  return [answer.status, answer.body.error, String(answer.body['error_uri']).split('/').at(-1) ?? ''];
}

test('S059 a request that names no resource is for the default of its application, and one that goes on names none', async () => {
  const before = await redeem(here, client, await codeOf(browser, url(client, [])));
  const grants = ['authorization_code', 'refresh_token', 'client_credentials', DEVICE_CODE];
  const own = await app({ grants });
  const usual = await codeOf(browser, url(own, []));
  await here.deps.clients.administer(own.id, { metadata: { defaultResource: MAPS } }, 'administrator');
  // What began before names none, and goes on so.
  const older = await redeem(here, own, usual);
  assert.equal((await told(older.body.access_token, own))['aud'], undefined);
  assert.equal((await told(before.body.access_token))['aud'], undefined);

  const none = await redeem(here, own, await codeOf(browser, url(own, [])));
  assert.deepEqual([decodeJwt(none.body.access_token).aud, none.body['expires_in']], [MAPS, 300]);
  const refreshed = await refresh(here, own, String(none.body.refresh_token));
  assert.equal(decodeJwt(refreshed.body.access_token).aud, MAPS);
  const named = await redeem(here, own, await codeOf(browser, url(own, [NOTES], { scope: 'read' })));
  assert.equal((await told(named.body.access_token, own))['aud'], NOTES);
  const machine = await post(here, '/oauth2/token', { grant_type: 'client_credentials' }, own);
  assert.equal(decodeJwt(String(machine.body['access_token'])).aud, MAPS);

  // One that it may ask for no more is no default either.
  await here.deps.clients.administer(own.id, { metadata: { resources: [NOTES] } }, 'administrator');
  const taken = await redeem(here, own, await codeOf(browser, url(own, [])));
  assert.equal((await told(taken.body.access_token, own))['aud'], undefined);
});

test('S059 a token is for the resources that were asked for, as long and in the form that they say', async () => {
  const maps = await redeem(here, client, await codeOf(browser, url(client, [MAPS])));
  assert.equal(maps.status, 200);
  assert.equal(maps.body['expires_in'], 300);
  const claims = decodeJwt(maps.body.access_token);
  assert.deepEqual([claims.aud, claims['scope']], [MAPS, 'read write']);
  assert.deepEqual((await told(maps.body.access_token))['aud'], MAPS);

  // What scheme, host and one slash at the end are spelled like makes no difference: it is the registered one.
  const spelled = ['HTTPS://Notes.EXAMPLE/api/'];
  const notes = await redeem(here, client, await codeOf(browser, url(client, spelled, { scope: undefined })));
  assert.match(notes.body.access_token, /^lk_at_/);
  const { aud, scope } = await told(notes.body.access_token);
  assert.deepEqual([aud, scope], [NOTES, 'openid read']);
  assert.equal(notes.body['expires_in'], 3600);

  const both = await redeem(here, client, await codeOf(browser, url(client, [NOTES, MAPS])));
  assert.deepEqual((await told(both.body.access_token))['aud'], [NOTES, MAPS]);
  assert.equal(both.body['expires_in'], 300);
  const none = await redeem(here, client, await codeOf(browser, url(client, [])));
  assert.equal((await told(none.body.access_token))['aud'], undefined);
});

test('a token for an API with scopes of its own carries those about people too, the groups of somebody among them', async () => {
  const own = await app({ scopes: ['openid', 'groups', 'read', 'write'] });
  const asked = url(own, [NOTES], { scope: 'openid groups read' });
  const { body } = await redeem(here, own, await codeOf(browser, asked));
  assert.equal(body['scope'], 'openid groups read');
  const refused = await authorize(browser, url(own, [NOTES], { scope: 'groups write' }));
  assert.equal(refused.searchParams.get('error'), 'invalid_scope');
});

test('S059 a resource that is not registered, not the application’s, relative or with a fragment is invalid_target', async () => {
  for (const wrong of [
    OTHER,
    'https://nobody.example/',
    `${NOTES}/more`,
    'https://notes.example/API',
    'notes',
    `${NOTES}#x`,
    '//notes.example/api',
  ]) {
    const back = await authorize(browser, url(client, [wrong]));
    assert.equal(back.searchParams.get('error'), 'invalid_target', wrong);
    const own = await post(here, '/oauth2/token', { grant_type: 'client_credentials', resource: wrong }, client);
    assert.deepEqual([own.status, own.body.error], [400, 'invalid_target'], wrong);
    const device = await post(
      here,
      '/oauth2/device_authorization',
      { resource: wrong, client_id: client.id },
      undefined,
    );
    assert.notEqual(device.status, 200);
  }
  const scope = await authorize(browser, url(client, [NOTES], { scope: 'read write' }));
  assert.deepEqual(scope.searchParams.get('error'), 'invalid_scope');
});

test('S059 what is wrong with a resource spends no code and rotates no refresh token', async () => {
  const code = await codeOf(browser, url(client, [NOTES], { scope: 'read' }));
  assert.deepEqual(await refusal(await redeem(here, client, code, { resource: MAPS })), [
    400,
    'invalid_target',
    'resource-wider-than-granted',
  ]);
  assert.deepEqual(await refusal(await redeem(here, client, code, { resource: OTHER })), [
    400,
    'invalid_target',
    'resource-not-registered',
  ]);
  const first = await redeem(here, client, code, { resource: `${NOTES}/` });
  assert.equal(first.status, 200);
  assert.equal((await told(first.body.access_token))['aud'], NOTES);
  const token = first.body.refresh_token;
  assert.equal((await refresh(here, client, token, { resource: MAPS })).body.error, 'invalid_target');
  assert.equal((await refresh(here, client, token, { resource: 'x' })).body.error, 'invalid_target');
  const second = await refresh(here, client, token);
  assert.deepEqual([second.status, (await told(second.body.access_token))['aud']], [200, NOTES]);
  // The retry of a rotation names what it named, or nothing; anything else is refused and does not end the family.
  assert.equal((await refresh(here, client, token, { resource: MAPS })).body.error, 'invalid_target');
  const again = await refresh(here, client, token, { resource: NOTES });
  assert.deepEqual(
    [again.body.refresh_token, (await told(again.body.access_token))['aud']],
    [second.body.refresh_token, NOTES],
  );
  const silent = await refresh(here, client, token);
  assert.equal((await told(silent.body.access_token))['aud'], NOTES);
  const last = await refresh(here, client, second.body.refresh_token);
  assert.equal(last.status, 200);
});

test('S045 S059 token requests narrow to some of the resources, and to their scopes, for that token alone', async () => {
  const code = await codeOf(browser, url(client, [NOTES, MAPS]));
  const first = await redeem(here, client, code, { resource: NOTES });
  assert.deepEqual([first.body['scope'], (await told(first.body.access_token))['aud']], ['read', NOTES]);
  const second = await refresh(here, client, first.body.refresh_token, { resource: MAPS });
  assert.deepEqual([second.body['scope'], decodeJwt(second.body.access_token).aud], ['read write', MAPS]);
  const wide = await refresh(here, client, second.body.refresh_token);
  assert.deepEqual((await told(wide.body.access_token))['aud'], [NOTES, MAPS]);
  // A family that names none gives no token for one.
  const plain = await redeem(here, client, await codeOf(browser, url(client, [])));
  assert.deepEqual(await refusal(await refresh(here, client, plain.body.refresh_token, { resource: NOTES })), [
    400,
    'invalid_target',
    'resource-wider-than-granted',
  ]);
  assert.equal((await refresh(here, client, plain.body.refresh_token)).status, 200);
});

test('S054 a resource that was taken from an application, or changed, counts at once', async () => {
  const own = await app({}, [NOTES, MAPS]);
  const { body } = await redeem(here, own, await codeOf(browser, url(own, [NOTES], { scope: 'read' })));
  const code = await codeOf(browser, url(own, [NOTES], { scope: 'read' }));
  await here.deps.clients.administer(own.id, { metadata: { resources: [MAPS] } }, 'administrator');
  assert.equal((await refresh(here, own, body.refresh_token)).body.error, 'invalid_target');
  assert.equal((await redeem(here, own, code)).body.error, 'invalid_target');
  assert.equal(await here.deps.resources.delete(MAPS, 'administrator'), 'used');
  await assert.rejects(
    here.deps.clients.administer(own.id, { metadata: { resources: ['https://nobody.example/'] } }, 'administrator'),
  );
  await here.deps.clients.administer(own.id, { metadata: { resources: [NOTES] } }, 'administrator');
  const renewed = await refresh(here, own, body.refresh_token);
  assert.equal(renewed.status, 200);
  const form = { accessTokenFormat: undefined, name: 'Notes', uri: NOTES, scopes: ['read'] };
  await here.deps.resources.save({ ...form, accessTokenSeconds: 120 }, 'administrator');
  const shorter = await refresh(here, own, renewed.body.refresh_token);
  assert.equal(shorter.body['expires_in'], 120);
  await here.deps.resources.save({ ...form, accessTokenSeconds: undefined }, 'administrator');
});

test('client credentials and passwords name resources too', async () => {
  const { body } = await post(here, '/oauth2/token', { grant_type: 'client_credentials', resource: NOTES }, client);
  assert.deepEqual([body['scope'], (await told(body.access_token))['aud']], ['openid read', NOTES]);
  const old = await app({ grants: ['password', 'refresh_token'] });
  const fields = { grant_type: 'password', username: ines.email, password: 'violet harbour sings' };
  const first = await post(here, '/oauth2/token', { ...fields, resource: NOTES, scope: 'read' }, old);
  assert.equal((await told(first.body.access_token, old))['aud'], NOTES);
  const next = await refresh(here, old, first.body.refresh_token);
  assert.equal((await told(next.body.access_token, old))['aud'], NOTES);
});

test('a device’s tokens are for the resource that it asked for', async () => {
  const device = await app({ grants: [DEVICE_CODE, 'refresh_token'], redirectUris: [] });
  const begin = async () =>
    (await post(here, '/oauth2/device_authorization', { resource: NOTES, scope: 'read' }, device)).body;
  const asked = await begin();
  const user = String(asked['user_code']);
  await decideDevice(browser, user);
  const poll = (resource?: string) =>
    post(
      here,
      '/oauth2/token',
      { grant_type: DEVICE_CODE, device_code: String(asked['device_code']), resource },
      device,
    );
  assert.equal((await poll(MAPS)).body.error, 'invalid_target');
  const { status, body } = await poll();
  assert.deepEqual([status, (await told(body.access_token, device))['aud']], [200, NOTES]);
  const next = await refresh(here, device, body.refresh_token);
  assert.equal((await told(next.body.access_token, device))['aud'], NOTES);
  const other = await begin();
  await decideDevice(browser, String(other['user_code']));
  const named = await post(
    here,
    '/oauth2/token',
    { grant_type: DEVICE_CODE, device_code: String(other['device_code']), resource: NOTES },
    device,
  );
  assert.equal((await told(named.body.access_token, device))['aud'], NOTES);
  assert.notEqual((await pollFor(here, device, String(asked['device_code']))).status, 200);
});

test('S061 S062 consent names the resource, and another one is asked about again', async () => {
  const own = await app();
  await codeOf(browser, url(own, [NOTES], { scope: 'read' }));
  const again = await browser.get(url(own, [NOTES], { scope: 'read' }));
  assert.match(again.location, /^https:\/\/app\.example\/callback\?code=/);
  const asked = await browser.get(url(own, [NOTES, MAPS], { scope: 'read' }));
  assert.match(asked.location, /^\/consent/);
  const page = await browser.get(asked.location);
  assert.match(page.body, /<bdi>Maps<\/bdi>.*badge/);
  assert.match(page.body, /<bdi>Notes<\/bdi>/);
  assert.match(page.body, /It asks for more now/);
});

test('S066 who introspects learns of tokens for its own resources and of those that name none', async () => {
  const rights = { resourceServer: true, grants: ['client_credentials'], redirectUris: [] };
  const notes = await app(rights, [NOTES]);
  const maps = await app(rights, [MAPS]);
  const plain = await app(rights, []);
  const of = async (resources: readonly string[]) =>
    (await redeem(here, client, await codeOf(browser, url(client, resources, { scope: 'read' })))).body.access_token;
  const tokens = {
    none: await of([]),
    notes: await of([NOTES]),
    maps: await of([MAPS]),
    both: await of([NOTES, MAPS]),
  };
  const seen = async (by: TestClient) =>
    Promise.all(Object.values(tokens).map(async (token) => (await told(token, by))['active']));
  assert.deepEqual(await seen(notes), [true, true, false, true]);
  assert.deepEqual(await seen(maps), [true, false, true, true]);
  assert.deepEqual(await seen(plain), [true, false, false, false]);
  assert.deepEqual(await seen(client), [true, true, true, true]);
  assert.deepEqual(await told(tokens.maps, notes), { active: false });

  const check = async (token: string, resource?: string) => {
    const query = resource === undefined ? '' : `?resource=${encodeURIComponent(resource)}`;
    const asked = { url: `/oauth2/check${query}`, headers: { authorization: `Bearer ${token}` } };
    return (await here.app.inject(asked)).statusCode;
  };
  assert.deepEqual(
    [await check(tokens.notes, `${NOTES}/`), await check(tokens.notes, MAPS), await check(tokens.notes)],
    [204, 401, 204],
  );
  assert.equal(await check(tokens.none, NOTES), 204);
});

test('S060 userinfo takes no token for another API', async () => {
  const ask = async (resources: readonly string[]) => {
    const scope = { scope: 'openid read' };
    const { body } = await redeem(here, client, await codeOf(browser, url(client, resources, scope)));
    const headers = { authorization: `Bearer ${body.access_token}` };
    return (await here.app.inject({ url: '/oauth2/userinfo', headers })).statusCode;
  };
  assert.deepEqual([await ask([]), await ask([NOTES])], [200, 401]);
});

test('resources cost no statement: what names one is redeemed and rotated in one, as what names none is', async () => {
  const code = await codeOf(browser, url(client, [NOTES], { scope: 'read' }));
  await here.deps.clientCache.refresh(client.id);
  const sent = recordStatements(here.database);
  const first = await redeem(here, client, code, { resource: NOTES });
  assert.deepEqual(sent.names(), ['redeem-code-or-explain']);
  sent.clear();
  await refresh(here, client, first.body.refresh_token, { resource: NOTES });
  assert.deepEqual(sent.names(), ['rotate-refresh-token-or-explain']);
  sent.stop();
});
