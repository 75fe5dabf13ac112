import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { runCommandLine } from '../../src/command-line/run.ts';
import type { ClientMetadata } from '../../src/oauth/model/client-metadata.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { confusions, keyPair, type Pair, signed } from '../support/confusions.ts';
import { basic, form, raw } from '../support/raw.ts';
import { TEST_SECRET } from '../support/server.ts';

const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
const pair = keyPair();
let site: TestApp;
let ines: User;
let client: TestClient;
let serial = 0;
before(async () => {
  site = await testApp();
  await site.scope('read');
  await site.scope('write');
  ines = await site.person();
  client = await withKeys();
});
after(() => site.close());

async function withKeys(metadata: Partial<ClientMetadata> = {}, authMethods = ['private_key_jwt'], keys = [pair.jwk]) {
  const made = await site.application(ines, { confidential: !authMethods.includes('none') });
  const changes = { metadata: { jwks: { keys }, ...metadata }, authMethods };
  assert.equal((await site.deps.clients.administer(made.id, changes, 'administrator')).outcome, 'changed');
  return made;
}

const seconds = () => Math.floor(Date.now() / 1000);
function claims(more: Readonly<Record<string, unknown>> = {}, { id } = client) {
  serial += 1;
  return { iss: id, sub: id, aud: site.deps.issuer, exp: seconds() + 60, iat: seconds(), jti: `j${serial}`, ...more };
}
function ask(
  assertion: string,
  fields: Readonly<Record<string, string>> = {},
  at: TestApp = site,
  url = '/oauth2/token',
) {
  const body = {
    grant_type: 'client_credentials',
    client_assertion_type: TYPE,
    client_assertion: assertion,
    ...fields,
  };
  return raw(at, form(body), {}, { url });
}
const assertion = (more = {}, header = {}, by: Pair = pair, who = client) => signed(by, claims(more, who), header);

test('S039 an assertion that is signed with a registered key authenticates its client, wherever clients do', async () => {
  assert.equal((await ask(assertion())).status, 200);
  assert.equal((await ask(assertion(), { client_id: client.id })).status, 200);
  for (const typ of ['JWT', 'client-authentication+jwt', 'application/client-authentication+jwt']) {
    assert.equal((await ask(assertion({}, { typ }))).status, 200, typ);
  }
  for (const url of ['/oauth2/introspect', '/oauth2/revoke']) {
    assert.equal((await ask(assertion(), { token: 'x' }, site, url)).status, 200, url);
  }
  const metadata = (await site.app.inject('/.well-known/oauth-authorization-server')).json();
  for (const name of ['token', 'revocation', 'introspection']) {
    assert.ok(metadata[`${name}_endpoint_auth_methods_supported`].includes('private_key_jwt'), name);
    const algs: string[] = metadata[`${name}_endpoint_auth_signing_alg_values_supported`];
    assert.ok(algs.includes('ES256') && !algs.some((alg) => /^HS|none/i.test(alg)), String(algs));
  }
});

test('S039 S036 each claim is checked, and every refusal is that of an unknown client; the owner reads which it was', async () => {
  const other = await withKeys();
  const endpoint = `${site.deps.issuer}/oauth2/token`;
  const cases: readonly (readonly [string, string])[] = [
    ['claims iss', assertion({ iss: other.id })],
    ['claims iss', assertion({ iss: undefined })],
    ['audience', assertion({ aud: [site.deps.issuer] })],
    ['audience', assertion({ aud: [site.deps.issuer, 'https://other.example'] })],
    ['audience', assertion({ aud: [site.deps.issuer, 7] })],
    ['audience', assertion({ aud: endpoint })],
    ['audience', assertion({ aud: `${site.deps.issuer}/` })],
    ['audience', assertion({ aud: undefined })],
    ['audience', assertion({ aud: 'https://other.example' })],
    ['expired', assertion({ exp: seconds() - 1 })],
    ['long-lived', assertion({ exp: seconds() + 400 })],
    ['claims exp', assertion({ exp: undefined })],
    ['claims jti', assertion({ jti: undefined })],
    ['claims jti', assertion({ jti: '' })],
    ['claims jti', assertion({ jti: 7 })],
    ['early', assertion({ iat: seconds() + 70 })],
    ['early', assertion({ nbf: seconds() + 70 })],
    ['signature', signed({ ...keyPair(), jwk: pair.jwk }, claims())],
    ['key', assertion({}, { kid: 'second' })],
    ['algorithm HS256', assertion({}, { alg: 'HS256' })],
    ['type', assertion({}, { typ: 'at+jwt' })],
  ];
  const unknown = await ask(assertion({ iss: 'lk_ci_nobody', sub: 'lk_ci_nobody' }));
  assert.deepEqual([unknown.status, unknown.error], [401, 'invalid_client']);
  for (const [why, sent] of cases) {
    const answer = await ask(sent);
    assert.deepEqual([answer.status, answer.text], [unknown.status, unknown.text], why);
  }
  assert.equal(
    (await ask(assertion({ iat: seconds() + 8, nbf: seconds() + 8 }))).status,
    200,
    'clocks differ a little',
  );
  assert.equal((await ask(assertion(), { client_id: other.id })).status, 401);
  assert.equal((await ask(assertion(), { client_assertion_type: 'urn:x' })).status, 401);
  await site.deps.refusals.flush();
  const browser = await site.signedIn(ines);
  const page = (await browser.get(`/oauth2/applications/${client.id}/refusals`)).body;
  assert.match(page, /not for this server alone/);
  assert.match(page, /lives for more than five minutes/);
});

test('S039 an administrator allows the token endpoint as the audience of what is not typed, never of a FAPI client', async () => {
  const endpoint = `${site.deps.issuer}/oauth2/token`;
  const legacy = await withKeys({ legacyAssertionAudience: true });
  const strict = await withKeys({ legacyAssertionAudience: true, profile: 'fapi-2' });
  assert.equal((await ask(assertion({ aud: endpoint }, {}, pair, legacy))).status, 200);
  assert.equal((await ask(assertion({ aud: [endpoint] }, {}, pair, legacy))).status, 401);
  const typed = { typ: 'client-authentication+jwt' };
  assert.equal((await ask(assertion({ aud: endpoint }, typed, pair, legacy))).status, 401);
  assert.equal((await ask(assertion({ aud: endpoint }, {}, pair, strict))).status, 401);
});

test('S039 an assertion counts once: of twenty at once on two instances one succeeds, and none after a restart or a purge', async () => {
  const second = await testApp({ on: { url: site.url } as never });
  const sent = assertion();
  const answers = await Promise.all(Array.from({ length: 20 }, (_, at) => ask(sent, {}, at % 2 ? site : second)));
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  await second.close();
  await purge(site.database);
  const third = await testApp({ on: { url: site.url } as never });
  assert.equal((await ask(sent, {}, third)).status, 401);
  await third.close();
  const jti = 'shared';
  const other = await withKeys();
  assert.equal((await ask(assertion({ jti }))).status, 200);
  assert.equal((await ask(assertion({ jti }, {}, pair, other))).status, 200, 'of another client it is another one');
});

test('S034 S038 an application of several methods uses one in a request, and what fails falls back to none', async () => {
  const both = await withKeys({}, ['none', 'private_key_jwt']);
  const bad = assertion({ aud: 'x' }, {}, pair, both);
  const refused = await ask(bad, { client_id: both.id });
  assert.deepEqual([refused.status, refused.error], [401, 'invalid_client']);
  assert.equal((await ask(assertion({}, {}, pair, both))).error, 'unauthorized_client', 'it is known');
  const any = await withKeys({}, ['client_secret_basic', 'private_key_jwt']);
  const good = () => assertion({}, {}, pair, any);
  assert.equal((await ask(good())).status, 200);
  const fields = form({ grant_type: 'client_credentials' });
  assert.equal((await raw(site, fields, { authorization: any.basic })).status, 200);
  const twice = form({ grant_type: 'client_credentials', client_assertion_type: TYPE, client_assertion: good() });
  for (const authorization of [any.basic, basic(any.id, 'wrong'), basic(any.id, '')]) {
    assert.equal((await raw(site, twice, { authorization })).error, 'invalid_request', authorization);
  }
  assert.equal((await ask(good(), { client_secret: any.secret })).error, 'invalid_request');
  assert.equal((await ask(bad, { client_secret: any.secret })).error, 'invalid_request');
  // Registered for secrets alone, it has no use for its keys; and the other way round.
  const secretOnly = await withKeys({}, ['client_secret_basic']);
  assert.equal((await ask(assertion({}, {}, pair, secretOnly))).status, 401);
  assert.equal((await raw(site, fields, { authorization: client.basic })).status, 401);
});

test('S076 S077 S078 S079 what confuses other servers is refused here: algorithms, headers, kinds and claims', async () => {
  const others = ['at+jwt', 'dpop+jwt', 'oauth-authz-req+jwt', 'logout+jwt', 'token-introspection+jwt', 'secevent+jwt'];
  const table = confusions(pair, () => claims(), { typ: undefined, others });
  assert.ok(table.length > 50);
  for (const [name, sent] of table) {
    const { status, error } = await ask(sent, { client_id: client.id });
    assert.deepEqual([status, error], [401, 'invalid_client'], name);
  }
  assert.equal((await ask(assertion())).status, 200, 'and what is good still counts');
  const narrow = await withKeys({ tokenEndpointAuthSigningAlg: 'RS256' });
  assert.equal((await ask(assertion({}, {}, pair, narrow))).status, 401, 'not the registered algorithm');
});

test('S081 the command line takes the public keys of an application, and none that is private, shared or weak', async () => {
  const made = await site.application(ines);
  const folder = await mkdtemp(path.join(tmpdir(), 'jwks-'));
  const file = path.join(folder, 'jwks.json');
  const set = async (keys: readonly unknown[]) => {
    await writeFile(file, JSON.stringify({ keys }));
    Object.assign(process.env, { DATABASE_URL: site.url, SECRET: TEST_SECRET });
    const args = ['app', 'set', made.id, '--auth-method', 'private_key_jwt', '--jwks', file, '--json'];
    const stdout: string[] = [];
    const stderr: string[] = [];
    const code = await runCommandLine(args, { out: (text) => stdout.push(text), err: (text) => stderr.push(text) });
    return { code, stdout: stdout.join(''), stderr: stderr.join('') };
  };
  const weak = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ format: 'jwk' });
  const refused: readonly (readonly [RegExp, readonly unknown[]])[] = [
    [/at least one key/, []],
    [/key 1: this is a private/, [pair.privateKey.export({ format: 'jwk' })]],
    [/key 2: this is a private/, [pair.jwk, { kty: 'oct', k: 'c2VjcmV0' }]],
    [/2048 bits/, [weak]],
    [/expected a key for/, [{ ...pair.jwk, alg: 'ES256K' }]],
    [/cannot be read/, [{ ...pair.jwk, x: 'AA' }]],
    [/cannot be read/, [null]],
    [/its kid/, [pair.jwk, pair.jwk]],
  ];
  for (const [expected, keys] of refused) {
    const { code, stderr } = await set(keys);
    assert.notEqual(code, 0, String(expected));
    assert.match(stderr, expected);
  }
  const { stdout, stderr } = await set([pair.jwk]);
  assert.equal(stderr, '');
  assert.deepEqual(JSON.parse(stdout).auth_methods, ['private_key_jwt']);
  assert.equal((await ask(assertion({}, {}, pair, made))).status, 200);
  const fields = form({ grant_type: 'client_credentials' });
  assert.equal((await raw(site, fields, { authorization: made.basic })).status, 401, 'its secret counts no more');
  await rm(folder, { recursive: true });
});

test('S039 a client that changed meanwhile is looked at again with the same assertion', async () => {
  const changing = await withKeys();
  assert.equal((await ask(assertion({}, {}, pair, changing))).status, 200); // and is in the cache
  const set = 'UPDATE clients SET require_pkce = NOT require_pkce WHERE id = $1';
  await site.database.pool.query(set, [changing.id]);
  assert.equal((await ask(assertion({}, {}, pair, changing))).status, 200);
  const next = keyPair('second');
  const keys = { metadata: { jwks: { keys: [next.jwk] } } };
  await site.deps.clients.administer(changing.id, keys, 'administrator');
  assert.equal((await ask(assertion({}, {}, pair, changing))).status, 401);
  assert.equal((await ask(assertion({}, {}, next, changing))).status, 200);
});
