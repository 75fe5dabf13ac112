import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { mintClientSecret } from '../../src/oauth/client-secret.ts';
import { PASSWORD, REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import {
  authorize,
  authorizeUrl,
  codeOf,
  isActive,
  pkce,
  post,
  redeem,
  refresh,
  type TokenAnswer,
} from '../support/flow.ts';
import { browserOf, type Pair, startPair } from '../support/pair.ts';
import { inTurn } from '../support/remote.ts';
import { visitor } from '../support/visitor.ts';

let pair: Pair;
/** A third instance, when half a minute has passed. */
let later: TestApp;
before(async () => {
  pair = await startPair();
  later = await testApp({ on: pair.on, offsetMs: 30_000 });
});
after(async () => {
  await later?.close();
  await pair?.close();
});

type Family = {
  readonly person: User;
  readonly client: TestClient;
  readonly code: string;
  readonly tokens: TokenAnswer;
};

/** A person's tokens at an application, fresh from instance A; instance B has just looked at them. */
async function family(known?: { readonly person: User; readonly client: TestClient }): Promise<Family> {
  const { a, b, seed } = pair;
  const person = known?.person ?? (await seed.person());
  const client = known?.client ?? (await seed.application(person));
  const browser = await browserOf(person, a.app, seed);
  const code = await codeOf(browser, authorizeUrl(client));
  const tokens = await redeem(a, client, code);
  assert.equal(tokens.status, 200);
  for (const token of [tokens.body.access_token, tokens.body.refresh_token]) {
    assert.ok(await isActive(b, client, token));
  }
  return { person, client, code, tokens };
}

async function assertEnded({ client, tokens }: Family, resourceServer: TestClient): Promise<void> {
  const { b } = pair;
  assert.equal(await isActive(b, resourceServer, tokens.body.access_token), false);
  assert.notEqual((await refresh(b, client, tokens.body.refresh_token)).status, 200);
}

async function aResourceServer(): Promise<TestClient> {
  return pair.seed.application(await pair.seed.person(), { resourceServer: true });
}

test('S151 a whole flow works when every request meets the other instance', async () => {
  const { a, b, seed } = pair;
  const site = { app: inTurn(a, b) };
  const person = await seed.person();
  const client = await seed.application(person);
  // The first round begins at one instance, the second at the other.
  for (let round = 0; round < 2; round += 1) {
    const browser = visitor(site.app);
    const { verifier, challenge } = pkce();
    const url = authorizeUrl(client, {
      code_challenge: challenge,
      code_challenge_method: 'S256',
      scope: round ? 'read write' : 'read',
    });
    const first = await browser.get(url);
    assert.match(first.location, /^\/sign-in\?return_to=/);
    const page = await browser.get(first.location);
    const back = await browser.submit(page, '/sign-in', { email: person.email, password: PASSWORD });
    const answer = await authorize(browser, back.location);
    const tokens = await redeem(site, client, answer.searchParams.get('code') ?? '', { code_verifier: verifier });
    assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
    assert.ok(await isActive(site, client, tokens.body.access_token));
    const next = await refresh(site, client, tokens.body.refresh_token);
    const last = await refresh(site, client, next.body.refresh_token);
    assert.equal(last.status, 200, JSON.stringify(last.body));
    assert.equal((await post(site, '/oauth2/revoke', { token: last.body.refresh_token }, client)).status, 200);
    assert.equal(await isActive(site, client, last.body.access_token), false);
    if (round === 0) await browser.get('/'); // so that the next round begins at the other one
  }
});

test('S028 a code replayed half a minute after it was redeemed ends its family, and no other family', async () => {
  const { a, b } = pair;
  const stolen = await family();
  const other = await family(stolen);
  const next = await refresh(a, stolen.client, stolen.tokens.body.refresh_token);
  const replayed = await redeem(later, stolen.client, stolen.code);
  assert.deepEqual([replayed.status, replayed.body.error], [400, 'invalid_grant']);
  for (const token of [
    stolen.tokens.body.access_token,
    next.body.access_token,
    stolen.tokens.body.refresh_token,
    next.body.refresh_token,
  ]) {
    assert.equal(await isActive(a, stolen.client, token), false);
  }
  assert.equal((await refresh(a, stolen.client, next.body.refresh_token)).body.error, 'invalid_grant');
  assert.ok(await isActive(a, other.client, other.tokens.body.access_token));
  assert.equal((await refresh(b, other.client, other.tokens.body.refresh_token)).status, 200);
});

test('S027 S028 the same request again within seconds is refused and ends nothing; with another redirect URI it is a replay', async () => {
  const { a, b } = pair;
  const one = await family();
  for (const at of [a, b]) {
    const { status, body } = await redeem(at, one.client, one.code);
    assert.deepEqual([status, body.error, body.access_token], [400, 'invalid_grant', undefined]);
  }
  assert.ok(await isActive(b, one.client, one.tokens.body.access_token));
  const next = await refresh(b, one.client, one.tokens.body.refresh_token);
  assert.equal(next.status, 200);
  assert.equal((await redeem(b, one.client, one.code, { redirect_uri: `${REDIRECT}/` })).body.error, 'invalid_grant');
  assert.equal(await isActive(a, one.client, next.body.access_token), false);
});

test('S028 a replay by nobody who could have used the code ends nothing', async () => {
  const { a, seed } = pair;
  const one = await family();
  const stranger = await seed.application(one.person);
  const wrongSecret = { ...one.client, basic: stranger.basic.replace(/.{4}$/, 'AAA=') };
  const refusals = [
    await redeem(later, wrongSecret, one.code),
    await redeem(later, stranger, one.code),
    await post(later, '/oauth2/token', { grant_type: 'authorization_code', code: one.code, client_id: one.client.id }),
    await redeem(later, one.client, one.code, { code_verifier: pkce().verifier }),
  ];
  assert.deepEqual(
    refusals.map(({ body }) => body.error),
    ['invalid_client', 'invalid_grant', 'invalid_client', 'invalid_grant'],
  );
  assert.ok(await isActive(a, one.client, one.tokens.body.access_token));
  assert.equal((await refresh(a, one.client, one.tokens.body.refresh_token)).status, 200);
});

// What happens at A, or at the database as a command does it; B is asked next.
const TRIGGERS: Readonly<Record<string, (one: Family) => Promise<unknown>>> = {
  'the access token is revoked': ({ client, tokens }) =>
    post(pair.a, '/oauth2/revoke', { token: tokens.body.access_token }, client),
  'the refresh token is revoked': ({ client, tokens }) =>
    post(pair.a, '/oauth2/revoke', { token: tokens.body.refresh_token }, client),
  'the code is replayed': ({ client, code }) => redeem(later, client, code),
  'a refresh token is reused': async ({ client, tokens }) => {
    const next = await refresh(pair.a, client, tokens.body.refresh_token);
    await refresh(pair.a, client, next.body.refresh_token);
    await refresh(pair.a, client, tokens.body.refresh_token);
  },
  'the person revokes the application': async ({ person }) => {
    const browser = await browserOf(person, pair.a.app, pair.seed);
    const page = await browser.get('/oauth2/authorized_applications');
    const answer = await browser.submit(page, '/oauth2/authorized_applications', {});
    assert.equal(answer.status, 303);
  },
  'the password is changed': async ({ person }) => {
    const browser = await browserOf(person, pair.a.app, pair.seed);
    const typed = { 'current-password': PASSWORD, 'new-password': 'amber lanterns drift' };
    const answer = await browser.submit(await browser.get('/account'), '/account/password', typed);
    assert.equal(answer.status, 303, answer.body);
  },
  'the person is disabled': ({ person }) => pair.seed.deps.users.disable(person.id, 'administrator'),
  'the application is disabled': ({ client }) => pair.seed.deps.clients.disable(client.id, 'administrator'),
  'the application is deleted': ({ client }) => pair.seed.deps.clients.delete(client.id, 'administrator'),
};

for (const [trigger, happen] of Object.entries(TRIGGERS)) {
  test(`S067 the other instance says inactive as soon as ${trigger}`, async () => {
    const one = await family();
    const resourceServer = await aResourceServer();
    assert.ok(await isActive(pair.b, resourceServer, one.tokens.body.access_token));
    await happen(one);
    if (trigger.startsWith('the access token')) {
      assert.equal(await isActive(pair.b, one.client, one.tokens.body.access_token), false);
    } else {
      await assertEnded(one, resourceServer);
    }
  });
}

test('S067 a sign-out counts on the other instance at once', async () => {
  const { a, b, seed } = pair;
  const browser = await browserOf(await seed.person(), a.app, seed);
  const page = await browser.get('/account');
  const copy = visitor(b.app);
  for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
  assert.equal((await copy.get('/account')).status, 200);
  assert.equal((await browser.submit(page, '/sign-out', {})).status, 303);
  assert.match((await copy.get('/account')).location, /^\/sign-in/);
});

test('S067 a secret that was replaced at once is refused by the other instance at once', async () => {
  const { seed } = pair;
  const one = await family();
  const { stored: next } = mintClientSecret();
  assert.ok(await seed.deps.clients.rotateSecret(one.client.id, next, 0, 'administrator'));
  const refused = await refresh(pair.b, one.client, one.tokens.body.refresh_token);
  assert.deepEqual([refused.status, refused.body.error], [401, 'invalid_client']);
});

for (const [ending, happen] of Object.entries(TRIGGERS).filter(([name]) => /(disabled|deleted)$/.test(name))) {
  test(`S144 nothing that was open goes on at the other instance once ${ending}`, async () => {
    const { a, b, seed } = pair;
    const one = await family();
    const browser = await browserOf(one.person, b.app, seed);
    const code = await codeOf(browser, authorizeUrl(one.client));
    const asked = await browser.get(authorizeUrl(one.client, { scope: 'read write' }));
    const page = await browser.get(asked.location);
    assert.equal(page.status, 200);
    await happen(one);
    const decided = await browser.submit(page, '/consent', { decision: 'authorize' });
    assert.doesNotMatch(decided.location, /[?&]code=/);
    assert.doesNotMatch((await browser.get(authorizeUrl(one.client))).location, /[?&]code=/);
    assert.notEqual((await redeem(b, one.client, code)).status, 200);
    await assertEnded(one, await aResourceServer());
    const own = { grant_type: 'client_credentials' };
    const forItself = await post(b, '/oauth2/token', own, one.client);
    if (ending.startsWith('the person')) {
      assert.match((await browser.get('/account')).location, /^\/sign-in/);
      const again = visitor(b.app);
      const signedIn = await again.submit(await again.get('/sign-in'), '/sign-in', {
        email: one.person.email,
        password: PASSWORD,
      });
      assert.equal(signedIn.status, 422);
      // Only an administrator undoes it, and what was ended stays ended.
      await seed.deps.users.enable(one.person.id, 'administrator');
      assert.equal((await refresh(a, one.client, one.tokens.body.refresh_token)).status, 400);
    } else {
      assert.deepEqual([forItself.status, forItself.body.error], [401, 'invalid_client']);
    }
  });
}
