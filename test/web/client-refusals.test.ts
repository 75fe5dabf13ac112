import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { rotateSecret } from '../../src/oauth/register-client.ts';
import { randomToken } from '../../src/secrets.ts';
import { REDIRECT, type TestClient, testApp } from '../support/app.ts';
import { authorizeUrl, codeOf, pkce, post, redeem, refresh } from '../support/flow.ts';
import type { Visitor } from '../support/visitor.ts';

let site: Awaited<ReturnType<typeof testApp>>;
before(async () => {
  site = await testApp();
  await Promise.all([site.scope('read'), site.scope('write')]);
});
after(() => site.close());

test('the owner reads why a client was not accepted, the sender one sentence for all reasons', async () => {
  const owner = await site.person();
  const client = await site.application(owner, { scopes: [] });
  const wrong = { ...client, basic: `Basic ${Buffer.from(`${client.id}:wrong`).toString('base64')}` };
  const stranger = await post(site, '/oauth2/token', { grant_type: 'client_credentials' }, wrong);
  const unknown = { ...client, basic: `Basic ${Buffer.from('nobody:wrong').toString('base64')}` };
  const nobody = await post(site, '/oauth2/token', { grant_type: 'client_credentials' }, unknown);
  assert.deepEqual(stranger.body, nobody.body);
  await post(site, '/oauth2/token', { grant_type: 'client_credentials', client_id: client.id });
  await site.deps.refusals.flush();
  const browser = await site.signedIn(owner);
  const page = await browser.get(`/oauth2/applications/${client.id}/refusals`);
  assert.match(page.body, /The secret is not one of its live ones/);
  assert.match(page.body, /The application is confidential, and no secret was sent/);
});

test('the owner reads where people were to be sent after they signed out, beside what is registered', async () => {
  const owner = await site.person();
  const client = await site.application(owner, { scopes: [] });
  const [registered, sent] = ['https://app.example/bye', 'https://app.example/bye/'];
  const register = (uri: string) =>
    site.deps.clients.administer(client.id, { metadata: { postLogoutRedirectUris: [uri] } }, 'administrator');
  await register(registered);
  const browser = await site.signedIn(owner);
  const query = new URLSearchParams({ client_id: client.id, post_logout_redirect_uri: sent });
  assert.equal((await browser.get(`/oauth2/logout?${query}`)).status, 400);
  const page = await refusalsOf(browser, client);
  assert.match(page, /A slash at the end makes it another address/);
  assert.match(page, /Registered[\s\S]{0,300}app\.(?:<wbr>)?example/);
  assert.match(page, /Open Advanced/);
  await register(sent);
  assert.doesNotMatch(await refusalsOf(browser, client), /Open Advanced/);
});

test('the owner reads which of its reasons a code was refused for, the sender one sentence for all', async () => {
  const owner = await site.person();
  const client = await site.application(owner);
  const browser = await site.signedIn(owner);
  const ask = pkce();
  const challenge = { code_challenge: ask.challenge, code_challenge_method: 'S256' };
  const codes = async (more = {}) => codeOf(browser, authorizeUrl(client, { scope: undefined, ...more }));
  const used = await codes();
  assert.equal((await redeem(site, client, used)).status, 200);
  const answers = [
    await redeem(site, client, used),
    await redeem(site, client, await codes(challenge)),
    await redeem(site, client, await codes(challenge), { code_verifier: pkce().verifier }),
    await redeem(site, client, await codes(), { code_verifier: ask.verifier }),
    await redeem(site, client, await codes(), { redirect_uri: `${REDIRECT}/` }),
    await redeem(site, client, 'lk_ac_cut'),
  ];
  for (const { status, body } of answers) assert.deepEqual([status, body], [400, answers[0]?.body]);
  const page = await refusalsOf(browser, client);
  for (const sentence of [
    'The code had been used before.',
    'but no code_verifier came with the code',
    'The code_verifier is not the one',
    'the authorization request had no code_challenge',
    'The redirect_uri is not the one of the authorization request.',
    'What was sent as the code is no code of this server.',
    'A slash at the end makes it another address.',
  ]) {
    assert.ok(page.includes(sentence), sentence);
  }
});

test('the owner of an application that waits or is disabled reads so, and the warning ends with its cause', async () => {
  const owner = await site.person();
  const client = await site.application(owner);
  const browser = await site.signedIn(owner);
  const path = `/oauth2/applications/${client.id}`;
  const ends: Record<string, readonly [RegExp, () => Promise<unknown>, () => Promise<unknown>]> = {
    disabled: [
      /An administrator had disabled the application/,
      () => site.deps.clients.disable(client.id, 'administrator'),
      () => site.deps.clients.enable(client.id, 'administrator'),
    ],
    review: [
      /The application waited for an administrator and could do nothing yet/,
      () => site.database.pool.query('UPDATE clients SET in_review = true WHERE id = $1', [client.id]),
      () => site.deps.clients.approve(client.id, 'administrator'),
    ],
  };
  for (const [state, [why, begin, end]] of Object.entries(ends)) {
    await begin();
    const shown = await browser.get(authorizeUrl(client, { state }));
    assert.match(shown.body, /Nobody but an administrator of this server can (?:enable|approve) it/);
    assert.match(shown.body, new RegExp(`href="${path}"`));
    assert.doesNotMatch(shown.body, /character by character/);
    const refusals = await refusalsOf(browser, client);
    assert.match(refusals, why);
    assert.doesNotMatch(refusals, /character by character|No active application/);
    assert.match((await browser.get(path)).body, /A request was refused just now/);
    await end();
    assert.doesNotMatch((await browser.get(path)).body, /A request was refused just now/, state);
    assert.match(await refusalsOf(browser, client), /It would not be refused now/);
  }
  assert.match((await browser.get(path)).body, /Last used<\/dt><dd class="figure">never/);
});

test('a warning about an address, a scope or a secret ends when that was made right', async () => {
  const owner = await site.person();
  const client = await site.application(owner, { scopes: ['read'] });
  const browser = await site.signedIn(owner);
  const path = `/oauth2/applications/${client.id}`;
  const elsewhere = 'https://elsewhere.example/cb';
  const change = async (more: object) => {
    const settings = (await site.deps.clients.find(client.id)) ?? assert.fail();
    return site.deps.clients.change(client.id, { ...settings, ...more }, 'administrator');
  };
  const causes: readonly (readonly [() => Promise<unknown>, () => Promise<unknown>])[] = [
    [
      () => browser.get(authorizeUrl(client, { redirect_uri: elsewhere })),
      () => change({ redirectUris: [REDIRECT, elsewhere] }),
    ],
    [() => browser.get(authorizeUrl(client, { scope: 'write' })), () => change({ scopes: ['read', 'write'] })],
    [
      () => post(site, '/oauth2/token', { grant_type: 'client_credentials', client_id: client.id, client_secret: 'x' }),
      () => rotateSecret({ clientId: client.id, endOld: false, by: 'administrator' }, site.deps),
    ],
  ];
  for (const [refused, mended] of causes) {
    await refused();
    await site.deps.refusals.flush();
    assert.match((await browser.get(path)).body, /A request was refused just now/, String(refused));
    await mended();
    assert.doesNotMatch((await browser.get(path)).body, /A request was refused just now/, String(mended));
  }
  const told = await refusalsOf(browser, client);
  assert.equal(told.match(/It would not be refused now/g)?.length, 2, 'of a secret nobody can say it');
  assert.match(told, /A secret was made since/);
  await browser.get(authorizeUrl(client, { scope: 'wrote' }));
  const unlisted = await refusalsOf(browser, client);
  assert.match(unlisted, /This server has no scope called wrote/);
  assert.doesNotMatch(unlisted, /tick it/, 'there is nothing to tick');
});

test('the owner of a confidential application whose device sends its client_id alone reads that it should be public', async () => {
  const owner = await site.person();
  const client = await site.application(owner, { grants: [DEVICE_CODE] });
  const answer = await post(site, '/oauth2/device_authorization', { client_id: client.id });
  assert.deepEqual([answer.status, answer.body.error], [401, 'invalid_client'], 'a stranger learns nothing');
  assert.match(await refusalsOf(await site.signedIn(owner), client), /register it as public/);
});

test('a code of another application is as unknown to its owner as one that never was', async () => {
  const owner = await site.person();
  const [one, other] = [await site.application(owner), await site.application(owner)];
  const browser = await site.signedIn(owner);
  await redeem(site, other, await codeOf(browser, authorizeUrl(one, { scope: undefined })));
  await redeem(site, other, randomToken('ac'));
  const page = await refusalsOf(browser, other);
  assert.equal(page.match(/<article/g)?.length, 1);
  assert.match(page, /There is no such code for this application[\s\S]*twice, last/);
});

test('nor does an owner learn whether the refresh token of another application was used', async () => {
  const owner = await site.person();
  const [one, other] = [await site.application(owner), await site.application(owner)];
  const browser = await site.signedIn(owner);
  const { body } = await redeem(site, one, await codeOf(browser, authorizeUrl(one, { scope: undefined })));
  await refresh(site, other, body.refresh_token);
  const successor = (await refresh(site, one, body.refresh_token)).body.refresh_token;
  await refresh(site, other, body.refresh_token);
  const page = await refusalsOf(browser, other);
  assert.equal(page.match(/<article/g)?.length, 1);
  assert.match(page, /There is no such refresh token for this application[\s\S]*twice, last/);
  assert.equal((await refresh(site, one, successor)).status, 200);
});

test('the owner reads why a refresh token was refused', async () => {
  const owner = await site.person();
  const client = await site.application(owner);
  const browser = await site.signedIn(owner);
  const granted = async () => {
    const { body } = await redeem(site, client, await codeOf(browser, authorizeUrl(client, { scope: undefined })));
    return body.refresh_token;
  };
  const first = await granted();
  const second = (await refresh(site, client, first)).body.refresh_token;
  const third = (await refresh(site, client, second)).body.refresh_token;
  const revoked = await granted();
  await post(site, '/oauth2/revoke', { token: revoked }, client);
  const answers = [
    await refresh(site, client, first), // reuse: the family ends
    await refresh(site, client, third),
    await refresh(site, client, revoked),
    await refresh(site, client, randomToken('rt')),
    await refresh(site, client, 'lk_rt_cut'),
  ];
  for (const { status, body } of answers) assert.deepEqual([status, body], [400, answers[0]?.body]);
  const page = await refusalsOf(browser, client);
  for (const sentence of [
    'The refresh token had been used before',
    'because a code or refresh token of it was used twice',
    'Your application had revoked this refresh token',
    'There is no such refresh token for this application.',
    'What was sent as the refresh token is no refresh token of this server.',
  ]) {
    assert.ok(page.includes(sentence), sentence);
  }
});

async function refusalsOf(browser: Visitor, client: TestClient): Promise<string> {
  await site.deps.refusals.flush();
  return (await browser.get(`/oauth2/applications/${client.id}/refusals`)).body;
}
