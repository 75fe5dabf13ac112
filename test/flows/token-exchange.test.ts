import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import type { User } from '../../src/accounts/user.ts';
import { TOKEN_EXCHANGE } from '../../src/oauth/model/token-exchange.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { clientCert, ONE, TWO } from '../support/certificates.ts';
import { authorizeUrl, codeOf, isActive, post, type TokenAnswer } from '../support/flow.ts';
import { type ProofKey, proof, proofKey } from '../support/proofs.ts';
import { textOf, type Visitor } from '../support/visitor.ts';

const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const API = 'https://api.example/';
let here: TestApp;
let ines: User;
let browser: Visitor;
let shop: TestClient;
let backend: TestClient;
before(async () => {
  here = await testApp({ env: { MUTUAL_TLS_HEADER: 'Client-Cert', TRUST_PROXY: '127.0.0.1' } });
  for (const name of ['read', 'write', 'admin']) await here.scope(name);
  const form = { accessTokenFormat: 'jwt', accessTokenSeconds: 600, scopes: ['read'] } as const;
  await here.deps.resources.save({ ...form, uri: API, name: 'API' }, 'administrator');
  ines = await here.person();
  browser = await here.signedIn(ines);
  shop = await here.application(ines, { scopes: ['read', 'write'] });
  backend = await exchanger([shop]);
});
after(() => here.close());

/** An application that may exchange the tokens of these, and whom an administrator trusts. */
async function exchanger(from: readonly TestClient[], settings: Parameters<TestApp['application']>[1] = {}) {
  const made = await here.application(ines, {
    grants: [TOKEN_EXCHANGE, 'client_credentials', 'authorization_code'],
    scopes: ['read', 'write', 'admin'],
    trusted: true,
    ...settings,
  });
  const metadata = { exchangesFrom: from.map(({ id }) => id), resources: [API] };
  await here.deps.clients.administer(made.id, { metadata }, 'administrator');
  return made;
}

type Headers = Readonly<Record<string, string>>;

async function personal(client = shop, as = browser, headers: Headers = {}): Promise<TokenAnswer['body']> {
  const code = await codeOf(as, authorizeUrl(client, { scope: 'read write' }));
  const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
  const { status, body } = await post(here, '/oauth2/token', fields, client, headers);
  assert.equal(status, 200);
  return body;
}

function exchange(
  client: TestClient,
  token: string | undefined,
  more: Readonly<Record<string, string | undefined>> = {},
  headers: Headers = {},
): Promise<TokenAnswer> {
  const fields = { grant_type: TOKEN_EXCHANGE, subject_token: token, subject_token_type: ACCESS_TOKEN, ...more };
  return post(here, '/oauth2/token', fields, client, headers);
}

/** The headers of a request that proves this key. */
const by = (key: ProofKey): Headers => ({ dpop: proof(key, `${here.deps.issuer}/oauth2/token`) });

async function told(token: string, by: TestClient) {
  return (await post(here, '/oauth2/introspect', { token }, by)).body;
}

const ruleOf = ({ body }: TokenAnswer) => [body.error, String(body['error_uri']).split('/').at(-1)];

test('a token is exchanged for one that says who acts, in the token and at introspection, and does no more', async () => {
  const { access_token: subject } = await personal();
  const { status, body } = await exchange(backend, subject, { resource: API, scope: 'read' });
  assert.equal(status, 200);
  assert.deepEqual(
    [body['issued_token_type'], body['token_type'], body['scope'], body.refresh_token],
    [ACCESS_TOKEN, 'Bearer', 'read', undefined],
  );
  const { sub, aud, act, client_id: clientId, exp = 0 } = decodeJwt(body.access_token);
  assert.deepEqual([sub, aud, act, clientId], [ines.id, API, { sub: backend.id }, backend.id]);
  const seen = await told(body.access_token, backend);
  assert.deepEqual([seen['sub'], seen['aud'], seen['act'], seen['exp']], [ines.id, API, { sub: backend.id }, exp]);
  assert.ok(exp - Date.now() / 1000 <= 600);

  // Once more: who acted before stands inside.
  const second = await exchanger([backend]);
  const next = await exchange(second, body.access_token);
  assert.deepEqual((await told(next.body.access_token, second))['act'], { sub: second.id, act: { sub: backend.id } });
  assert.deepEqual((await told(next.body.access_token, second))['aud'], API, 'no more than the token was for');
  assert.ok(Number((await told(next.body.access_token, second))['exp']) <= exp);
});

test('S058 what comes of an exchange can only be narrower, and names resources of the list', async () => {
  const { access_token: subject } = await personal();
  assert.equal((await exchange(backend, subject)).body['scope'], 'read write');
  const wide = await exchange(backend, subject, { scope: 'read admin' });
  assert.deepEqual(ruleOf(wide), ['invalid_scope', 'scope-wider-than-granted']);
  assert.equal((await exchange(backend, subject, { audience: API })).body['scope'], 'read');
  assert.equal((await exchange(backend, subject, { audience: 'https://other.example/' })).body.error, 'invalid_target');
});

test('only live access tokens of people, from applications that an administrator named, are exchanged', async () => {
  const tokens = await personal();
  const machine = await post(here, '/oauth2/token', { grant_type: 'client_credentials' }, shop);
  const stranger = await here.application(ines, { scopes: ['read', 'write'] });
  const wrong = {
    'a refresh token': tokens.refresh_token,
    'a token of the application for itself': machine.body.access_token,
    'a token of another application': (await personal(stranger)).access_token,
    nonsense: 'lk_at_x',
    'its own': (await exchange(backend, tokens.access_token)).body.access_token,
  };
  for (const [what, value] of Object.entries(wrong)) {
    assert.deepEqual(ruleOf(await exchange(backend, value)), ['invalid_request', 'subject-token-not-accepted'], what);
  }
  for (const more of [
    { subject_token_type: 'urn:ietf:params:oauth:token-type:id_token' },
    { subject_token_type: undefined },
    { requested_token_type: 'urn:ietf:params:oauth:token-type:refresh_token' },
    { actor_token: 'x' },
  ]) {
    const refused = await exchange(backend, tokens.access_token, more);
    assert.deepEqual(ruleOf(refused), ['invalid_request', 'token-type-unsupported'], JSON.stringify(more));
  }
  assert.deepEqual(ruleOf(await exchange(backend, undefined, { subject_token_type: undefined })), [
    'invalid_request',
    'subject-token-missing',
  ]);
  assert.deepEqual(ruleOf(await exchange(shop, tokens.access_token)), ['unauthorized_client', 'grant-not-registered']);
});

test('S142 S061 an application that nobody trusts needs the person’s own word', async () => {
  const { access_token: subject } = await personal();
  const asking = await exchanger([shop], { trusted: false });
  assert.deepEqual(ruleOf(await exchange(asking, subject)), ['invalid_request', 'exchange-not-consented']);
  await codeOf(browser, authorizeUrl(asking, { scope: 'read' }));
  assert.deepEqual(ruleOf(await exchange(asking, subject)), ['invalid_request', 'exchange-not-consented']);
  assert.equal((await exchange(asking, subject, { scope: 'read' })).status, 200);
  const away = await exchange(asking, subject, { scope: 'read', resource: API });
  assert.deepEqual(ruleOf(away), ['invalid_request', 'exchange-not-consented']);
});

test('S067 S144 a tree of exchanges ends with whatever it came of, and with nothing else', async () => {
  const second = await exchanger([backend]);
  const tree = async () => {
    const { access_token: root, refresh_token: refreshToken } = await personal();
    const branch = (await exchange(backend, root)).body.access_token;
    const leaf = (await exchange(second, branch)).body.access_token;
    assert.deepEqual([await isActive(here, backend, branch), await isActive(here, second, leaf)], [true, true]);
    const alive = async () => [
      await isActive(here, shop, root),
      await isActive(here, backend, branch),
      await isActive(here, second, leaf),
    ];
    return { root, refreshToken, branch, leaf, alive };
  };
  const byToken = await tree();
  await post(here, '/oauth2/revoke', { token: byToken.root }, shop);
  assert.deepEqual(await byToken.alive(), [false, false, false]);
  const headers = { authorization: `Bearer ${byToken.leaf}` };
  assert.equal((await here.app.inject({ url: '/oauth2/check', headers })).statusCode, 401);
  assert.equal((await exchange(second, byToken.branch)).status, 400);

  const byFamily = await tree();
  await post(here, '/oauth2/revoke', { token: byFamily.refreshToken }, shop);
  assert.deepEqual(await byFamily.alive(), [false, false, false]);

  const byBranch = await tree();
  await post(here, '/oauth2/revoke', { token: byBranch.branch }, backend);
  assert.deepEqual(await byBranch.alive(), [true, false, false]);

  const byClient = await tree();
  await here.deps.clients.disable(backend.id, 'administrator');
  assert.equal(await isActive(here, second, byClient.leaf), false);
  await here.deps.clients.enable(backend.id, 'administrator');
  assert.equal(await isActive(here, second, byClient.leaf), false);

  const byConsent = await tree();
  await here.deps.consents.revoke(ines.id, backend.id, {});
  assert.deepEqual(await byConsent.alive(), [true, false, false]);

  const byPerson = await tree();
  await here.deps.consents.revoke(ines.id, shop.id, {});
  assert.deepEqual(await byPerson.alive(), [false, false, false]);
});

test('who acts may be said by a token of one’s own, and of nobody else', async () => {
  const { access_token: subject } = await personal();
  const own = await post(here, '/oauth2/token', { grant_type: 'client_credentials', scope: 'read' }, backend);
  const support = await here.person();
  const agent = await personal(backend, await here.signedIn(support));
  const by = (actor: string) => exchange(backend, subject, { actor_token: actor, actor_token_type: ACCESS_TOKEN });
  const asItself = await by(own.body.access_token);
  assert.deepEqual((await told(asItself.body.access_token, backend))['act'], { sub: backend.id });
  const asAgent = await by(agent.access_token);
  assert.deepEqual((await told(asAgent.body.access_token, backend))['act'], { sub: support.id });
  assert.deepEqual(ruleOf(await by(subject)), ['invalid_request', 'actor-token-not-accepted']);
  // It ends with who acts, too.
  await post(here, '/oauth2/revoke', { token: agent.access_token }, backend);
  assert.equal(await isActive(here, backend, asAgent.body.access_token), false);
  assert.equal(await isActive(here, backend, asItself.body.access_token), true);
});

test('S144 a disabled person’s tokens are not exchanged, and what was ends', async () => {
  const other = await here.person();
  const { access_token: subject } = await personal(shop, await here.signedIn(other));
  const { body } = await exchange(backend, subject);
  await here.deps.users.disable(other.id, 'administrator');
  assert.equal(await isActive(here, backend, body.access_token), false);
  assert.equal((await exchange(backend, subject)).status, 400);
});

test('a token that is bound to a key is exchanged by whoever proves that key, for one that is bound too', async () => {
  const [key, other] = [proofKey(), proofKey()];
  const { access_token: subject } = await personal(shop, browser, by(key));
  const no = ['invalid_request', 'subject-token-not-accepted'];
  assert.deepEqual(ruleOf(await exchange(backend, subject)), no);
  assert.deepEqual(ruleOf(await exchange(backend, subject, {}, by(other))), no);
  assert.deepEqual(ruleOf(await exchange(backend, subject, {}, clientCert(ONE))), no);
  const bound = (await exchange(backend, subject, {}, by(key))).body;
  assert.equal(bound['token_type'], 'DPoP');
  assert.deepEqual((await told(bound.access_token, backend))['cnf'], { jkt: key.jkt });
  const signed = (await exchange(backend, subject, { resource: API, scope: 'read' }, by(key))).body;
  assert.deepEqual(decodeJwt(signed.access_token)['cnf'], { jkt: key.jkt });

  // One that is bound to nothing: to the key of the application that asks, where it proves one.
  const { access_token: free } = await personal();
  const own = (await exchange(backend, free, {}, by(other))).body;
  assert.deepEqual((await told(own.access_token, backend))['cnf'], { jkt: other.jkt });

  const pinned = await here.application(ines, { scopes: ['read', 'write'] });
  const metadata = { tlsClientCertificateBoundAccessTokens: true };
  await here.deps.clients.administer(pinned.id, { metadata }, 'administrator');
  const gate = await exchanger([pinned]);
  const { access_token: fixed } = await personal(pinned, browser, clientCert(ONE));
  assert.deepEqual(ruleOf(await exchange(gate, fixed)), no);
  assert.deepEqual(ruleOf(await exchange(gate, fixed, {}, clientCert(TWO))), no);
  const { cnf: first } = await told((await exchange(gate, fixed, {}, clientCert(ONE))).body.access_token, gate);
  assert.deepEqual(Object.keys(first as object), ['x5t#S256'], 'it is no weaker than what it came of');
  const both = (await exchange(gate, fixed, {}, { ...clientCert(ONE), ...by(other) })).body;
  assert.deepEqual((await told(both.access_token, gate))['cnf'], { ...(first as object), jkt: other.jkt });
});

test('who acts is said by a token that is bound to a key only where the request proves it', async () => {
  const [key, other] = [proofKey(), proofKey()];
  const { access_token: subject } = await personal();
  const asItself = { grant_type: 'client_credentials', scope: 'read' };
  const no = ['invalid_request', 'actor-token-not-accepted'];
  const actors = [
    (await post(here, '/oauth2/token', asItself, backend, by(key))).body,
    (await post(here, '/oauth2/token', { ...asItself, resource: API }, backend, by(key))).body, // signed, and not stored
    await personal(backend, browser, by(key)),
  ];
  for (const { access_token: actor } of actors) {
    const more = { actor_token: actor, actor_token_type: ACCESS_TOKEN };
    assert.deepEqual(ruleOf(await exchange(backend, subject, more)), no);
    assert.deepEqual(ruleOf(await exchange(backend, subject, more, by(other))), no);
    assert.equal((await exchange(backend, subject, more, by(key))).status, 200);
  }
});

test('S007 an application whose people need a second factor takes no token of somebody who showed one', async () => {
  const strict = await exchanger([shop]);
  const { access_token: subject } = await personal();
  assert.equal((await exchange(strict, subject)).status, 200);
  await here.deps.clients.administer(strict.id, { metadata: { requireFactor: true } }, 'administrator');
  assert.deepEqual(ruleOf(await exchange(strict, subject)), ['invalid_request', 'subject-token-not-accepted']);

  const portal = await here.application(ines, { scopes: ['openid', 'read'], trusted: true });
  await here.deps.clients.administer(strict.id, { metadata: { exchangesFrom: [portal.id] } }, 'administrator');
  const known = async (amr: readonly string[]) => {
    const someone = await here.person();
    const as = await here.signedIn(someone);
    await here.database.pool.query('UPDATE sessions SET amr = $1 WHERE user_id = $2', [amr, someone.id]);
    const code = await codeOf(as, authorizeUrl(portal, { scope: 'openid read' }));
    const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT };
    const { body } = await post(here, '/oauth2/token', fields, portal);
    return (await exchange(strict, body.access_token, { scope: 'read' })).status;
  };
  assert.deepEqual([await known(['pwd']), await known(['pwd', 'otp', 'mfa'])], [400, 200]);
  // The owner reads which it was: not known, as without openid, or known by a password alone.
  await here.deps.refusals.flush();
  const sent = (await here.deps.refusals.list(strict.id, 9)).map(({ rule, sent: why }) => `${rule} ${why}`);
  assert.deepEqual(sent.sort(), ['subject-token-not-accepted factor', 'subject-token-not-accepted sign-in-unknown']);
  const page = textOf((await browser.get(`/oauth2/applications/${strict.id}/refusals`)).body);
  assert.match(page, /Nobody knows how the person of the token signed in/);
  assert.match(page, /somebody who signed in with a password alone/);
});
