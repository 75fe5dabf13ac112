import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLocalJWKSet, decodeJwt, type JSONWebKeySet, type JWTPayload, jwtVerify } from 'jose';
import type { User } from '../../src/accounts/user.ts';
import type { ClientMetadata } from '../../src/oauth/model/client-metadata.ts';
import { sendLogouts } from '../../src/oauth/send-logouts.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import { PASSWORD, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorizeUrl, codeOf, redeem, refresh } from '../support/flow.ts';
import { browserOf, startPair } from '../support/pair.ts';
import { type Receiver, startReceiver } from '../support/receiver.ts';
import type { Visitor } from '../support/visitor.ts';

const DAY = 86_400; // seconds
let receiver: Receiver;
let env: Readonly<Record<string, string>>;
let on: TestDatabase;
let here: TestApp;
let owner: User;
before(async () => {
  receiver = await startReceiver();
  env = { OUTBOUND_ALLOW: receiver.host };
  on = await testDatabase();
  here = await testApp({ on, env });
  for (const name of ['openid', 'read', 'offline_access']) await here.scope(name);
  owner = await here.person();
});
after(async () => {
  await receiver.close();
  await here.close();
  await on.drop();
});

async function application(metadata: Partial<ClientMetadata> = {}, at = here): Promise<TestClient> {
  const client = await at.application(owner, { scopes: ['openid', 'read', 'offline_access'] });
  const told = { backchannelLogoutUri: receiver.url, ...metadata };
  await at.deps.clients.administer(client.id, { metadata: told }, 'administrator');
  return client;
}

/** What an application gets for who is signed in there. */
async function signIn(browser: Visitor, client: TestClient, scope = 'openid') {
  return (await redeem(here, client, await codeOf(browser, authorizeUrl(client, { scope })))).body;
}

async function signOut(browser: Visitor) {
  const { status } = await browser.submit(await browser.get('/account'), '/sign-out', {});
  assert.equal(status, 303);
}

/** What came since the last time, read as an application reads it. */
let read = 0;
async function arrived(): Promise<readonly { readonly payload: JWTPayload; readonly alg: string }[]> {
  const jwks: JSONWebKeySet = (await here.app.inject('/oauth2/jwks')).json();
  const forms = receiver.forms.slice(read);
  read = receiver.forms.length;
  return Promise.all(
    forms.map(async (form) => {
      assert.deepEqual([...form.keys()], ['logout_token']);
      const { payload, protectedHeader } = await jwtVerify(form.get('logout_token') ?? '', createLocalJWKSet(jwks), {
        issuer: here.deps.issuer,
        typ: 'logout+jwt',
      });
      return { payload, alg: protectedHeader.alg };
    }),
  );
}

const waiting = async () => {
  const count = 'SELECT count(*)::int AS count FROM logout_notices';
  return (await here.database.pool.query<{ count: number }>(count)).rows[0]?.count;
};

test('S078 each application that got an ID token in a session is told once that it ended, in a token that is good for nothing else', async () => {
  const ines = await here.person();
  const browser = await here.signedIn(ines);
  const [first, second, strict, plain, silent] = [
    await application(),
    await application({ idTokenSignedResponseAlg: 'ES256', subjectType: 'pairwise' }),
    await application(),
    await application(),
    await application({ backchannelLogoutUri: undefined }),
  ];
  const idToken = decodeJwt(String((await signIn(browser, first))['id_token']));
  await signIn(browser, first);
  const own = decodeJwt(String((await signIn(browser, second))['id_token']));
  const kept = decodeJwt(String((await signIn(browser, strict))['id_token']));
  await here.deps.clients.administer(strict.id, { metadata: { profile: 'fapi-2' } }, 'administrator');
  await signIn(browser, plain, 'read'); // it knows of no session
  await signIn(browser, silent);
  const elsewhere = await here.signedIn(ines);
  await signIn(elsewhere, first);
  await signOut(browser);
  assert.equal(await waiting(), 3);
  await sendLogouts(here.deps);
  assert.equal(await waiting(), 0);
  const tokens = await arrived();
  assert.equal(tokens.length, 3);
  for (const [client, said, alg] of [
    [first, idToken, 'RS256'],
    [second, own, 'ES256'],
    [strict, kept, 'PS256'],
  ] as const) {
    const found = tokens.find(({ payload }) => payload.aud === client.id);
    assert.ok(found);
    const { iat = 0, exp = 0, jti, events, ...rest } = found.payload;
    const { sub, sid } = said;
    assert.deepEqual(rest, { iss: here.deps.issuer, aud: client.id, sub, sid });
    assert.equal(found.alg, alg);
    assert.equal(exp - iat, 120);
    assert.ok(jti);
    assert.deepEqual(events, { 'http://schemas.openid.net/event/backchannel-logout': {} });
  }
  assert.notEqual(own.sub, ines.id);
  const [token = ''] = receiver.forms.map((form) => form.get('logout_token') ?? '');
  const bearer = { authorization: `Bearer ${token}` };
  assert.equal((await here.app.inject({ url: '/oauth2/userinfo', headers: bearer })).statusCode, 401);
  const asked = await (await here.signedIn(ines)).get(`/oauth2/logout?id_token_hint=${token}`);
  assert.match(asked.body, /did not show who they are/, 'it is no hint');
});

test('S115 whatever ends a session tells of it, and that it expired does not', async () => {
  const client = await application();
  const ines = await here.person();
  const given = async () => {
    const browser = await here.signedIn(ines);
    const { sid } = decodeJwt(String((await signIn(browser, client))['id_token']));
    return { browser, sid };
  };
  const told = async () => {
    await sendLogouts(here.deps);
    return (await arrived()).map(({ payload }) => payload['sid']);
  };
  const asked = await given();
  const page = await asked.browser.get('/oauth2/logout');
  await asked.browser.submit(page, '/oauth2/logout/confirm', {});
  assert.deepEqual(await told(), [asked.sid]);

  const other = await given();
  const again = await given();
  await here.deps.sessions.endByHandle(ines.id, String(other.sid), {});
  assert.deepEqual(await told(), [other.sid]);

  const form = await again.browser.get('/account');
  const desk = await here.signedIn(ines);
  assert.equal(form.status, 200);
  const password = 'meadow lantern drifts';
  const changed = await desk.submit(await desk.get('/account'), '/account/password', {
    'current-password': PASSWORD,
    'new-password': password,
  });
  assert.equal(changed.status, 303, changed.body.slice(0, 300));
  assert.deepEqual(await told(), [again.sid]);

  const ada = await here.person();
  const expired = await browserOf(ada, here.app, here).then(async (browser) => {
    const { sid } = decodeJwt(String((await signIn(browser, client))['id_token']));
    return { browser, sid };
  });
  await here.database.pool.query("UPDATE sessions SET expires_at = now() - interval '1 second' WHERE handle = $1", [
    expired.sid,
  ]);
  await purge(here.database);
  assert.deepEqual(await told(), []);
});

test('S144 somebody who is disabled is signed out of applications too', async () => {
  const client = await application();
  const ines = await here.person();
  const browser = await here.signedIn(ines);
  const { sid } = decodeJwt(String((await signIn(browser, client))['id_token']));
  assert.equal(await here.deps.users.disable(ines.id, 'administrator'), 'disabled');
  await sendLogouts(here.deps);
  assert.deepEqual(
    (await arrived()).map(({ payload }) => payload['sid']),
    [sid],
  );
});

test('an application that cannot be told is tried again, later and later, for a day; its page says so', async () => {
  const client = await application();
  const browser = await here.signedIn(owner);
  const { sid } = decodeJwt(String((await signIn(browser, client))['id_token']));
  const kept = await here.signedIn(owner);
  const path = `/oauth2/applications/${client.id}`;
  assert.match((await kept.get(path)).body, /Nothing failed lately/);
  receiver.answer(500);
  await signOut(browser);
  await sendLogouts(here.deps);
  await sendLogouts(here.deps); // not due
  assert.equal((await arrived()).length, 1);
  const said = (await kept.get(path)).body;
  assert.match(said, new RegExp(String(sid)));
  assert.match(said, /The answer was not 200/);
  assert.match(said, /Tried once/);

  const at = async (seconds: number, run: (later: TestApp) => Promise<unknown>) => {
    const later = await testApp({ on, env, offsetMs: seconds * 1000 });
    await run(later).finally(() => later.close());
  };
  const jtis = new Set<unknown>();
  for (const seconds of [11, 32, 73]) {
    await at(seconds, async ({ deps }) => {
      await sendLogouts(deps);
      for (const { payload } of await arrived()) jtis.add(payload.jti);
    });
  }
  assert.equal(jtis.size, 3, 'a repetition is a token of its own');
  receiver.answer(200);
  await at(154, ({ deps }) => sendLogouts(deps));
  assert.equal((await arrived()).length, 1);
  assert.equal(await waiting(), 0);

  receiver.answer(503);
  const more = await here.signedIn(owner);
  await signIn(more, client);
  await signOut(more);
  const givenUp: unknown[] = [];
  await at(DAY + 1, ({ deps }) => sendLogouts(deps, (notice) => givenUp.push(notice)));
  assert.deepEqual(
    givenUp.map((notice) => (notice as { clientId: string }).clientId),
    [client.id],
  );
  assert.match((await kept.get(path)).body, /given up/);
  await at(2 * DAY, ({ deps }) => sendLogouts(deps));
  assert.equal((await arrived()).length, 1);
  await at(8 * DAY, ({ database }) => purge(database));
  assert.equal(await waiting(), 0);
  receiver.answer(200);
});

test('what one instance took and did not send is sent by another; an application that is gone is not told', async () => {
  const client = await application();
  const browser = await here.signedIn(owner);
  await signIn(browser, client);
  await signOut(browser);
  assert.equal((await here.deps.logoutNotices.claim(9, 60)).length, 1);
  await sendLogouts(here.deps);
  assert.equal((await arrived()).length, 0);
  const later = await testApp({ on, env, offsetMs: 61_000 });
  await sendLogouts(later.deps).finally(() => later.close());
  assert.equal((await arrived()).length, 1);

  const again = await here.signedIn(owner);
  await signIn(again, client);
  await signOut(again);
  await here.deps.clients.administer(client.id, { metadata: { backchannelLogoutUri: undefined } }, 'administrator');
  await sendLogouts(here.deps);
  assert.equal((await arrived()).length, 0);
  assert.equal(await waiting(), 0);
});

test('S056 signing out ends no refresh token: there is none without offline_access', async () => {
  const client = await application();
  const browser = await here.signedIn(owner);
  const [online, offline] = [await signIn(browser, client), await signIn(browser, client, 'openid offline_access')];
  assert.equal(online.refresh_token, undefined);
  await signOut(browser);
  assert.equal((await refresh(here, client, offline.refresh_token)).status, 200);
  await sendLogouts(here.deps);
  await arrived();
});

test('of two servers one tells the application, moments after somebody signed out at the other', async () => {
  const pair = await startPair({ env });
  try {
    await pair.seed.scope('openid');
    const ines = await pair.seed.person();
    const client = await pair.seed.application(ines, { scopes: ['openid'] });
    const metadata = { backchannelLogoutUri: receiver.url };
    await pair.seed.deps.clients.administer(client.id, { metadata }, 'administrator');
    const browsers = await Promise.all([...Array(5)].map(() => browserOf(ines, pair.a.app, pair.seed)));
    for (const browser of browsers) {
      await redeem(pair.b, client, await codeOf(browser, authorizeUrl(client, { scope: 'openid' })));
    }
    for (const browser of browsers) await signOut(browser);
    for (let tries = 0; receiver.forms.length < read + 5 && tries < 100; tries += 1) {
      await new Promise((done) => setTimeout(done, 100));
    }
    await new Promise((done) => setTimeout(done, 300));
    const sids = receiver.forms.slice(read).map((form) => decodeJwt(form.get('logout_token') ?? '')['sid']);
    assert.equal(sids.length, 5);
    assert.equal(new Set(sids).size, 5);
  } finally {
    await pair.close();
  }
});
