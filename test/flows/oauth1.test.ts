import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { approveRequest, denyRequest, findPendingRequest } from '../../src/oauth1/authorize.ts';
import { digest, isToken } from '../../src/secrets.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { post } from '../support/flow.ts';
import {
  accessTokenOf,
  CALLBACK,
  type Credentials,
  call,
  consumerOf,
  oauth1Of,
  requestTokenOf,
  send,
  signature,
  verifierOf,
} from '../support/oauth1.ts';
import { ISSUER } from '../support/pair.ts';
import { recordStatements } from '../support/statements.ts';
import type { Visitor } from '../support/visitor.ts';

const INITIATE = '/oauth/request_token';
const TOKEN = '/oauth/access_token';

let on: TestDatabase;
let site: TestApp;
let ines: User;
let browser: Visitor;
let by: Credentials;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on, env: { OAUTH1: 'on' } });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  by = await consumerOf(site, ines);
});
after(async () => {
  await site?.close();
  await on?.drop();
});

const initiate = (more: Partial<Parameters<typeof call>[1]> = {}) =>
  call(site, { by, path: INITIATE, data: { oauth_callback: 'oob' }, ...more });
const exchange = (token: Credentials, oauth_verifier: string, more: Partial<Parameters<typeof call>[1]> = {}) =>
  call(site, { by, token, path: TOKEN, data: { oauth_verifier }, ...more });
const nowSeconds = () => Math.floor(Date.now() / 1000);

test('S136 it is off unless OAUTH1 is on: no endpoint, no method, no word of it', async () => {
  const off = await testApp();
  try {
    for (const path of [INITIATE, TOKEN, '/oauth1/check', '/oauth1/exchange']) {
      for (const method of ['GET', 'POST', 'PUT', 'OPTIONS'] as const) {
        const unknown = await off.app.inject({ method, url: '/nothing-here' });
        const { statusCode, headers } = await off.app.inject({ method, url: path });
        assert.equal(statusCode, 404, `${method} ${path}`);
        assert.deepEqual(Object.keys(headers).sort(), Object.keys(unknown.headers).sort());
      }
    }
    assert.equal(off.deps.oauth1, undefined);
    const documented = await off.app.inject('/docs/errors');
    assert.ok(documented.body.includes('redirect-uri-mismatch') && !/oauth1|OAuth 1/i.test(documented.body));
    for (const rule of ['oauth1-nonce-used', 'oauth1-request-incomplete']) {
      assert.equal((await off.app.inject(`/docs/errors/${rule}`)).statusCode, 404, rule);
    }
  } finally {
    await off.close();
  }
});

test('a consumer gets temporary credentials, a person agrees, and it gets credentials that live until they are ended', async () => {
  const first = await initiate({ data: { oauth_callback: CALLBACK } });
  assert.equal(first.status, 200);
  assert.equal(first.headers['content-type'], 'application/x-www-form-urlencoded');
  assert.equal(first.headers['cache-control'], 'no-store');
  assert.equal(first.body['oauth_callback_confirmed'], 'true');
  const { oauth_token: key = '', oauth_token_secret: secret = '' } = first.body;
  assert.ok(isToken('1r', key) && isToken('1s', secret));

  const stores = oauth1Of(site);
  const pending = await findPendingRequest(key, stores);
  assert.deepEqual(pending?.scopes, ['read', 'write']);
  assert.equal(pending?.callbackUrl, CALLBACK);
  const sessionHash = digest(browser.cookies.get('latchkey-session') ?? '');
  const deps = { ...stores, keys: site.deps.keys };
  const decided = await approveRequest({ token: key, sessionHash }, deps);
  assert.equal(decided?.to, 'consumer');
  const back = new URL(decided?.to === 'consumer' ? decided.url : '');
  assert.equal(back.searchParams.get('from'), 'here');
  assert.equal(back.searchParams.get('oauth_token'), key);
  // Sent twice, a decision leads to the same place; nobody else's does.
  assert.deepEqual(await approveRequest({ token: key, sessionHash }, deps), decided);
  assert.deepEqual(await approveRequest({ token: key, sessionHash: digest('another') }, deps), { to: 'sign-in' });
  const other = await site.signedIn(await site.person());
  const otherHash = digest(other.cookies.get('latchkey-session') ?? '');
  assert.equal(await approveRequest({ token: key, sessionHash: otherHash }, deps), undefined);
  assert.equal(await denyRequest({ token: key, sessionHash: otherHash }, deps), undefined);
  assert.equal(await findPendingRequest(key, stores), undefined);

  const verifier = back.searchParams.get('oauth_verifier') ?? '';
  const answer = await exchange({ key, secret }, verifier);
  assert.equal(answer.status, 200);
  assert.ok(isToken('1a', answer.body['oauth_token'] ?? '') && isToken('1s', answer.body['oauth_token_secret'] ?? ''));
  assert.deepEqual(Object.keys(answer.body), ['oauth_token', 'oauth_token_secret']);
  const [allowed] = await stores.accessTokens.list(ines.id);
  assert.equal(allowed?.consumer.name, 'Mapwright');
  assert.deepEqual(allowed?.scopes, ['read', 'write']);
});

test('a person who says no ends it: the consumer learns it, and gets nothing', async () => {
  const sessionHash = digest(browser.cookies.get('latchkey-session') ?? '');
  const token = await requestTokenOf(site, by, CALLBACK);
  const decided = await denyRequest({ token: token.key, sessionHash }, oauth1Of(site));
  const url = `${CALLBACK}&oauth_token=${token.key}&oauth_problem=permission_denied`;
  assert.deepEqual(decided, { to: 'consumer', url });
  assert.equal(
    await approveRequest({ token: token.key, sessionHash }, { ...oauth1Of(site), keys: site.deps.keys }),
    undefined,
  );
  assert.equal((await exchange(token, '0123456789abcdef')).status, 401);
});

test('every way to send and to sign leads to the same credentials', async () => {
  const keyless = { key: by.key, secret: by.secret };
  for (const method of ['GET', 'POST']) {
    for (const signatureMethod of ['HMAC-SHA1', 'HMAC-SHA256'] as const) {
      const given = { by: keyless, method, signatureMethod };
      const header = signature({ ...given, url: `${ISSUER}${INITIATE}?oauth_callback=oob` });
      assert.equal(
        (await send(site, { method, path: INITIATE, authorization: header })).status,
        200,
        `${method} ${signatureMethod}`,
      );
      const pairs = [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => `${name}=${value}`).join('&');
      const again = await send(site, { method, path: `${INITIATE}?${pairs}` });
      assert.equal(again.body['oauth_problem'], 'nonce_used', 'as good in the query as in the header, and used');
    }
  }
  const data = { oauth_callback: 'oob' };
  const header = signature({ by, url: ISSUER + INITIATE, data });
  const body = Object.fromEntries(
    [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, n, v]) => [n, decodeURIComponent(v ?? '')]),
  );
  assert.equal((await send(site, { path: INITIATE, data: body })).status, 200);
  assert.equal((await send(site, { method: 'PUT', path: INITIATE, data })).status, 405);
});

test('S137 the address that counts is the configured one, whatever Host says', async () => {
  const data = { oauth_callback: 'oob' };
  for (const [signed, host, status] of [
    [ISSUER, 'evil.example', 200],
    ['https://evil.example', 'evil.example', 401],
    ['http://evil.example', 'evil.example', 401],
  ] as const) {
    const authorization = signature({ by, url: signed + INITIATE, data });
    const headers = { authorization, host, 'x-forwarded-host': host };
    const answer = await site.app.inject({ method: 'POST', url: INITIATE, headers });
    assert.equal(answer.statusCode, status, `${signed} ${host}`);
  }
});

test('S137 parameters of a body that is not a form are signed by nobody: it is refused', async () => {
  const data = { oauth_callback: 'oob' };
  for (const type of ['multipart/form-data; boundary=x', 'application/json', 'text/plain']) {
    const headers = { authorization: signature({ by, url: ISSUER + INITIATE, data }), 'content-type': type };
    const answer = await site.app.inject({ method: 'POST', url: INITIATE, headers, payload: 'x=y' });
    assert.equal(answer.statusCode, 415, type);
  }
});

test('S136 S139 what is missing, repeated, unknown or malformed is refused with its reason', async () => {
  const right = signature({ by, url: ISSUER + INITIATE, data: { oauth_callback: 'oob' } });
  const without = (name: string) => right.replace(new RegExp(`${name}="[^"]*"(, )?`), '').replace(/, $/, '');
  const changed = (name: string, value: string) => right.replace(new RegExp(`${name}="[^"]*"`), `${name}="${value}"`);
  const refusals: readonly (readonly [header: string | undefined, status: number, problem: string, rule: string])[] = [
    [undefined, 400, 'parameter_absent', 'oauth1-parameter-missing'],
    ['Basic eDp5', 400, 'parameter_absent', 'oauth1-parameter-missing'],
    ...['oauth_consumer_key', 'oauth_nonce', 'oauth_timestamp', 'oauth_signature', 'oauth_signature_method'].map(
      (name) => [without(name), 400, 'parameter_absent', 'oauth1-parameter-missing'] as const,
    ),
    [`${right}, oauth_nonce="x"`, 400, 'parameter_rejected', 'oauth1-parameter-repeated'],
    [`${right}, oauth_callback="oob"`, 400, 'parameter_rejected', 'oauth1-parameter-repeated'],
    [`${right}, oauth_x`, 400, 'parameter_rejected', 'oauth1-parameter-malformed'],
    [changed('oauth_nonce', '%'), 400, 'parameter_rejected', 'oauth1-parameter-malformed'],
    [changed('oauth_nonce', 'n'.repeat(257)), 400, 'parameter_rejected', 'oauth1-parameter-malformed'],
    ...['-1', '01', '1.5', '1e9', 'now', `${nowSeconds()} `, '9'.repeat(13)].map(
      (time) => [changed('oauth_timestamp', time), 400, 'parameter_rejected', 'oauth1-parameter-malformed'] as const,
    ),
    [changed('oauth_version', '2.0'), 400, 'version_rejected', 'oauth1-version-unsupported'],
    [changed('oauth_signature_method', 'MD5'), 400, 'signature_method_rejected', 'oauth1-method-unsupported'],
    [changed('oauth_signature_method', 'hmac-sha1'), 400, 'signature_method_rejected', 'oauth1-method-unsupported'],
    [changed('oauth_signature_method', 'PLAINTEXT'), 400, 'signature_method_rejected', 'oauth1-plaintext-exposed'],
    [changed('oauth_signature_method', 'RSA-SHA1'), 401, 'signature_invalid', 'oauth1-not-accepted'],
    [changed('oauth_signature', 'x'), 401, 'signature_invalid', 'oauth1-not-accepted'],
    [changed('oauth_consumer_key', 'x'), 401, 'signature_invalid', 'oauth1-not-accepted'],
    [changed('oauth_version', '1.0'), 200, '', ''],
  ];
  for (const [authorization, status, problem, rule] of refusals) {
    const answer = await send(site, { path: INITIATE, authorization });
    assert.equal(answer.status, status, authorization);
    if (status === 200) continue;
    assert.equal(answer.body['oauth_problem'], problem, authorization);
    const advice = answer.body['oauth_problem_advice'] ?? '';
    assert.ok(advice.endsWith(` See ${ISSUER}/docs/errors/${rule}`), advice);
    const challenge = status === 401 ? `OAuth realm="${ISSUER}", oauth_problem="${problem}"` : undefined;
    assert.equal(answer.headers['www-authenticate'], challenge);
    assert.ok(!advice.includes(by.secret));
  }
  const missing = await call(site, { by, path: INITIATE });
  assert.match(missing.body['oauth_problem_advice'] ?? '', / Missing: oauth_callback\. /);
});

test('S136 the owner of an application reads on its page what of it was refused, here and by an API, and nothing secret', async () => {
  const own = await consumerOf(site, ines);
  const token = await accessTokenOf(site, browser, own);
  await call(site, { by: own, path: INITIATE });
  await call(site, { by: own, path: INITIATE, data: { oauth_callback: 'https://elsewhere.example/' } });
  await call(site, { by: { ...own, secret: 'wrong' }, path: INITIATE, data: { oauth_callback: 'oob' } });
  await call(site, { by: { key: 'lk_ck_nobody', secret: 'x' }, path: INITIATE, data: { oauth_callback: 'oob' } });
  const url = 'https://api.example/notes?private=canary';
  const resourceServer = await site.application(ines, { resourceServer: true });
  const stale = signature({ by: own, token, method: 'GET', url, timestamp: 1_000_000_000 });
  const forged = signature({ by: { ...own, secret: 'wrong' }, token, method: 'GET', url });
  for (const authorization of [stale, forged]) {
    await post(site, '/oauth1/check', { method: 'GET', url, authorization }, resourceServer);
  }
  await oauth1Of(site).refusals.flush();
  const { body } = await browser.get(`/oauth1/applications/${own.key}`);
  for (const rule of ['parameter-missing', 'callback-not-registered', 'not-accepted', 'timestamp-refused']) {
    assert.ok(body.includes(`/docs/errors/oauth1-${rule}`), rule);
  }
  assert.ok(body.includes('https://elsewhere.example/'));
  assert.ok(!body.includes('canary') && !body.includes(token.key));
  const { rows } = await site.database.pool.query('SELECT DISTINCT consumer_key FROM oauth1_refusals');
  assert.ok(rows.every(({ consumer_key: key }) => key !== 'lk_ck_nobody'));
});

test('S136 an unknown consumer, a wrong secret and one that is not active get the same answer for the same request', async () => {
  const [inReview, disabled] = [await consumerOf(site, ines), await consumerOf(site, ines)];
  await site.database.pool.query('UPDATE oauth1_consumers SET in_review = true WHERE key = $1', [inReview.key]);
  await oauth1Of(site).consumers.disable(disabled.key, 'administrator');
  const unknown = { key: by.key.replace(/.{4}$/, 'AAAA'), secret: by.secret };
  const bodies: string[] = [];
  for (const who of [
    unknown,
    { ...by, secret: by.secret.replace(/.$/, (sign) => (sign === 'x' ? 'y' : 'x')) },
    inReview,
    disabled,
  ]) {
    const { status, body } = await initiate({ by: who, nonce: 'the-same', timestamp: nowSeconds() });
    assert.equal(status, 401);
    bodies.push(
      JSON.stringify(body)
        .replaceAll(who.key, 'KEY')
        .replace(/timestamp%3D\d+/, ''),
    );
  }
  assert.equal(new Set(bodies).size, 1, bodies.join('\n'));
});

test('S138 a timestamp counts within 300 seconds of the database’s clock, before and after', async () => {
  for (const [ahead, status] of [
    [-302, 401],
    [-297, 200],
    [297, 200],
    [303, 401],
  ] as const) {
    const answer = await initiate({ timestamp: nowSeconds() + ahead });
    assert.equal(answer.status, status, String(ahead));
    if (status === 401) assert.equal(answer.body['oauth_problem'], 'timestamp_refused');
  }
  const later = await testApp({ on, env: { OAUTH1: 'on' }, offsetMs: 1_000_000 });
  try {
    const data = { oauth_callback: 'oob' };
    assert.equal((await call(later, { by, path: INITIATE, data })).status, 401);
    assert.equal((await call(later, { by, path: INITIATE, data, timestamp: nowSeconds() + 1000 })).status, 200);
  } finally {
    await later.close();
  }
});

test('S138 a nonce counts once for its consumer, token and timestamp, in whatever spelling, and only after the signature', async () => {
  const timestamp = nowSeconds();
  const [nonce, data] = ['a-b~c', { oauth_callback: 'oob' }];
  const header = signature({ by, url: ISSUER + INITIATE, data, nonce, timestamp });
  // Wrong first: that uses nothing up.
  const wrong = header.replace(/oauth_signature="[^"]*"/, 'oauth_signature="x"');
  assert.equal((await send(site, { path: INITIATE, authorization: wrong })).status, 401);
  assert.equal((await send(site, { path: INITIATE, authorization: header })).status, 200);
  for (const spelling of ['a-b~c', '%61-b~c', 'a%2Db%7Ec', 'a%2db%7ec']) {
    const authorization = header.replace('"a-b~c"', `"${spelling}"`);
    const answer = await send(site, { path: INITIATE, authorization });
    assert.equal(answer.body['oauth_problem'], 'nonce_used', spelling);
  }
  assert.equal((await initiate({ nonce, timestamp: timestamp - 1 })).status, 200);
  assert.equal((await initiate({ nonce, timestamp, by: await consumerOf(site, ines) })).status, 200);
  assert.equal(
    (await initiate({ nonce, timestamp, signatureMethod: 'HMAC-SHA256' })).body['oauth_problem'],
    'nonce_used',
  );
  const token = await requestTokenOf(site, by);
  assert.equal((await exchange(token, await verifierOf(site, browser, token.key), { nonce, timestamp })).status, 200);
});

test('S139 a verifier is needed, and is the one of its token, its consumer and its person', async () => {
  const stranger = await consumerOf(site, ines);
  const [token, other] = [await requestTokenOf(site, by), await requestTokenOf(site, by)];
  assert.equal(
    (await exchange(token, '0123456789abcdef')).body['oauth_problem'],
    'verifier_invalid',
    'nobody agreed yet',
  );
  const verifier = await verifierOf(site, browser, token.key);
  const otherVerifier = await verifierOf(site, browser, other.key);
  assert.match(verifier, /^[0-9a-f]{16}$/);

  assert.equal((await exchange(token, '')).body['oauth_problem'], 'parameter_absent');
  assert.equal((await exchange(token, otherVerifier)).body['oauth_problem'], 'verifier_invalid');
  // Another consumer, with its own signature, or with the token alone.
  assert.equal((await exchange(token, verifier, { by: stranger })).body['oauth_problem'], 'signature_invalid');
  assert.equal((await exchange({ ...token, secret: '' }, verifier)).body['oauth_problem'], 'signature_invalid');
  assert.equal(
    (await exchange({ ...token, secret: other.secret }, verifier)).body['oauth_problem'],
    'signature_invalid',
  );

  assert.equal((await exchange(token, verifier)).status, 200);
  // Consumed, it signs nothing any more.
  assert.equal((await exchange(token, verifier)).body['oauth_problem'], 'signature_invalid');
});

test('S139 after three wrong verifiers a request token is dead', async () => {
  const token = await requestTokenOf(site, by);
  const verifier = await verifierOf(site, browser, token.key);
  for (const wrong of ['0', verifier.toUpperCase().replace(/^./, 'x'), `${verifier}0`]) {
    assert.equal((await exchange(token, wrong)).body['oauth_problem'], 'verifier_invalid');
  }
  assert.equal((await exchange(token, verifier)).status, 401);
});

test('S139 a request token lives for ten minutes, agreed or not', async () => {
  const [open, agreed] = [await requestTokenOf(site, by), await requestTokenOf(site, by)];
  const verifier = await verifierOf(site, browser, agreed.key);
  const timestamp = nowSeconds() + 601;
  const later = await testApp({ on, env: { OAUTH1: 'on' }, offsetMs: 601_000 });
  try {
    assert.equal(await findPendingRequest(open.key, oauth1Of(later)), undefined);
    const data = { oauth_verifier: verifier };
    const answer = await call(later, { by, token: agreed, path: TOKEN, data, timestamp });
    assert.equal(answer.body['oauth_problem'], 'signature_invalid');
  } finally {
    await later.close();
  }
});

test('S139 the callback is the registered one, character by character, or oob, which stands for it', async () => {
  const noCallback = await consumerOf(site, ines, { callbackUrl: undefined });
  for (const [who, callback, status, to] of [
    [by, CALLBACK, 200, CALLBACK],
    [by, 'oob', 200, CALLBACK],
    [noCallback, 'oob', 200, undefined],
    [noCallback, CALLBACK, 400, undefined],
    [by, `${CALLBACK}&x=1`, 400, undefined],
    [by, CALLBACK.replace('https', 'http'), 400, undefined],
    [by, CALLBACK.replace('mapwright', 'Mapwright'), 400, undefined],
    [by, 'OOB', 400, undefined],
    [by, 'https://evil.example/', 400, undefined],
    [by, 'javascript:alert(1)', 400, undefined],
  ] as const) {
    const answer = await initiate({ by: who, data: { oauth_callback: callback } });
    assert.equal(answer.status, status, callback);
    if (status === 400) assert.match(answer.body['oauth_problem_advice'] ?? '', /callback-not-registered$/);
    else assert.equal((await findPendingRequest(answer.body['oauth_token'], oauth1Of(site)))?.callbackUrl, to);
  }
  // Registered no more, it leads nowhere, though it did when the token was asked for.
  const token = await requestTokenOf(site, by, CALLBACK);
  const settings = await oauth1Of(site).consumers.find(by.key);
  assert.ok(settings);
  await oauth1Of(site).consumers.change(by.key, { ...settings, callbackUrl: `${CALLBACK}2` }, 'administrator');
  assert.equal(await findPendingRequest(token.key, oauth1Of(site)), undefined);
  await oauth1Of(site).consumers.change(by.key, settings, 'administrator');
});

test('S139 what was agreed ends with the person, the consumer, and at the person’s word', async () => {
  const endings: Readonly<Record<string, (person: User, consumer: Credentials) => Promise<unknown>>> = {
    'person disabled': async ({ id }) => {
      await site.deps.users.disable(id, 'administrator');
      await site.deps.users.enable(id, 'administrator');
    },
    'password changed': ({ id }) => site.deps.users.setPassword({ userId: id, passwordHash: 'another' }, {}),
    'consumer disabled': async (_, { key }) => {
      await oauth1Of(site).consumers.disable(key, 'administrator');
      await oauth1Of(site).consumers.enable(key, 'administrator');
    },
    'consumer deleted': (_, { key }) => oauth1Of(site).consumers.delete(key, 'administrator'),
    revoked: ({ id }, { key }) => oauth1Of(site).accessTokens.revoke(id, key, {}),
  };
  for (const [what, end] of Object.entries(endings)) {
    const person = await site.person();
    const [own, here] = [await consumerOf(site, ines), await site.signedIn(person)];
    const access = await accessTokenOf(site, here, own);
    const token = await requestTokenOf(site, own);
    const verifier = await verifierOf(site, here, token.key);
    const { accessTokens } = oauth1Of(site);
    assert.ok((await accessTokens.findSigner(own.key, digest(access.key))).signer, what);
    await end(person, own);
    assert.equal((await exchange(token, verifier, { by: own })).status, 401, what);
    assert.equal((await accessTokens.findSigner(own.key, digest(access.key))).signer, undefined, what);
    assert.deepEqual(await accessTokens.list(person.id), [], what);
  }
});

test('each of the two calls of a consumer takes two statements: who may have signed, and all the rest', async () => {
  const sent = recordStatements(site.database);
  try {
    const token = await requestTokenOf(site, by);
    assert.deepEqual(sent.names(), ['oauth1-find-consumer', 'oauth1-issue-request-token']);
    const verifier = await verifierOf(site, browser, token.key);
    sent.clear();
    assert.equal((await exchange(token, verifier)).status, 200);
    assert.deepEqual(sent.names(), ['oauth1-find-request-signer', 'oauth1-exchange-request-token']);
  } finally {
    sent.stop();
  }
});

test('S136 PLAINTEXT is taken over an https issuer from a consumer that was allowed it, with or without a nonce', async () => {
  const issuer = 'https://auth.example.com';
  const secure = await testApp({ on, env: { OAUTH1: 'on', ISSUER: issuer } });
  try {
    const own = await consumerOf(secure, ines);
    const data = { oauth_callback: 'oob' };
    const plain = { by: own, path: INITIATE, data, issuer, signatureMethod: 'PLAINTEXT' } as const;
    assert.equal((await call(secure, plain)).body['oauth_problem'], 'signature_invalid');
    await oauth1Of(secure).consumers.allowPlaintext(own.key, true, 'administrator');
    const { status, body } = await call(secure, plain);
    assert.equal(status, 200);
    const token = { key: body['oauth_token'] ?? '', secret: body['oauth_token_secret'] ?? '' };
    const header = signature({ ...plain, url: issuer + INITIATE }).replace(/oauth_(nonce|timestamp)="[^"]*", /g, '');
    assert.doesNotMatch(header, /nonce|timestamp/);
    assert.equal((await send(secure, { path: INITIATE, authorization: header })).status, 200);
    const half = header.replace('oauth_version', 'oauth_nonce="n", oauth_version');
    assert.equal(
      (await send(secure, { path: INITIATE, authorization: half })).body['oauth_problem'],
      'parameter_absent',
    );
    const pairs = [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => `${name}=${value}`).join('&');
    const inAddress = await send(secure, { path: `${INITIATE}?${pairs}` });
    assert.equal(inAddress.body['oauth_problem'], 'signature_method_rejected');
    const verified = { oauth_verifier: await verifierOf(secure, browser, token.key) };
    const access = await call(secure, { ...plain, token, path: TOKEN, data: verified });
    assert.equal(access.status, 200);
  } finally {
    await secure.close();
  }
});

test('an empty oauth_token is none: some libraries send it where they have no token yet', async () => {
  const given = { by, url: ISSUER + INITIATE, data: { oauth_callback: 'oob' }, token: { key: '', secret: '' } };
  const authorization = signature(given);
  assert.match(authorization, /oauth_token=""/);
  assert.equal((await send(site, { path: INITIATE, authorization })).status, 200);
});

test('S158 whoever guesses is told to wait after sixty in a minute, and what is right still goes through', async () => {
  const own = await testApp({ on, env: { OAUTH1: 'on' } });
  try {
    const guess = () => call(own, { by: { ...by, secret: 'x' }, path: INITIATE, data: { oauth_callback: 'oob' } });
    for (let times = 0; times < 60; times += 1) assert.equal((await guess()).status, 401);
    const { status, headers } = await guess();
    assert.equal(status, 429);
    assert.ok(Number(headers['retry-after']) > 0);
    assert.equal((await call(own, { by, path: INITIATE, data: { oauth_callback: 'oob' } })).status, 200);
  } finally {
    await own.close();
  }
});
