import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { ClientSettings } from '../../src/oauth/model/client.ts';
import { REDIRECT, type TestClient, testApp } from '../support/app.ts';
import { addScopes, fillIn, TYPED, textOf } from '../support/console.ts';
import { authorize, authorizeUrl, codeOf, redeem } from '../support/flow.ts';
import type { Visitor } from '../support/visitor.ts';

let site: Awaited<ReturnType<typeof testApp>>;
let browser: Visitor;
before(async () => {
  site = await testApp();
  await site.scope('read');
  await addScopes(site);
  browser = await site.signedIn(await site.person());
});
after(() => site.close());

const application = async (redirectUris: readonly string[], more: Partial<ClientSettings> = {}) =>
  site.application(await site.person(), { redirectUris, ...more });

async function isRefused(client: TestClient, redirect_uri: string) {
  for (const path of ['/oauth2/authorize', '/consent']) {
    const answer = await browser.get(authorizeUrl(client, { redirect_uri }).replace('/oauth2/authorize', path));
    assert.equal(answer.status, 400, `${path} ${JSON.stringify(redirect_uri)}`);
    assert.equal(answer.headers.location, undefined);
    assert.ok(answer.body.includes('redirect-uri-mismatch') || answer.body.includes('redirect-uri-missing'));
  }
}

test('S012 nothing but the registered address, character by character, is a place to return to', async () => {
  const registered = 'https://app.example/cb/a%2Fb?x=1';
  const client = await application([registered, 'https://app.example/other']);
  const variants = [
    'HTTPS://app.example/cb/a%2Fb?x=1',
    'https://APP.example/cb/a%2Fb?x=1',
    'https://app.example:443/cb/a%2Fb?x=1',
    'https://app.example./cb/a%2Fb?x=1',
    'https://app.example/cb/a%2fb?x=1',
    'https://app.example/cb/a/b?x=1',
    'https://app.example/cb/a%252Fb?x=1',
    'https%3A//app.example/cb/a%2Fb?x=1',
    'https://app.example/CB/a%2Fb?x=1',
    'https://app.example/cb/a%2Fb/?x=1',
    'https://app.example/cb/a%2Fb',
    'https://app.example/cb/a%2Fb?x=1&',
    'https://app.example/cb/a%2Fb?x=1&y=2',
    'https://app.example/cb/a%2Fb?x=1#',
    'https://app.example/cb/../cb/a%2Fb?x=1',
    'https://app.example//cb/a%2Fb?x=1',
    'https://app.example\\cb/a%2Fb?x=1',
    'https://user@app.example/cb/a%2Fb?x=1',
    'https://app.example@evil.example/cb/a%2Fb?x=1',
    'https://evil.example#https://app.example/cb/a%2Fb?x=1',
    'https://app.example.evil.example/cb/a%2Fb?x=1',
    'https://sub.app.example/cb/a%2Fb?x=1',
    'http://app.example/cb/a%2Fb?x=1',
    '//app.example/cb/a%2Fb?x=1',
    ' https://app.example/cb/a%2Fb?x=1',
    'https://app.example/cb/a%2Fb?x=1\n',
    'https://app.example/cb/a%2Fb?x=1\u200b',
    'https://аpp.example/cb/a%2Fb?x=1', // a Cyrillic a
    'https://app.example/cb/a%2Fb?x=1,https://evil.example',
    'https://app.example/cb/a%2Fb?x=1 https://evil.example',
    'javascript:alert(1)//https://app.example/cb/a%2Fb?x=1',
    'urn:ietf:wg:oauth:2.0:oob',
    '*',
  ];
  for (const sent of variants) await isRefused(client, sent);
  const answer = await authorize(browser, authorizeUrl(client, { redirect_uri: registered }));
  assert.ok(answer.href.startsWith(`${registered}&code=`));
});

test('S013 of an http address on this computer the port may differ, and the token request says the same one', async () => {
  for (const [registered, sent] of [
    ['http://127.0.0.1/cb', 'http://127.0.0.1:51004/cb'],
    ['http://[::1]:8080/cb?x=1', 'http://[::1]:51004/cb?x=1'],
    ['http://localhost/cb', 'http://localhost:51004/cb'],
  ] as const) {
    const client = await application([registered]);
    const answer = await authorize(browser, authorizeUrl(client, { redirect_uri: sent }));
    assert.ok(answer.href.startsWith(sent), answer.href);
    const code = answer.searchParams.get('code') ?? '';
    const other = sent.replace('51004', '51005');
    for (const redirect_uri of [registered, other]) {
      assert.equal((await redeem(site, client, code, { redirect_uri })).body.error, 'invalid_grant', redirect_uri);
    }
    assert.equal((await redeem(site, client, code, { redirect_uri: sent })).status, 200);
  }
});

test('S013 nothing else of it may differ', async () => {
  const client = await application(['http://127.0.0.1:8080/cb', 'https://127.0.0.1/cb']);
  for (const sent of [
    'http://127.0.0.1:51004/other',
    'http://127.0.0.1:51004/cb?x=1',
    'http://127.0.0.1:51004/cb/',
    'http://user@127.0.0.1:51004/cb',
    'http://127.1:51004/cb',
    'http://127.0.0.1.evil.test:51004/cb',
    'http://127.0.0.1:51004@evil.test/cb',
    'http://localhost:51004/cb',
    'http://LOCALHOST:51004/cb',
    'http://[::1]:51004/cb',
    'http://2130706433:51004/cb',
    'http://127.0.0.1:99999/cb',
    'http://127.0.0.1:0/cb',
    'https://127.0.0.1:51004/cb',
  ]) {
    await isRefused(client, sent);
  }
});

test('S014 the registration page refuses what no address of an application should be', async () => {
  const refused = [
    'https://app.example/cb#x',
    'https://app.example/cb#',
    'https://user:pw@app.example/cb',
    'https://*.example/cb',
    '/cb',
    'app.example/cb',
    'https://app.example/a b',
    'https://app.example/\u007f',
    'https://bücher.example/',
    'https://app.example\\@evil.example',
    'http://app.example/cb',
    'http://127.0.0.1.evil.test/cb',
    'javascript:alert(1)',
    'data:text/html,x',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://app.example/1',
    'about:blank',
    'ws://app.example/',
    'mailto:a@app.example',
    'view-source:https://app.example/',
    'myapp:/cb',
  ];
  for (let at = 0; at < refused.length; at += 11) {
    const lines = refused.slice(at, at + 11);
    const answer = await fillIn(browser, '/oauth2/applications/new', { ...TYPED, redirect_uris: lines.join('\r\n') });
    assert.equal(answer.status, 422);
    const text = textOf(answer.body);
    lines.forEach((line, index) => {
      assert.match(text, new RegExp(`Line ${index + 1}: `), line);
    });
  }
  assert.match((await browser.get('/oauth2/applications')).body, /No application yet/);
});

test('S018 a redirect URI that is removed stops what is open: the consent page, and the code', async () => {
  const client = await application([REDIRECT, 'https://app.example/other']);
  const registered = await site.deps.clients.find(client.id);
  assert.ok(registered);
  const change = (redirectUris: readonly string[]) =>
    site.deps.clients.change(client.id, { ...registered, redirectUris }, 'administrator');
  const page = await browser.get(authorizeUrl(client).replace('/oauth2/authorize', '/consent'));
  const code = await codeOf(browser, authorizeUrl(client));
  const kept = await codeOf(browser, authorizeUrl(client, { redirect_uri: 'https://app.example/other' }));
  await change(['https://app.example/other']);
  for (const decision of ['authorize', 'deny']) {
    const answer = await browser.submit(page, '/consent', { decision });
    assert.equal(answer.status, 400, decision);
    assert.equal(answer.headers.location, undefined);
  }
  assert.equal((await redeem(site, client, code)).body.error, 'invalid_grant');
  assert.equal((await redeem(site, client, kept, { redirect_uri: 'https://app.example/other' })).status, 200);
  await isRefused(client, REDIRECT);
});

test('S018 an application that is disabled or waits again stops what is open, and enabling brings no code back', async () => {
  const client = await application([REDIRECT]);
  const page = await browser.get(authorizeUrl(client).replace('/oauth2/authorize', '/consent'));
  const code = await codeOf(browser, authorizeUrl(client));
  await site.deps.clients.disable(client.id, 'administrator');
  for (const decision of ['authorize', 'deny']) {
    const answer = await browser.submit(page, '/consent', { decision });
    assert.equal(answer.status, 400, decision);
    assert.equal(answer.headers.location, undefined);
  }
  assert.equal((await browser.get(authorizeUrl(client))).status, 400, 'nor is what was remembered');
  assert.equal((await redeem(site, client, code)).body.error, 'invalid_client');
  await site.deps.clients.enable(client.id, 'administrator');
  assert.equal((await redeem(site, client, code)).body.error, 'invalid_grant');
});
