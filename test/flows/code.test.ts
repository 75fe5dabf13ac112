import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { deriveKeys, digest, randomToken, tokenFrom } from '../../src/secrets.ts';
import { REDIRECT, type TestClient, testApp } from '../support/app.ts';
import { authorizeUrl, codeOf, isActive, pkce, post, redeem } from '../support/flow.ts';
import { rotate, tokensOf } from '../support/tokens.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

const OTHER = 'https://app.example/other';

let site: Awaited<ReturnType<typeof testApp>>;
let early: Awaited<ReturnType<typeof testApp>>;
let late: Awaited<ReturnType<typeof testApp>>;
let client: TestClient;
let owner: User;
let browser: Visitor;
before(async () => {
  site = await testApp();
  await site.scope('read');
  await site.scope('write');
  const on = { url: site.url, drop: async () => {} };
  early = await testApp({ on, offsetMs: 58_000 });
  late = await testApp({ on, offsetMs: 62_000 });
  owner = await site.person();
  client = await site.application(owner, { redirectUris: [REDIRECT, OTHER] });
  browser = await site.signedIn(await site.person());
});
after(async () => {
  await Promise.all([early.close(), late.close()]);
  await site.close();
});

const SHAPE = /^lk_ac_[0-9A-Za-z]{49}$/;

test('S025 ten thousand codes are ten thousand, of 256 bits each, and show nothing', async () => {
  const keys = deriveKeys(['a secret of the tests, long enough for anybody']);
  const seen = new Set<string>();
  const at = Array.from({ length: 43 }, () => new Set<string>());
  for (let i = 0; i < 10_000; i += 1) {
    // Half are drawn, half derived from a decision: both ways to a code.
    const code = i % 2 ? randomToken('ac') : tokenFrom('ac', keys.mac('authorization-code', String(i)));
    assert.match(code, SHAPE);
    seen.add(code.slice(6, 49));
    for (const [place, sign] of [...code.slice(6, 49)].entries()) at[place]?.add(sign);
  }
  assert.equal(seen.size, 10_000);
  // The first of 43 digits holds what is left of 256 bits; each other one takes every value.
  for (const signs of at.slice(1)) assert.equal(signs.size, 62);
});

test('S025 a code that was issued holds neither who, nor for whom, nor when', async () => {
  const one = await codeOf(browser, authorizeUrl(client));
  const two = await codeOf(browser, authorizeUrl(client));
  for (const code of [one, two]) assert.match(code, SHAPE);
  assert.ok(one.slice(6, 20) !== two.slice(6, 20));
  const { rows } = await site.database.pool.query('SELECT * FROM authorization_codes WHERE client_id = $1', [
    client.id,
  ]);
  for (const row of rows) assert.ok(!JSON.stringify(row).includes(one.slice(6)), 'only its digest is stored');
  assert.equal((await redeem(site, client, `${one.slice(0, 40)}${two.slice(40)}`)).body.error, 'invalid_grant');
  assert.equal((await redeem(site, client, one.toLowerCase())).body.error, 'invalid_grant');
  assert.equal((await redeem(site, client, ` ${one}`)).body.error, 'invalid_grant');
});

test('S025 a code lives to the second', async () => {
  const young = await codeOf(browser, authorizeUrl(client));
  const old = await codeOf(browser, authorizeUrl(client));
  assert.equal((await redeem(late, client, old)).body.error, 'invalid_grant', '62 s');
  assert.equal((await redeem(early, client, young)).status, 200, '58 s');
});

test('S025 no value works in the role of another', async () => {
  const code = await codeOf(browser, authorizeUrl(client));
  const spare = await codeOf(browser, authorizeUrl(client));
  const { access_token: access, refresh_token: refresh } = (await redeem(site, client, spare)).body;
  const roles: Readonly<Record<string, (value: string) => Promise<unknown>>> = {
    code: async (value) => (await redeem(site, client, value)).body.error,
    'refresh token': async (value) =>
      (await post(site, '/oauth2/token', { grant_type: 'refresh_token', refresh_token: value }, client)).body.error,
    'token to introspect': async (value) => isActive(site, client, value),
    secret: async (value) =>
      (
        await post(site, '/oauth2/token', {
          grant_type: 'client_credentials',
          client_id: client.id,
          client_secret: value,
        })
      ).body.error,
    client: async (value) =>
      (
        await post(site, '/oauth2/token', {
          grant_type: 'client_credentials',
          client_id: value,
          client_secret: client.secret,
        })
      ).body.error,
    'token to revoke': async (value) => (await post(site, '/oauth2/revoke', { token: value }, client)).status,
  };
  const table: readonly (readonly [string, string, Readonly<Record<string, unknown>>])[] = [
    ['code', code, { 'refresh token': 'invalid_grant', 'token to introspect': false, 'token to revoke': 200 }],
    ['access token', access, { code: 'invalid_grant', 'refresh token': 'invalid_grant' }],
    ['refresh token', refresh, { code: 'invalid_grant' }],
    [
      'client secret',
      client.secret,
      { code: 'invalid_grant', 'refresh token': 'invalid_grant', 'token to introspect': false },
    ],
    ['client id', client.id, { code: 'invalid_grant', 'refresh token': 'invalid_grant', 'token to introspect': false }],
  ];
  for (const [what, value, refused] of table) {
    const all = { ...refused, secret: 'invalid_client', client: 'invalid_client' };
    for (const [role, expected] of Object.entries(all)) {
      if (`client ${role}` === what || (role === 'client' && what === 'client id')) continue;
      assert.equal(await roles[role]?.(value), expected, `${what} as ${role}`);
    }
  }
  // A value under another prefix is another value.
  const swap = (value: string, prefix: string) => value.replace(/^lk_[a-z]{2}_/, prefix);
  assert.equal(await roles['refresh token']?.(swap(code, 'lk_rt_')), 'invalid_grant');
  assert.equal(await roles['code']?.(swap(refresh, 'lk_ac_')), 'invalid_grant');
  assert.equal(await roles['token to introspect']?.(swap(code, 'lk_at_')), false);
  assert.equal(await isActive(site, client, access), true, 'nothing of it did any harm');
  assert.equal((await redeem(site, client, code)).status, 200);
});

test('S028 for ten seconds a code that comes again is a repetition, and then a replay; a clock that was set back makes none', async () => {
  for (const [seconds, alive] of [
    [8, true],
    [12, false],
    [-8, true], // instances need not agree on the time
    [-12, false],
  ] as const) {
    const { verifier, challenge } = pkce();
    const url = authorizeUrl(client, { code_challenge: challenge, code_challenge_method: 'S256' });
    const code = await codeOf(browser, url);
    const { body: tokens } = await redeem(site, client, code, { code_verifier: verifier });
    const ago = 'UPDATE authorization_codes SET redeemed_at = redeemed_at - make_interval(secs => $2) WHERE hash = $1';
    await site.database.pool.query(ago, [digest(code), seconds]);
    assert.equal((await redeem(site, client, code, { code_verifier: verifier })).body.error, 'invalid_grant');
    assert.equal(await isActive(site, client, tokens.access_token), alive, `${seconds} s`);
  }
});

test('S026 every binding is checked on its own, and any that is wrong refuses', async () => {
  const other = await site.application(owner, { redirectUris: [REDIRECT, OTHER] });
  const { verifier, challenge } = pkce();
  const url = authorizeUrl(client, { code_challenge: challenge, code_challenge_method: 'S256' });
  const wrong: Readonly<Record<string, (fields: Fields) => Fields>> = {
    client: (fields) => ({ ...fields, by: other }),
    'redirect URI': (fields) => ({ ...fields, redirect_uri: OTHER }),
    'no redirect URI': (fields) => ({ ...fields, redirect_uri: undefined }),
    verifier: (fields) => ({ ...fields, code_verifier: pkce().verifier }),
    'no verifier': (fields) => ({ ...fields, code_verifier: undefined }),
    time: (fields) => ({ ...fields, at: late }),
  };
  const right: Fields = { by: client, at: site, redirect_uri: REDIRECT, code_verifier: verifier };
  const names = Object.keys(wrong);
  for (const one of names) {
    for (const two of names) {
      if (two < one) continue;
      const code = await codeOf(browser, url);
      const { at, by, ...fields } = wrong[two]?.(wrong[one]?.(right) ?? right) ?? right;
      const refused = await redeem(at, by, code, fields);
      assert.deepEqual([refused.status, refused.body.error], [400, 'invalid_grant'], `${one}, ${two}`);
      const { at: here, by: own, ...good } = right;
      assert.equal((await redeem(here, own, code, good)).status, 200, `after ${one}, ${two}`);
    }
  }
});

type Fields = {
  readonly by: TestClient;
  readonly at: typeof site;
  readonly redirect_uri: string | undefined;
  readonly code_verifier: string | undefined;
};

test('S026 a redirect URI that was left out of the request may be left out again, or be the registered one', async () => {
  const single = await site.application(owner);
  for (const [redirect_uri, status] of [
    [undefined, 200],
    [REDIRECT, 200],
    [OTHER, 400],
  ] as const) {
    const code = await codeOf(browser, authorizeUrl(single, { redirect_uri: undefined }));
    assert.equal((await redeem(site, single, code, { redirect_uri })).status, status, redirect_uri);
  }
});

test('S029 the person, the application, the consent and the redirect URI are looked at again when a code is redeemed', async () => {
  const sql = (text: string, value: string) => site.database.pool.query(text, [value]);
  const changes: Readonly<Record<string, (one: { user: User; own: TestClient }) => Promise<unknown>>> = {
    'person disabled': ({ user }) => site.deps.users.disable(user.id, 'administrator'),
    'person deleted': ({ user }) => sql('DELETE FROM users WHERE id = $1', user.id),
    'consent revoked': ({ user, own }) => site.deps.consents.revoke(user.id, own.id, {}),
    'consent deleted': ({ own }) => sql('DELETE FROM consents WHERE client_id = $1', own.id),
    'family revoked': ({ own }) =>
      sql(`UPDATE authorizations SET revoked_at = now(), revoked_reason = 'x' WHERE client_id = $1`, own.id),
    'redirect URI removed': ({ own }) => sql(`UPDATE clients SET redirect_uris = '{${OTHER}}' WHERE id = $1`, own.id),
    'application disabled': ({ own }) => site.deps.clients.disable(own.id, 'administrator'),
    'application in review': ({ own }) => sql('UPDATE clients SET in_review = true WHERE id = $1', own.id),
    'application deleted': ({ own }) => site.deps.clients.delete(own.id, 'administrator'),
    'grant removed': ({ own }) => sql(`UPDATE clients SET grants = '{refresh_token}' WHERE id = $1`, own.id),
  };
  for (const [what, change] of Object.entries(changes)) {
    const user = await site.person();
    const own = await site.application(owner);
    const code = await codeOf(await site.signedIn(user), authorizeUrl(own));
    await change({ user, own });
    const answer = await redeem(site, own, code);
    const error = what.startsWith('application')
      ? 'invalid_client'
      : what.startsWith('grant')
        ? 'unauthorized_client'
        : 'invalid_grant';
    assert.equal(answer.body.error, error, what);
    assert.equal(answer.body['access_token'], undefined, what);
  }
});

test('S029 a scope that the application lost in between is not in the token', async () => {
  const own = await site.application(owner);
  const code = await codeOf(browser, authorizeUrl(own, { scope: 'read write' }));
  await site.database.pool.query(`UPDATE clients SET scopes = '{read}' WHERE id = $1`, [own.id]);
  assert.equal((await redeem(site, own, code)).body['scope'], 'read');
});

test('S064 an application that loses the refresh grant refreshes no more, at once', async () => {
  const own = await site.application(owner);
  const { body } = await redeem(site, own, await codeOf(browser, authorizeUrl(own)));
  assert.equal(await isActive(site, own, body.refresh_token), true);
  await site.database.pool.query(`UPDATE clients SET grants = '{authorization_code}' WHERE id = $1`, [own.id]);
  assert.equal(await isActive(site, own, body.refresh_token), false);
  const refreshed = await post(
    site,
    '/oauth2/token',
    { grant_type: 'refresh_token', refresh_token: body.refresh_token },
    own,
  );
  assert.equal(refreshed.body.error, 'unauthorized_client');
  const next = await redeem(site, own, await codeOf(browser, authorizeUrl(own)));
  assert.equal(next.body.refresh_token, undefined);
});

test('S064 an application that gets the refresh grant back revives no refresh token, rotated or not', async () => {
  const own = await site.application(owner);
  const grants = (list: string) =>
    site.database.pool.query('UPDATE clients SET grants = $2 WHERE id = $1', [own.id, list]);
  const families = [await tokensOf(site, browser, own), await tokensOf(site, browser, own)] as const;
  const [unused, used] = families;
  const successor = (await rotate(site, own, used.refresh_token)).body;
  await grants('{authorization_code}');
  await grants('{authorization_code,refresh_token}');
  for (const { refresh_token: token } of [unused, used, successor]) {
    assert.equal(await isActive(site, own, token), false);
    assert.equal((await rotate(site, own, token)).body.error, 'invalid_grant');
  }
  // Where the person agrees from now on, there are refresh tokens again.
  const there = visitor(early.app);
  for (const [name, value] of browser.cookies) there.cookies.set(name, value);
  const again = await tokensOf(early, there, own);
  assert.equal(await isActive(early, own, again.refresh_token), true);
  assert.equal((await rotate(early, own, again.refresh_token)).status, 200);
});
