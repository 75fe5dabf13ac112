import assert from 'node:assert/strict';
import { generateKeyPairSync, sign } from 'node:crypto';
import { after, before, test } from 'node:test';
import { purge } from '../../src/storage/engine/purge.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { confusions, crafted, keyPair } from '../support/confusions.ts';
import { proof, proofClaims, proofFor, proofHeader, proofKey } from '../support/proofs.ts';
import { form, raw } from '../support/raw.ts';
import { tokensOf } from '../support/tokens.ts';

// Each check of a proof, one mutation at a time, where tokens are asked for and where one is shown.

const key = proofKey();
let site: TestApp;
let client: TestClient;
let url: string;
let userinfo: string;
let token: string;
before(async () => {
  site = await testApp();
  for (const name of ['openid', 'read']) await site.scope(name);
  const ines = await site.person();
  client = await site.application(ines, { scopes: ['openid', 'read'] });
  url = `${site.deps.issuer}/oauth2/token`;
  userinfo = `${site.deps.issuer}/oauth2/userinfo`;
  const bearer = await tokensOf(site, await site.signedIn(ines), client, 'openid read');
  token = bearer.access_token;
  const bind = `UPDATE access_tokens SET binding = $1 WHERE client_id = $2`;
  await site.database.pool.query(bind, [{ cnf: { jkt: key.jkt } }, client.id]);
});
after(() => site.close());

const seconds = () => Math.floor(Date.now() / 1000);
const body = form({ grant_type: 'client_credentials', scope: 'read' });

async function ask(dpop: string, at: TestApp = site) {
  const { status, error, headers, text } = await raw(at, body, { authorization: client.basic, dpop });
  return { status, error, headers, answer: JSON.parse(text) };
}

/** The same proof, made for userinfo and the bound token. */
async function show(dpop: string, scheme = 'DPoP', at: TestApp = site) {
  const headers = { authorization: `${scheme} ${token}`, ...(dpop === '' ? {} : { dpop }) };
  const { statusCode, headers: said } = await at.app.inject({ url: '/oauth2/userinfo', headers });
  return { status: statusCode, challenge: String(said['www-authenticate'] ?? ''), headers: said };
}

test('S084 a proof that is right binds the token, whatever way it writes the address of the request', async () => {
  const { status, answer, headers } = await ask(proof(key, url));
  assert.deepEqual([status, answer.token_type, headers['cache-control']], [200, 'DPoP', 'no-store']);
  assert.match(String(headers['dpop-nonce']), /^[\w-]{43}$/);
  const same = [`${url}?x=1`, `${url}#part`, url.replace('http://localhost', 'HTTP://LOCALHOST'), `${url}?#`];
  for (const htu of [...same, url.replace('/oauth2', '/./x/../oauth2')]) {
    assert.equal((await ask(proof(key, url, { htu }))).status, 200, htu);
  }
  for (const header of [{ typ: 'DPoP+jwt' }, { typ: 'application/dpop+jwt' }, { kid: 'any' }, { other: 1 }]) {
    assert.equal((await ask(proof(key, url, { other: 1 }, header))).status, 200, JSON.stringify(header));
  }
  for (const iat of [seconds() - 55, seconds() + 8]) assert.equal((await ask(proof(key, url, { iat }))).status, 200);
  const [rsa, okp] = [generateKeyPairSync('rsa', { modulusLength: 2048 }), generateKeyPairSync('ed25519')];
  for (const [alg, pair, by] of [
    ['PS256', rsa, { padding: 6, saltLength: 32 }],
    ['EdDSA', okp, {}],
    ['Ed25519', okp, {}],
  ] as const) {
    const jwk = pair.publicKey.export({ format: 'jwk' });
    const seal = (input: string) =>
      sign(alg === 'PS256' ? 'sha256' : null, Buffer.from(input), { key: pair.privateKey, ...by });
    const made = crafted(proofHeader({ jwk }, { alg }), proofClaims(url), seal);
    assert.equal((await ask(made)).status, 200, alg);
  }
  assert.equal((await show(proofFor(key, userinfo, token))).status, 200);
  assert.equal((await show(proofFor(key, userinfo, token), 'dpop')).status, 200);
});

test('S084 one thing that differs is enough to refuse it, at the token endpoint and at userinfo', async () => {
  const other = proofKey();
  const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 });
  const privateJwk = key.privateKey.export({ format: 'jwk' });
  const byRsa = ({ privateKey, publicKey }: typeof rsa, alg: string, more: object, at: string) =>
    crafted(proofHeader({ jwk: publicKey.export({ format: 'jwk' }) }, { alg }), proofClaims(at, { ...more }), (input) =>
      sign('sha256', Buffer.from(input), {
        key: privateKey,
        ...(alg === 'PS256' ? { padding: 6, saltLength: 32 } : {}),
      }),
    );
  const table: readonly (readonly [string, (make: typeof proof, at: string, more: object) => string])[] = [
    ['malformed', () => 'no proof'],
    ['malformed', () => ''],
    ['malformed', (make, at) => `${make(key, at)}x.y`],
    ['repeated', (make, at) => `${make(key, at)}, ${make(key, at)}`],
    ['malformed type', (make, at) => make(key, at, {}, { typ: undefined })],
    ['malformed type', (make, at) => make(key, at, {}, { typ: 'JWT' })],
    ['malformed type', (make, at) => make(key, at, {}, { typ: 'at+jwt' })],
    ['malformed algorithm', (_make, at, more) => byRsa(rsa, 'RS256', more, at)],
    ['malformed key', (_make, at, more) => byRsa(weak, 'PS256', more, at)],
    ['malformed key', (make, at) => make(key, at, {}, { jwk: undefined })],
    ['malformed key', (make, at) => make(key, at, {}, { jwk: privateJwk })],
    ['malformed key', (make, at) => make(key, at, {}, { jwk: { ...key.jwk, d: 'AA' } })],
    ['malformed key', (make, at) => make(key, at, {}, { jwk: { kty: 'oct', k: 'c2VjcmV0' } })],
    ['malformed key', (make, at) => make(key, at, {}, { jwk: [key.jwk] })],
    ['malformed key', (make, at) => make(key, at, {}, { jwk: { ...key.jwk, x: 'AA' } })],
    ['malformed signature', (make, at) => make(key, at, {}, { jwk: other.jwk })],
    ['elsewhere htm', (make, at) => make(key, at, { htm: 'PUT' })],
    ['elsewhere htm', (make, at) => make(key, at, { htm: 'post' })],
    ['elsewhere htm', (make, at) => make(key, at, { htm: undefined })],
    ['elsewhere htu', (make, at) => make(key, at, { htu: undefined })],
    ['elsewhere htu', (make, at) => make(key, at, { htu: [at] })],
    ['elsewhere htu', (make, at) => make(key, at, { htu: `${at}/` })],
    ['elsewhere htu', (make, at) => make(key, at, { htu: at.toUpperCase() })],
    ['elsewhere htu', (make, at) => make(key, at, { htu: at.replace('localhost', 'other.example') })],
    ['elsewhere htu', (make, at) => make(key, at, { htu: at.replace('http:', 'https:') })],
    ['elsewhere htu', (make, at) => make(key, at, { htu: at.replace('//', '//user@') })],
    ['elsewhere htu', (make, at) => make(key, at, { htu: new URL(at).pathname })],
    ['malformed jti', (make, at) => make(key, at, { jti: undefined })],
    ['malformed jti', (make, at) => make(key, at, { jti: '' })],
    ['malformed jti', (make, at) => make(key, at, { jti: 7 })],
    ['malformed iat', (make, at) => make(key, at, { iat: undefined })],
    ['malformed claims', (make, at) => make(key, at, { iat: String(seconds()) })],
    ['malformed expired', (make, at) => make(key, at, { exp: seconds() - 1 })],
    ['malformed early', (make, at) => make(key, at, { nbf: seconds() + 70 })],
  ];
  for (const [index, [why, make]] of table.entries()) {
    const about = `${index} ${why}`;
    const asked = await ask(make(proof, url, {}));
    assert.deepEqual([asked.status, asked.error], [400, 'invalid_dpop_proof'], about);
    const [rule = '', detail = ''] = why.split(' ');
    assert.ok(String(asked.answer.error_uri).endsWith(`/dpop-proof-${rule}`), `${about}: ${asked.answer.error_uri}`);
    assert.ok(asked.answer.error_description.includes(detail), `${about}: ${asked.answer.error_description}`);
    const ath = proofFor(key, userinfo, token);
    const { ath: digest } = JSON.parse(Buffer.from(ath.split('.')[1] ?? '', 'base64url').toString());
    const bound: typeof proof = (by, at, claims, header) =>
      proof(by, at, { htm: 'GET', ath: digest, ...claims }, header);
    const sent = make(bound, userinfo, { htm: 'GET', ath: digest });
    if (sent === '') continue; // no header at all
    const { status, challenge } = await show(sent);
    assert.equal(status, 401, about);
    assert.match(challenge, /^DPoP realm="[^"]+", algs="[^"]*\bES256\b[^"]*", error="invalid_dpop_proof"$/, about);
  }
});

test('S084 S086 what was not made now, by the clock or by a nonce, is asked to be', async () => {
  for (const iat of [seconds() - 70, seconds() + 20, 0, seconds() + 3600]) {
    const asked = await ask(proof(key, url, { iat }));
    assert.deepEqual([asked.status, asked.error], [400, 'use_dpop_nonce'], String(iat));
    const nonce = asked.headers['dpop-nonce'];
    assert.equal((await ask(proof(key, url, { iat, nonce }))).status, 200, 'the nonce says when it was made');
    const shown = await show(proofFor(key, userinfo, token, { iat }));
    assert.deepEqual([shown.status, /error="use_dpop_nonce"/.test(shown.challenge)], [401, true]);
    assert.equal((await show(proofFor(key, userinfo, token, { iat, nonce: shown.headers['dpop-nonce'] }))).status, 200);
  }
  const { nonce } = site.deps.dpop;
  const ago = (minutes: number) => nonce(new Date(Date.now() - minutes * 60_000));
  assert.equal((await ask(proof(key, url, { nonce: ago(4) }))).status, 200);
  for (const wrong of [
    ago(11),
    ago(60),
    ago(-11),
    '',
    7,
    [nonce(new Date())],
    `${nonce(new Date())}A`,
    'x'.repeat(43),
  ]) {
    const { status, error } = await ask(proof(key, url, { nonce: wrong }));
    assert.deepEqual([status, error], [400, 'use_dpop_nonce'], JSON.stringify(wrong));
  }
  const foreign = await testApp({ env: { SECRET: 'a-secret-of-another-server-and-not-of-this-one' } });
  const theirs = foreign.deps.dpop.nonce(new Date());
  await foreign.close();
  assert.equal((await ask(proof(key, url, { nonce: theirs }))).error, 'use_dpop_nonce');
});

test('S086 where nonces are required a proof without one is sent back with one, on every instance', async () => {
  const on = { url: site.url } as never;
  const strict = await testApp({ on, env: { DPOP_NONCE: 'required' } });
  const asked = await ask(proof(key, url), strict);
  assert.deepEqual([asked.status, asked.error], [400, 'use_dpop_nonce']);
  const nonce = asked.headers['dpop-nonce'];
  assert.equal((await ask(proof(key, url, { nonce }), strict)).status, 200);
  assert.equal((await ask(proof(key, url, { nonce }))).status, 200, 'the other instance knows it too');
  const shown = await show(proofFor(key, userinfo, token), 'DPoP', strict);
  assert.deepEqual([shown.status, shown.headers['dpop-nonce']], [401, nonce]);
  assert.equal((await show(proofFor(key, userinfo, token, { nonce }), 'DPoP', strict)).status, 200);
  await strict.close();
});

test('S085 a proof counts once: of twenty at once on two instances one succeeds, and none after a restart or a purge', async () => {
  const on = { url: site.url } as never;
  const second = await testApp({ on });
  const sent = proof(key, url);
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => ask(sent, at % 2 ? site : second)));
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.ok(answers.every(({ status, error }) => status === 200 || error === 'invalid_dpop_proof'));
  const once = proofFor(key, userinfo, token);
  const shown = await Promise.all(Array.from({ length: 20 }, (_, at) => show(once, 'DPoP', at % 2 ? site : second)));
  assert.equal(shown.filter(({ status }) => status === 200).length, 1);
  await second.close();
  await purge(site.database);
  const third = await testApp({ on });
  assert.equal((await ask(sent, third)).error, 'invalid_dpop_proof');
  await third.close();
  const late = await testApp({ on, offsetMs: 40_000 });
  assert.equal((await ask(sent, late)).error, 'invalid_dpop_proof');
  await late.close();
  const jti = 'shared';
  assert.equal((await ask(proof(key, url, { jti }))).status, 200);
  assert.equal((await show(proofFor(key, userinfo, token, { jti }))).status, 200, 'each endpoint for itself');
  assert.equal((await ask(proof(key, url, { jti }))).status, 400);
  assert.equal((await ask(proof(proofKey(), url, { jti }))).status, 200, 'nobody uses up what another key signs');
  // With a nonce it counts for as long as the nonce does.
  const nonce = site.deps.dpop.nonce(new Date());
  const dated = proof(key, url, { nonce });
  assert.equal((await ask(dated)).status, 200);
  const minutes = await testApp({ on, offsetMs: 4 * 60_000 });
  await purge(minutes.database);
  assert.equal((await ask(dated, minutes)).error, 'invalid_dpop_proof');
  await minutes.close();
});

test('S076 S077 S078 S079 what confuses other servers is refused in a proof: algorithms, headers, kinds and claims', async () => {
  const pair = keyPair();
  const others = ['at+jwt', 'JWT', 'client-authentication+jwt', 'oauth-authz-req+jwt', 'logout+jwt', 'secevent+jwt'];
  const claims = () => proofClaims(url, { exp: seconds() + 60 });
  const table = confusions(pair, claims, { typ: 'dpop+jwt', others, more: { jwk: pair.jwk } });
  assert.ok(table.length > 50);
  // Here alone the key is in the header, so a kid leads to none, and a proof needs no end.
  const taken = /^S077 (?:jwk|an unknown kid|a kid that leads elsewhere)|^S079 no exp$/;
  for (const [name, sent] of table.filter(([each]) => !taken.test(each))) {
    const { status, error } = await ask(sent);
    assert.deepEqual([status, error], [400, 'invalid_dpop_proof'], name);
  }
});

test('a change of its client while a proof is used does not use it twice, and a wrong client uses up none', async () => {
  assert.equal((await ask(proof(key, url))).status, 200);
  await site.database.pool.query('UPDATE clients SET require_pkce = NOT require_pkce WHERE id = $1', [client.id]);
  const sent = proof(key, url);
  const wrong = await raw(site, body, { authorization: `${client.basic}x`, dpop: sent });
  assert.equal(wrong.status, 401);
  assert.equal((await ask(sent)).status, 200);
});
