import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { crc32 } from 'node:zlib';
import type { User } from '../../src/accounts/user.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { authorizeUrl, codeOf, isActive, redeem } from '../support/flow.ts';
import { basic, form, raw } from '../support/raw.ts';
import { ask, rotate, tokensOf } from '../support/tokens.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
let site: TestApp;
let ines: User;
let browser: Visitor;
let client: TestClient;
before(async () => {
  site = await testApp();
  await site.scope('read');
  ines = await site.person();
  browser = await site.signedIn(ines);
  client = await site.application(ines);
});
after(() => site.close());

/** Forms that a careless look-up could take for the value. */
function mutations(value: string): readonly string[] {
  const swapped = (at: number) => {
    const sign = value[at] === 'x' ? 'y' : 'x';
    return value.slice(0, at) + sign + value.slice(at + 1);
  };
  return [
    value.slice(0, -1),
    value.slice(0, 20),
    value.slice(0, -6),
    `${value}0`,
    `${value}${value}`,
    ` ${value}`,
    `${value} `,
    `${value}\t`,
    `${value}\r\n`,
    `${value}=`,
    `${value}\u200b`,
    `"${value}"`,
    `%${value}`,
    value.toLowerCase(),
    value.toUpperCase(),
    value.replace('lk_', 'LK_'),
    value.replace(/^lk_.._/, ''),
    [...value].reverse().join(''),
    encodeURIComponent(encodeURIComponent(value)).replaceAll('_', '%5F'),
    Buffer.from(value).toString('base64'),
    Buffer.from(value).toString('hex'),
    swapped(10),
    swapped(value.length - 1),
    checked(swapped(10)),
    checked(swapped(30)),
  ].filter((mutation) => mutation !== value);
}

/** With a checksum that fits, so that only the look-up can tell. */
function checked(value: string): string {
  const body = value.slice(0, -6);
  let rest = crc32(body);
  let sum = '';
  for (let i = 0; i < 6; i += 1) {
    sum = (ALPHABET[rest % 62] ?? '') + sum;
    rest = Math.floor(rest / 62);
  }
  return body + sum;
}

test('the checksum of these tests is the product’s', async () => {
  const { access_token: token } = await tokensOf(site, browser, client);
  assert.equal(checked(token), token);
});

test('S074 an access token is itself or unknown', async () => {
  const { access_token: token } = await tokensOf(site, browser, client);
  for (const other of mutations(token)) {
    const answer = await raw(
      site,
      form({ token: other }),
      { authorization: client.basic },
      { url: '/oauth2/introspect' },
    );
    assert.equal(answer.text, '{"active":false}', JSON.stringify(other));
    assert.equal((await ask(site, client, { token: other }, '/oauth2/revoke')).status, 200);
  }
  assert.ok(await isActive(site, client, token));
});

test('S074 a refresh token is itself or unknown, and the others do it no harm', async () => {
  const { refresh_token: token } = await tokensOf(site, browser, client);
  for (const other of mutations(token)) {
    assert.equal((await rotate(site, client, other)).body.error, 'invalid_grant', JSON.stringify(other));
    assert.equal((await ask(site, client, { token: other }, '/oauth2/revoke')).status, 200);
  }
  assert.equal((await rotate(site, client, token)).status, 200);
});

test('S074 a code is itself or unknown, and the others do not count against it', async () => {
  const code = await codeOf(browser, authorizeUrl(client));
  for (const other of mutations(code)) {
    assert.equal((await redeem(site, client, other)).body.error, 'invalid_grant', JSON.stringify(other));
  }
  assert.equal((await redeem(site, client, code)).status, 200);
});

test('S074 a client secret is itself or wrong', async () => {
  const body = (secret: string) =>
    form({ grant_type: 'client_credentials', client_id: client.id, client_secret: secret });
  for (const other of mutations(client.secret)) {
    assert.equal((await raw(site, body(other))).status, 401, JSON.stringify(other));
    const header = { authorization: basic(client.id, other) };
    assert.equal((await raw(site, form({ grant_type: 'client_credentials' }), header)).status, 401);
  }
  assert.equal((await raw(site, body(client.secret))).status, 200);
});

test('S074 a client id is itself or unknown', async () => {
  for (const other of mutations(client.id).filter((id) => id !== client.id)) {
    const header = { authorization: basic(other, client.secret) };
    assert.equal(
      (await raw(site, form({ grant_type: 'client_credentials' }), header)).status,
      401,
      JSON.stringify(other),
    );
  }
});

test('S074 a session id is itself or nobody’s', async () => {
  const id = browser.cookies.get('latchkey-session') ?? '';
  for (const other of mutations(id)) {
    const stranger = visitor(site.app);
    stranger.cookies.set('latchkey-session', encodeURIComponent(other));
    assert.match((await stranger.get('/account')).location, /^\/sign-in/, JSON.stringify(other));
  }
  assert.equal((await browser.get('/account')).status, 200);
});
