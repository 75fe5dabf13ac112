import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { digest } from '../../src/secrets.ts';
import { PASSWORD, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { behindLock, untilWaiting } from '../support/barrier.ts';
import { isActive, post } from '../support/flow.ts';
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

// An application ends at the very moment in which it is given something.

let site: TestApp;
let ines: User;
let browser: Visitor;
before(async () => {
  site = await testApp({ env: { OAUTH1: 'on', LEGACY_GRANTS: 'password' } });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person('ines@example.org');
  browser = await site.signedIn(ines);
});
after(() => site?.close());

const application = () =>
  site.application(ines, { grants: ['authorization_code', 'refresh_token', 'password', DEVICE_CODE] });
const byPassword = (client: TestClient) =>
  ask(site, client, { grant_type: 'password', username: ines.email, password: PASSWORD });

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
    const { status, body } = await whileHeld(lock, start, () => clients.disable(client.id));
    assert.equal(status, 200, JSON.stringify(body));
    assert.ok(await clients.enable(client.id));
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
    () => consumers.disable(by.key),
  );
  assert.equal(got.status, 200);
  assert.ok(await consumers.enable(by.key));
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
