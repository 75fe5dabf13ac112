import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp } from '../support/app.ts';
import { authorize, authorizeUrl, codeOf, isActive, pkce, post, redeem, refresh } from '../support/flow.ts';

let site: Awaited<ReturnType<typeof testApp>>;
before(async () => {
  site = await testApp();
  await site.scope('read');
  await site.scope('write');
});
after(() => site.close());

test('a person signs in and agrees, the client gets, uses, refreshes and loses a token', async () => {
  const person = await site.person();
  const client = await site.application(person);
  const browser = await site.signedIn(person);
  const { verifier, challenge } = pkce();
  const url = authorizeUrl(client, { code_challenge: challenge, code_challenge_method: 'S256' });
  const answer = await authorize(browser, url);
  assert.equal(answer.origin + answer.pathname, 'https://app.example/callback');
  assert.equal(answer.searchParams.get('state'), 'some state');
  assert.equal(answer.searchParams.get('iss'), 'http://localhost:3000');
  const code = answer.searchParams.get('code') ?? '';
  const tokens = await redeem(site, client, code, { code_verifier: verifier });
  assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
  assert.equal(tokens.body['scope'], 'read');
  assert.ok(await isActive(site, client, tokens.body.access_token));
  const next = await refresh(site, client, tokens.body.refresh_token);
  assert.equal(next.status, 200, JSON.stringify(next.body));
  assert.notEqual(next.body.refresh_token, tokens.body.refresh_token);
  assert.ok(await isActive(site, client, next.body.access_token));
  const ended = await post(site, '/oauth2/revoke', { token: next.body.refresh_token }, client);
  assert.equal(ended.status, 200);
  assert.equal(await isActive(site, client, next.body.access_token), false);
});

test('consent is remembered, and asked again when more is asked for', async () => {
  const person = await site.person();
  const client = await site.application(person);
  const browser = await site.signedIn(person);
  await codeOf(browser, authorizeUrl(client));
  const again = await browser.get(authorizeUrl(client));
  assert.match(again.location, /^https:\/\/app\.example\/callback\?code=/);
  const more = await browser.get(authorizeUrl(client, { scope: 'read write' }));
  assert.match(more.location, /^\/consent/);
});

test('a person who denies goes home with access_denied', async () => {
  const person = await site.person();
  const client = await site.application(person);
  const browser = await site.signedIn(person);
  const answer = await authorize(browser, authorizeUrl(client), 'deny');
  assert.equal(answer.searchParams.get('error'), 'access_denied');
  assert.equal(answer.searchParams.get('iss'), 'http://localhost:3000');
});

test('a client gets a token for itself', async () => {
  const person = await site.person();
  const client = await site.application(person);
  const tokens = await post(site, '/oauth2/token', { grant_type: 'client_credentials', scope: 'read' }, client);
  assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
  assert.equal(tokens.body.refresh_token, undefined);
  assert.ok(await isActive(site, client, tokens.body.access_token));
});

test('metadata names what there is', async () => {
  const response = await site.app.inject('/.well-known/oauth-authorization-server');
  const document = response.json();
  assert.deepEqual(document.grant_types_supported, [
    'authorization_code',
    'refresh_token',
    'client_credentials',
    'urn:ietf:params:oauth:grant-type:device_code',
    'urn:ietf:params:oauth:grant-type:token-exchange',
    'urn:ietf:params:oauth:grant-type:jwt-bearer',
  ]);
  assert.equal(document.token_endpoint, 'http://localhost:3000/oauth2/token');
});
