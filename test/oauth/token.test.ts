import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { randomToken } from '../../src/secrets.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { basic, form, raw } from '../support/raw.ts';

let site: TestApp;
let ines: User;
let client: TestClient;
before(async () => {
  site = await testApp();
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  client = await site.application(ines);
});
after(() => site.close());

const FORM = 'application/x-www-form-urlencoded';
const ENDPOINTS = ['/oauth2/token', '/oauth2/introspect', '/oauth2/revoke'];
const good = () => form({ grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret });

test('S033 parameters come in a form and nothing else', async () => {
  const fields = { grant_type: 'client_credentials', client_id: client.id, client_secret: client.secret, token: 'x' };
  const multipart = Object.entries(fields).map(
    ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  const bodies: readonly [string, string][] = [
    ['application/json', JSON.stringify(fields)],
    ['application/json; charset=utf-8', JSON.stringify(fields)],
    ['text/plain', form(fields)],
    ['multipart/form-data; boundary=b', `${multipart.join('')}--b--\r\n`],
    ['application/octet-stream', form(fields)],
    ['application/x-www-form-urlencode', form(fields)],
    ['application/x-www-form-urlencodedx', form(fields)],
    ['x-www-form-urlencoded', form(fields)],
    ['application/xml', '<grant_type>client_credentials</grant_type>'],
  ];
  for (const url of ENDPOINTS) {
    for (const [type, text] of bodies) {
      const answer = await raw(site, text, { 'content-type': type, authorization: client.basic }, { url });
      assert.deepEqual([answer.status, answer.error], [415, 'invalid_request'], `${url} ${type}`);
    }
    assert.equal((await raw(site, form(fields), {}, { url })).status, 200, url);
  }
});

test('S033 a Content-Type that is not one never lets anything else through', async () => {
  const types = [
    `\t${FORM}`,
    ` ${FORM}`,
    `${FORM}\t`,
    `${FORM} trailing`,
    `${FORM}\ttrailing`,
    `${FORM};`,
    `${FORM}; charset`,
    `${FORM}, application/json`,
    `${FORM}; charset=utf-8; charset=utf-16`,
    `${FORM.toUpperCase()}`,
    `${FORM};charset=UTF-8`,
    '/',
    ';',
    '',
  ];
  const json = JSON.stringify({ grant_type: 'client_credentials' });
  for (const type of types) {
    // The form is read as a form or refused; what is no form is never read at all.
    const answer = await raw(site, good(), { 'content-type': type });
    assert.ok([200, 400, 415].includes(answer.status), `${JSON.stringify(type)} ${answer.status} ${answer.text}`);
    const wrong = await raw(site, json, { 'content-type': type, authorization: client.basic });
    assert.ok([400, 415].includes(wrong.status), `${JSON.stringify(type)} ${wrong.status}`);
    assert.equal(wrong.error, 'invalid_request');
  }
  const none = await site.app.inject({ method: 'POST', url: '/oauth2/token', payload: good() });
  assert.ok([400, 415].includes(none.statusCode), 'a body without a type');
});

test('S033 nothing may stand in the query, and GET is no way to ask', async () => {
  for (const url of ENDPOINTS) {
    for (const query of ['?grant_type=client_credentials', `?${good()}`, '?state=x']) {
      const answer = await raw(site, `${good()}&token=x`, {}, { url: `${url}${query}` });
      assert.deepEqual([answer.status, answer.error], [400, 'invalid_request'], `${url}${query}`);
    }
    for (const method of ['GET', 'PUT'] as const) {
      const answer = await raw(site, '', {}, { url: `${url}?${good()}`, method });
      assert.equal(answer.status, 405);
      assert.match(String(answer.headers['allow']), /POST/);
    }
  }
});

test('S040 a grant that is missing, unknown or not registered has an answer of its own', async () => {
  const few = await site.application(ines, { grants: ['authorization_code'] });
  const code = randomToken('ac');
  const refresh = randomToken('rt');
  const cases: readonly [TestClient, Readonly<Record<string, string>>, string][] = [
    [client, {}, 'invalid_request'],
    [client, { grant_type: '' }, 'invalid_request'],
    [client, { grant_type: 'password', username: 'a', password: 'b' }, 'unsupported_grant_type'],
    [client, { grant_type: 'implicit' }, 'unsupported_grant_type'],
    [client, { grant_type: 'AUTHORIZATION_CODE', code }, 'unsupported_grant_type'],
    [client, { grant_type: 'authorization_code ', code }, 'unsupported_grant_type'],
    [client, { grant_type: '__proto__' }, 'unsupported_grant_type'],
    [client, { grant_type: 'constructor' }, 'unsupported_grant_type'],
    [client, { grant_type: 'urn:ietf:params:oauth:grant-type:device_code' }, 'unauthorized_client'],
    [client, { grant_type: 'urn:ietf:params:oauth:grant-type:saml2-bearer' }, 'unsupported_grant_type'],
    [few, { grant_type: 'client_credentials' }, 'unauthorized_client'],
    [few, { grant_type: 'refresh_token', refresh_token: refresh }, 'unauthorized_client'],
    [few, { grant_type: 'authorization_code' }, 'invalid_request'],
    [few, { grant_type: 'authorization_code', code }, 'invalid_grant'],
    [client, { grant_type: 'refresh_token' }, 'invalid_request'],
    [client, { grant_type: 'refresh_token', refresh_token: refresh }, 'invalid_grant'],
  ];
  for (const [who, fields, error] of cases) {
    const answer = await raw(site, form(fields), { authorization: who.basic });
    assert.deepEqual([answer.status, answer.error], [400, error], JSON.stringify(fields));
  }
});

test('S041 every error is the JSON of RFC 6749, says nothing internal, and is not stored', async () => {
  const as = (fields: string) => `client_id=${client.id}&client_secret=${client.secret}&${fields}`;
  const bodies: readonly (string | Buffer)[] = [
    '',
    '&&&===',
    'a'.repeat(70_000),
    '%',
    '%zz=1',
    'grant_type=%00',
    'grant_type=%ff%fe',
    Buffer.from([0x67, 0xff, 0xfe, 0x3d, 0x00]),
    'grant_type[]=authorization_code',
    'grant_type=a&grant_type=b',
    `client_id=${client.id}&client_id=${client.id}`,
    as('grant_type=client_credentials&scope=%22%5C%0d%0aX-Injected:1'),
    as('grant_type=%22%5c%0d%0a%c3%a9%f0%9f%98%80'),
    as('grant_type=authorization_code&code=%27%3B+DROP+TABLE+users'),
    as('grant_type=authorization_code&code=x&code_verifier=%22'),
    as(`grant_type=refresh_token&refresh_token=${'x'.repeat(3000)}`),
    as('token=x&token=y'),
    as(Array.from({ length: 600 }, (_, at) => `p${at}=1`).join('&')),
    `client_id=${'x'.repeat(2100)}`,
    form({ client_id: "o'neill\u{1f600}", client_secret: '\u202e' }),
  ];
  for (const url of ENDPOINTS) {
    for (const text of bodies) {
      for (const authorization of [undefined, basic('nobody', 'x'), 'Basic %%%']) {
        const answer = await raw(site, text, authorization ? { authorization } : {}, { url });
        const about = `${url} ${String(text).slice(0, 60)} ${authorization}: ${answer.status} ${answer.text}`;
        assert.ok([400, 401, 413].includes(answer.status), about);
        assert.equal(answer.headers['cache-control'], 'no-store', about);
        assert.match(String(answer.headers['content-type']), /^application\/json/);
        assert.equal(answer.status === 401, answer.error === 'invalid_client', about);
        assert.equal(answer.headers['www-authenticate'] !== undefined, answer.status === 401 && !!authorization, about);
        const { error, error_description: description, error_uri: uri, ...rest } = JSON.parse(answer.text);
        assert.match(error, /^[a-z_]+$/);
        assert.match(description, /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/, about);
        assert.match(uri, /^http:\/\/localhost:3000\/docs\/errors\/[a-z-]+$/);
        assert.deepEqual(rest, {});
        assert.doesNotMatch(answer.text, /\bat \/|node_modules|postgres|prisma|syntax|select /i);
        assert.equal(answer.text.includes(client.secret), false);
        assert.equal(answer.headers['x-injected'], undefined);
      }
    }
  }
});

test('S041 good answers are not stored either', async () => {
  for (const url of ENDPOINTS) {
    const answer = await raw(site, `${good()}&token=x`, {}, { url });
    assert.equal(answer.status, 200);
    assert.equal(answer.headers['cache-control'], 'no-store');
  }
});
