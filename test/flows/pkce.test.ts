import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { digestBase64url } from '../../src/secrets.ts';
import { REDIRECT, type TestClient, testApp } from '../support/app.ts';
import { textOf } from '../support/console.ts';
import { authorize, authorizeUrl, codeOf, pkce, post } from '../support/flow.ts';
import type { Visitor } from '../support/visitor.ts';

let site: Awaited<ReturnType<typeof testApp>>;
let confidential: TestClient;
let open: TestClient;
let browser: Visitor;
before(async () => {
  site = await testApp();
  await site.scope('read');
  const owner = await site.person();
  confidential = await site.application(owner);
  open = await site.application(owner, { confidential: false });
  browser = await site.signedIn(await site.person());
});
after(() => site.close());

type Fields = Readonly<Record<string, string | undefined>>;
const challenged = ({ challenge }: { readonly challenge: string }) => ({
  code_challenge: challenge,
  code_challenge_method: 'S256',
});

async function errorOf(client: TestClient, fields: Fields): Promise<string | null> {
  const { status, location } = await browser.get(authorizeUrl(client, fields));
  assert.equal(status, 303);
  assert.ok(location.startsWith(`${REDIRECT}?`) || location.startsWith('/consent?'), location);
  return new URL(location, 'http://here.invalid').searchParams.get('error');
}

async function redeem(client: TestClient, code: string, fields: Fields) {
  const all = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, ...fields };
  const { status, body } =
    client === open
      ? await post(site, '/oauth2/token', { client_id: client.id, ...all })
      : await post(site, '/oauth2/token', all, client);
  assert.ok(status === 200 || body['access_token'] === undefined);
  return status === 200 ? 'tokens' : body.error;
}

test('S019 a public application always uses PKCE, a confidential one when it or an administrator says so', async () => {
  assert.equal(await errorOf(open, {}), 'invalid_request');
  assert.equal(await errorOf(open, { code_challenge: '' }), 'invalid_request');
  const { verifier, ...challenge } = pkce();
  assert.equal(await errorOf(open, challenged(challenge)), null);
  const trusted = await site.application(await site.person(), { confidential: false, trusted: true });
  assert.equal(await errorOf(trusted, {}), 'invalid_request', 'trusted is no exemption');
  assert.equal(
    await redeem(open, await codeOf(browser, authorizeUrl(open, challenged(challenge))), { code_verifier: verifier }),
    'tokens',
  );
  assert.equal(await redeem(confidential, await codeOf(browser, authorizeUrl(confidential)), {}), 'tokens');
  const strict = await site.application(await site.person());
  assert.equal(await errorOf(strict, {}), null);
  const privileges = { trusted: false, resourceServer: false, accessTokenSeconds: undefined, requirePkce: true };
  await site.deps.clients.administer(strict.id, { privileges }, 'administrator');
  assert.equal(await errorOf(strict, {}), 'invalid_request');
  assert.equal(await errorOf(strict, challenged(pkce())), null);
  const metadata = (await site.app.inject('/.well-known/oauth-authorization-server')).json();
  assert.deepEqual(metadata.code_challenge_methods_supported, ['S256']);
});

test('S019 the page of a confidential application recommends PKCE and shows whether it was used', async () => {
  const owner = await site.person();
  const own = await site.application(owner);
  const keeper = await site.signedIn(owner);
  const said = async () => {
    await site.deps.activity.flush();
    return textOf((await keeper.get(`/oauth2/applications/${own.id}`)).body);
  };
  await redeem(own, await codeOf(browser, authorizeUrl(own)), {});
  assert.match(await said(), /Recommended\. It makes a code that leaks worth nothing/);
  const { verifier, challenge } = pkce();
  await redeem(own, await codeOf(browser, authorizeUrl(own, challenged({ challenge }))), { code_verifier: verifier });
  assert.match(await said(), /1 of 2/);
});

test('S020 no method but S256 is accepted, and leaving it out means plain', async () => {
  const code_challenge = pkce().challenge;
  const methods = [undefined, '', 'plain', 'PLAIN', 's256', 'S512', 'S256 ', 'sha256', 'S256,plain'];
  for (const client of [open, confidential]) {
    for (const code_challenge_method of methods) {
      assert.equal(
        await errorOf(client, { code_challenge, code_challenge_method }),
        'invalid_request',
        code_challenge_method,
      );
    }
    for (const code_challenge_method of ['S256', 'plain']) {
      assert.equal(await errorOf(client, { code_challenge_method }), 'invalid_request', 'a method without a challenge');
    }
  }
});

test('S021 a challenge is 43 characters of base64url with one reading', async () => {
  const { challenge } = pkce();
  const malformed = [
    challenge.slice(1),
    `${challenge}A`,
    `${challenge}=`,
    `=${challenge.slice(1)}`,
    `+${challenge.slice(1)}`,
    `/${challenge.slice(1)}`,
    ` ${challenge.slice(1)}`,
    `é${challenge.slice(1)}`,
    `.${challenge.slice(1)}`,
    challenge.replace(/.$/, 'B'), // bits that no digest sets
    'A'.repeat(128),
  ];
  for (const code_challenge of malformed) {
    const fields = { code_challenge, code_challenge_method: 'S256' };
    assert.equal(await errorOf(confidential, fields), 'invalid_request', code_challenge);
  }
});

test('S021 a verifier is 43 to 128 unreserved characters, and is looked at before the code is', async () => {
  const { verifier, challenge } = pkce();
  const code = await codeOf(browser, authorizeUrl(confidential, challenged({ challenge })));
  const malformed = ['x', 'x'.repeat(42), 'x'.repeat(129), 'x'.repeat(2000)];
  for (const sign of ['=', '+', '/', ' ', 'é', '\n', '%', '"']) malformed.push(`${sign}${verifier.slice(1)}`);
  for (const code_verifier of malformed) {
    assert.equal(await redeem(confidential, code, { code_verifier }), 'invalid_request', code_verifier);
  }
  assert.equal(await redeem(confidential, 'no code', { code_verifier: 'x' }), 'invalid_request');
  assert.equal(await redeem(confidential, code, { code_verifier: verifier }), 'tokens', 'what is malformed is no miss');
});

test('S021 verifiers of every length and all characters work', async () => {
  for (const verifier of ['a-._~Z09'.padEnd(43, 'x'), 'v'.repeat(44), 'v'.repeat(128)]) {
    const code = await codeOf(
      browser,
      authorizeUrl(confidential, challenged({ challenge: digestBase64url(verifier) })),
    );
    assert.equal(await redeem(confidential, code, { code_verifier: verifier }), 'tokens', verifier);
  }
});

test('S022 where a challenge was sent, no verifier, an empty one and a wrong one are refused', async () => {
  for (const client of [open, confidential]) {
    for (const code_verifier of [undefined, '', pkce().verifier]) {
      const { verifier, challenge } = pkce();
      const code = await codeOf(browser, authorizeUrl(client, challenged({ challenge })));
      assert.equal(await redeem(client, code, { code_verifier }), 'invalid_grant', code_verifier);
      assert.equal(await redeem(client, code, { code_verifier: challenge }), 'invalid_grant', 'the challenge itself');
      assert.equal(await redeem(client, code, { code_verifier: verifier }), 'tokens');
    }
  }
});

test('S023 where no challenge was sent, a verifier is refused', async () => {
  const code = await codeOf(browser, authorizeUrl(confidential));
  assert.equal(await redeem(confidential, code, { code_verifier: pkce().verifier }), 'invalid_grant');
  assert.equal(await redeem(confidential, code, {}), 'tokens');
});

test('S023 taking the challenge off a request that was shown with one is another request', async () => {
  const url = authorizeUrl(confidential, challenged(pkce())).replace('/oauth2/authorize', '/consent');
  const page = await browser.get(url);
  const stripped = authorizeUrl(confidential).replace('/oauth2/authorize', '/consent');
  const answer = await browser.submit(
    { body: page.body.replaceAll(/action="\/consent[^"]*"/g, `action="${stripped.replaceAll('&', '&amp;')}"`) },
    '/consent',
    { decision: 'authorize' },
  );
  assert.equal(answer.status, 403);
});

test('S024 a code is dead after three failed redemptions by its own application', async () => {
  const { verifier, challenge } = pkce();
  const url = authorizeUrl(confidential, challenged({ challenge }));
  const wrong = { code_verifier: pkce().verifier };
  const right = { code_verifier: verifier };
  const twice = await codeOf(browser, url);
  for (let miss = 0; miss < 2; miss += 1) assert.equal(await redeem(confidential, twice, wrong), 'invalid_grant');
  assert.equal(await redeem(confidential, twice, right), 'tokens');
  for (const misses of [
    [wrong, wrong, wrong],
    [{}, wrong, { ...right, redirect_uri: 'https://app.example/other' }],
    [wrong, wrong, wrong, wrong],
  ]) {
    const code = await codeOf(browser, url);
    for (const miss of misses) assert.equal(await redeem(confidential, code, miss), 'invalid_grant');
    assert.equal(await redeem(confidential, code, right), 'invalid_grant');
  }
  const raced = await codeOf(browser, url);
  await Promise.all(Array.from({ length: 6 }, () => redeem(confidential, raced, wrong)));
  assert.equal(await redeem(confidential, raced, right), 'invalid_grant');
});

test('S024 what another application fails at costs the code nothing', async () => {
  const other = await site.application(await site.person());
  const answer = await authorize(browser, authorizeUrl(confidential));
  const code = answer.searchParams.get('code') ?? '';
  for (let miss = 0; miss < 5; miss += 1) assert.equal(await redeem(other, code, {}), 'invalid_grant');
  assert.equal(await redeem(confidential, code, {}), 'tokens');
});
