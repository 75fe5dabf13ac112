import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { digest } from '../../src/secrets.ts';
import { PASSWORD, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { behindLock, untilWaiting } from '../support/barrier.ts';
import { askForCodes, pollFor, typeCode } from '../support/device.ts';
import { authorizeUrl, isActive, post } from '../support/flow.ts';
import {
  accessTokenOf,
  type Credentials,
  call,
  consumerOf,
  oauth1Of,
  requestTokenOf,
  signature,
  verifierOf,
} from '../support/oauth1.ts';
import { ISSUER } from '../support/pair.ts';
import { ask, rotate } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

// An application, a person or a consent ends at the very moment in which something is given.

let site: TestApp;
let ines: User;
let browser: Visitor;
before(async () => {
  site = await testApp({ env: { OAUTH1: 'on', LEGACY_GRANTS: 'password,implicit' } });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person('ines@example.org');
  browser = await site.signedIn(ines);
});
after(() => site?.close());

const GRANTS = ['authorization_code', 'refresh_token', 'password', 'implicit', DEVICE_CODE];
const application = () => site.application(ines, { grants: GRANTS });
const byPassword = (client: TestClient, { email } = ines) =>
  ask(site, client, { grant_type: 'password', username: email, password: PASSWORD });

function exchangeFor(client: TestClient, by: Credentials, token: Credentials) {
  const data = { client_id: client.id, client_secret: client.secret };
  const authorization = signature({ by, token, url: `${ISSUER}/oauth1/exchange`, data });
  return post(site, '/oauth1/exchange', data, undefined, { authorization });
}

/** Holds these rows until something waits for them, ends, and lets both go on. */
async function whileHeld<T>(
  lock: { readonly text: string; readonly values: readonly unknown[] },
  start: () => Promise<T>,
  end: () => Promise<unknown>,
): Promise<T> {
  const holder = await site.database.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(lock.text, [...lock.values]);
    const running = start();
    assert.equal(await untilWaiting(site.database.pool, 1), 1);
    const ended = end();
    await Promise.race([ended, untilWaiting(site.database.pool, 2)]);
    await holder.query('COMMIT');
    await ended;
    return await running;
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
}

test('S144 what an application got at the very moment of disabling is not revived by enabling it', async () => {
  const { clients } = site.deps;
  const by = await consumerOf(site, ines);
  const token = await accessTokenOf(site, browser, by);
  const [one, other] = [await application(), await application()];
  const gets = [
    [one, { text: 'SELECT FROM users WHERE id = $1 FOR UPDATE', values: [ines.id] }, () => byPassword(one)],
    [
      other,
      { text: 'SELECT FROM oauth1_access_tokens WHERE hash = $1 FOR UPDATE', values: [digest(token.key)] },
      () => exchangeFor(other, by, token),
    ],
  ] as const;
  for (const [client, lock, start] of gets) {
    const { status, body } = await whileHeld(lock, start, () => clients.disable(client.id, 'administrator'));
    assert.equal(status, 200, JSON.stringify(body));
    assert.ok(await clients.enable(client.id, 'administrator'));
    assert.equal(await isActive(site, client, body.access_token), false);
    assert.equal((await rotate(site, client, body.refresh_token)).body.error, 'invalid_grant');
  }
});

test('S144 nor what a consumer got', async () => {
  const by = await consumerOf(site, ines);
  const token = await requestTokenOf(site, by);
  const data = { oauth_verifier: await verifierOf(site, browser, token.key) };
  const { consumers, accessTokens } = oauth1Of(site);
  const lock = { text: 'SELECT FROM oauth1_request_tokens WHERE hash = $1 FOR UPDATE', values: [digest(token.key)] };
  const got = await whileHeld(
    lock,
    () => call(site, { by, token, path: '/oauth/access_token', data }),
    () => consumers.disable(by.key, 'administrator'),
  );
  assert.equal(got.status, 200);
  assert.ok(await consumers.enable(by.key, 'administrator'));
  const { signer } = await accessTokens.findSigner(by.key, digest(got.body['oauth_token'] ?? ''));
  assert.equal(signer, undefined);
});

test('S155 an application that is deleted at the very moment in which it is given something is told "not now"', async () => {
  const gets: readonly ((
    client: TestClient,
  ) => Promise<{ status: number; body: Readonly<Record<string, unknown>> }>)[] = [
    byPassword,
    (client) => ask(site, client, {}, '/oauth2/device_authorization'),
  ];
  for (const get of gets) {
    const client = await application();
    const lock = { text: 'DELETE FROM clients WHERE id = $1', values: [client.id] };
    const { status, body } = await behindLock(site.database.pool, lock, 1, () => get(client));
    assert.deepEqual([status, body['error']], [503, 'temporarily_unavailable']);
    assert.equal((await get(client)).status, 401);
  }
  const by = await consumerOf(site, ines);
  const token = await requestTokenOf(site, by);
  const data = { oauth_verifier: await verifierOf(site, browser, token.key) };
  const lock = { text: 'DELETE FROM oauth1_consumers WHERE key = $1', values: [by.key] };
  const exchanged = await behindLock(site.database.pool, lock, 1, () =>
    call(site, { by, token, path: '/oauth/access_token', data }),
  );
  assert.notEqual(exchanged.status, 500);
  assert.notEqual(exchanged.status, 200);
});

type Tokens = { readonly access_token?: string; readonly refresh_token?: string };
/** What gives a person's tokens, begun before anything ends; it is told how to go on, and what there is at last. */
const gives: Readonly<
  Record<string, (person: User, client: TestClient) => Promise<() => Promise<() => Promise<Tokens>>>>
> = {
  'a password': async (person, client) => async () => {
    const { body } = await byPassword(client, person);
    return async () => body;
  },
  'an exchange': async (person, client) => {
    const by = await consumerOf(site, ines);
    const token = await accessTokenOf(site, await site.signedIn(person), by);
    return async () => {
      const { body } = await exchangeFor(client, by, token);
      return async () => body;
    };
  },
  'a device': async (person, client) => {
    const its = await site.signedIn(person);
    const { device, user } = await askForCodes(site, client);
    const { typed, page } = await typeCode(its, user);
    return async () => {
      await its.submit(page, new URL(typed.location, ISSUER).pathname, { decision: 'authorize' });
      return async () => (await pollFor(site, client, device)).body;
    };
  },
  'the implicit grant': async (person, client) => {
    const its = await site.signedIn(person);
    const url = authorizeUrl(client, { response_type: 'token' });
    const page = await its.get((await its.get(url)).location);
    return async () => {
      const { location } = await its.submit(page, '/consent', { decision: 'authorize' });
      return async () => Object.fromEntries(new URLSearchParams(new URL(location, ISSUER).hash.slice(1)));
    };
  },
};
const endings: Readonly<Record<string, (person: User, client: TestClient) => Promise<unknown>>> = {
  'S116 another password': ({ id }) => site.deps.users.setPassword({ userId: id, passwordHash: 'x' }, {}),
  'S144 disabling and enabling the person': async ({ id }) => {
    await site.deps.users.disable(id, 'administrator');
    await site.deps.users.enable(id, 'administrator');
  },
  'S064 taking back the consent': ({ id }, client) => site.deps.consents.revoke(id, client.id, {}),
};

for (const [ending, end] of Object.entries(endings)) {
  test(`${ending} ends what was under way by every other grant`, async () => {
    for (const [what, begin] of Object.entries(gives)) {
      const [person, client] = [await site.person(), await application()];
      const go = await begin(person, client);
      const row = [person.id, client.id];
      await site.database.pool.query('INSERT INTO consents (user_id, client_id, scopes) VALUES ($1, $2, $3)', [
        ...row,
        [],
      ]);
      const lock = { text: 'SELECT FROM consents WHERE user_id = $1 AND client_id = $2 FOR UPDATE', values: row };
      const last = await whileHeld(lock, go, () => end(person, client));
      const { access_token: access, refresh_token: refresh } = await last();
      assert.ok(access || what === 'a device', `${what} gave nothing`);
      if (access) assert.equal(await isActive(site, client, access), false, what);
      if (refresh) assert.equal((await rotate(site, client, refresh)).body.error, 'invalid_grant', what);
    }
  });
}
