import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { PASSWORD, REDIRECT, type TestClient, testApp } from '../support/app.ts';
import { authorizeUrl, codeOf, pkce, redeem } from '../support/flow.ts';
import { basic, form, raw } from '../support/raw.ts';
import type { Visitor } from '../support/visitor.ts';

let site: Awaited<ReturnType<typeof testApp>>;
let client: TestClient;
let browser: Visitor;
let tokens: { readonly access_token: string; readonly refresh_token: string };
before(async () => {
  site = await testApp();
  await site.scope('read');
  const person = await site.person();
  client = await site.application(person);
  browser = await site.signedIn(person);
  tokens = (await redeem(site, client, await codeOf(browser, authorizeUrl(client)))).body;
});
after(() => site.close());

const CODE = `lk_ac_${'x'.repeat(49)}`;

/** A request of each kind that would be read to its end. */
function requests(): readonly (readonly [string, Readonly<Record<string, string>>])[] {
  const who = { client_id: client.id, client_secret: client.secret };
  const code = { code: CODE, redirect_uri: REDIRECT, code_verifier: pkce().verifier };
  return [
    ['/oauth2/token', { ...who, grant_type: 'authorization_code', ...code }],
    ['/oauth2/token', { ...who, grant_type: 'refresh_token', refresh_token: tokens.refresh_token, scope: 'read' }],
    ['/oauth2/token', { ...who, grant_type: 'client_credentials', scope: 'read' }],
    ['/oauth2/token', { ...who, grant_type: DEVICE_CODE, device_code: `lk_dc_${'x'.repeat(49)}` }],
    ['/oauth2/device_authorization', { ...who, scope: 'read' }],
    ['/oauth2/revoke', { ...who, token: 'lk_at_x', token_type_hint: 'access_token' }],
    ['/oauth2/introspect', { ...who, token: tokens.access_token, token_type_hint: 'access_token' }],
  ];
}

test('S129 a parameter that is there twice is refused, whichever it is, with the same value or another', async () => {
  for (const [url, fields] of requests()) {
    for (const [name, value] of Object.entries({ ...fields, unknown: 'x' })) {
      for (const second of [value, 'other', '']) {
        const twice = `${form({ ...fields, unknown: 'x' })}&${form({ [name]: second })}`;
        for (const payload of [twice, `${form({ [name]: second })}&${form({ ...fields, unknown: 'x' })}`]) {
          const answer = await raw(site, payload, {}, { url });
          assert.deepEqual([answer.status, answer.error], [400, 'invalid_request'], `${url} ${name}=${second}`);
        }
      }
      const split = await raw(site, form(fields), {}, { url: `${url}?${form({ [name]: value })}` });
      assert.deepEqual([split.status, split.error], [400, 'invalid_request'], `${url} ${name} in both`);
    }
  }
  const unharmed = await raw(
    site,
    form({ token: tokens.refresh_token }),
    { authorization: client.basic },
    { url: '/oauth2/introspect' },
  );
  assert.equal(JSON.parse(unharmed.text).active, true, 'and nothing was consumed');
});

test('S129 a field of a page that is there twice is none', async () => {
  const page = await browser.get('/sign-in/again?return_to=%2Faccount');
  const token = /name="_csrf" value="([^"]+)"/.exec(page.body)?.[1] ?? '';
  const payload = `_csrf=${encodeURIComponent(token)}&${form({ password: PASSWORD })}&${form({ password: PASSWORD })}`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  const answer = await browser.send({ method: 'POST', url: '/sign-in/again', payload, headers });
  assert.equal(answer.status, 422);
});

test('S130 names with brackets or dots are no names, and no object or list is ever read', async () => {
  for (const [url, fields] of requests()) {
    for (const [name, value] of Object.entries(fields)) {
      const { [name]: _, ...others } = fields;
      for (const spelt of [
        `${name}[]`,
        `${name}[0]`,
        `${name}[not]`,
        `${name}[$gt]`,
        `${name}.not`,
        `${name}[__proto__]`,
      ]) {
        for (const sent of [others, fields]) {
          const answer = await raw(site, form({ ...sent, [spelt]: value }), {}, { url });
          assert.ok([400, 401].includes(answer.status), `${url} ${spelt}: ${answer.status}`);
          assert.equal(answer.error, 'invalid_request', spelt);
        }
      }
    }
    for (const spelt of ['__proto__', '__proto__[client_id]', 'constructor.prototype']) {
      const answer = await raw(site, form({ ...fields, [spelt]: 'x' }), {}, { url });
      assert.ok(spelt.startsWith('__proto__') ? answer.error === 'invalid_request' : answer.status < 500, spelt);
    }
  }
});

test('S130 what is absent or empty never widens what is looked for', async () => {
  const spared = await codeOf(browser, authorizeUrl(client));
  for (const [url, fields] of requests()) {
    for (const name of Object.keys(fields)) {
      const { [name]: _, ...others } = fields;
      for (const payload of [form(others), form({ ...others, [name]: '' })]) {
        const answer = await raw(site, payload, {}, { url });
        const optional = ['scope', 'token_type_hint'].includes(name);
        // A redirect URI or verifier left out is a code that is not accepted.
        if (!optional) assert.ok([400, 401].includes(answer.status), `${url} without ${name}: ${answer.text}`);
        if (!optional) assert.doesNotMatch(answer.text, /"access_token"|"active":true/);
      }
    }
  }
  for (const who of [basic('', ''), basic(client.id, ''), basic('', client.secret), basic('%', '%')]) {
    const answer = await raw(site, form({ grant_type: 'client_credentials' }), { authorization: who });
    assert.equal(answer.error, 'invalid_client');
  }
  assert.equal((await redeem(site, client, spared)).status, 200, 'no code was consumed by a request that named none');
});
