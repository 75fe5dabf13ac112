import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLocalJWKSet, decodeJwt, decodeProtectedHeader, type JSONWebKeySet, jwtVerify } from 'jose';
import { digest } from '../../src/secrets.ts';
import { PASSWORD, REDIRECT, type TestApp, testApp } from '../support/app.ts';
import { authorizeUrl, codeOf, post, redeem, refresh } from '../support/flow.ts';
import { formsIn, visitor } from '../support/visitor.ts';

let here: TestApp;
before(async () => {
  here = await testApp();
});
after(() => here.close());

test('S080 an ID token comes with the code of who asked for openid: who, when, how, and for which request', async () => {
  await here.scope('openid');
  await here.scope('read');
  const ines = await here.person();
  const client = await here.application(ines, { scopes: ['openid', 'read'] });
  const browser = await here.signedIn(ines);
  const plain = await redeem(here, client, await codeOf(browser, authorizeUrl(client, { scope: 'read' })));
  assert.equal(plain.body['id_token'], undefined);
  const code = await codeOf(browser, authorizeUrl(client, { scope: 'openid read', nonce: 'n-0S6_WzA2Mj' }));
  const { status, body } = await redeem(here, client, code);
  assert.equal(status, 200);
  const jwks: JSONWebKeySet = (await here.app.inject('/oauth2/jwks')).json();
  const { payload, protectedHeader } = await jwtVerify(String(body['id_token']), createLocalJWKSet(jwks), {
    issuer: here.deps.issuer,
    audience: client.id,
    typ: 'JWT',
  });
  assert.equal(protectedHeader.alg, 'RS256');
  const { sub, nonce, acr, amr, at_hash: atHash, auth_time: authTime, iat = 0, exp = 0 } = payload;
  assert.deepEqual({ sub, nonce, acr, amr }, { sub: ines.id, nonce: 'n-0S6_WzA2Mj', acr: 'aal1', amr: ['pwd'] });
  assert.equal(atHash, digest(body.access_token).subarray(0, 16).toString('base64url'));
  assert.ok(Math.abs(Number(authTime) - Date.now() / 1000) < 60);
  assert.equal(exp - iat, 3600);
});

/** Ines, an application with these scopes, and what it got for her. */
async function given(scope: string, more: Readonly<Record<string, string>> = {}) {
  const ines = await here.person(undefined, { name: 'Ines Moreau' });
  const client = await here.application(ines, { scopes: ['openid', 'profile', 'email', 'offline_access', 'read'] });
  const code = await codeOf(await here.signedIn(ines), authorizeUrl(client, { scope, ...more }));
  return { ines, client, tokens: (await redeem(here, client, code)).body };
}

test('userinfo tells what the scopes release, as they do now, and nothing else', async () => {
  await here.scope('profile');
  await here.scope('email');
  await here.database.pool.query(`UPDATE scopes SET claims = '{name,given_name,locale}' WHERE name = 'profile'`);
  await here.database.pool.query(`UPDATE scopes SET claims = '{email,email_verified}' WHERE name = 'email'`);
  const { ines, tokens } = await given('openid profile');
  const set = 'UPDATE users SET attributes = $2 WHERE id = $1';
  await here.database.pool.query(set, [ines.id, { given_name: 'Ines', shoe_size: 38, name: 'Somebody else' }]);
  const ask = (headers: Readonly<Record<string, string>>) => here.app.inject({ url: '/oauth2/userinfo', headers });
  const answer = await ask({ authorization: `Bearer ${tokens.access_token}` });
  assert.deepEqual(answer.json(), { sub: ines.id, name: 'Ines Moreau', given_name: 'Ines' });
  assert.equal(answer.headers['cache-control'], 'no-store');
  const inBody = await post(here, '/oauth2/userinfo', { access_token: tokens.access_token });
  assert.deepEqual(inBody.body, answer.json());
  const page = await ask({ authorization: `Bearer ${tokens.access_token}`, origin: 'https://app.example' });
  assert.equal(page.headers['access-control-allow-origin'], 'https://app.example');
  await here.database.pool.query(`UPDATE scopes SET claims = '{updated_at}' WHERE name = 'profile'`);
  const updatedAt = async () => (await ask({ authorization: `Bearer ${tokens.access_token}` })).json().updated_at;
  assert.ok(Math.abs((await updatedAt()) - Date.now() / 1000) < 60);
  await here.database.pool.query(`UPDATE users SET updated_at = 'epoch' WHERE id = $1`, [ines.id]);
  assert.equal(await updatedAt(), 0);
  await here.database.pool.query(`UPDATE users SET name = 'Ines' WHERE id = $1`, [ines.id]);
  assert.ok(Math.abs((await updatedAt()) - Date.now() / 1000) < 60);
  const mail = await given('openid email');
  const { email } = (await ask({ authorization: `Bearer ${mail.tokens.access_token}` })).json();
  assert.equal(email, mail.ines.email);
});

test('a token that is bound to a key is refused as a bearer token, and introspection names the key', async () => {
  const { client, tokens } = await given('openid read');
  const token = tokens.access_token;
  const uses = async () => {
    const headers = { authorization: `Bearer ${token}` };
    const [userinfo, check] = await Promise.all(
      ['/oauth2/userinfo', '/oauth2/check'].map((url) => here.app.inject({ url, headers })),
    );
    const inBody = await post(here, '/oauth2/userinfo', { access_token: token });
    return [userinfo?.statusCode, check?.statusCode, inBody.status];
  };
  const introspect = async () => {
    const { active, token_type, cnf } = (await post(here, '/oauth2/introspect', { token }, client)).body;
    return { active, token_type, cnf };
  };
  const bind = (binding: object) => {
    const set = 'UPDATE access_tokens SET binding = $2 WHERE hash = $1';
    return here.database.pool.query(set, [digest(token), binding]);
  };
  assert.deepEqual(await uses(), [200, 204, 200]);
  assert.deepEqual(await introspect(), { active: true, token_type: 'Bearer', cnf: undefined });
  await bind({ aud: ['https://api.example'] });
  assert.deepEqual(await uses(), [401, 204, 401], 'userinfo is another API');
  const jkt = digest('a key').toString('base64url');
  await bind({ cnf: { jkt } });
  assert.deepEqual(await uses(), [401, 401, 401]);
  assert.deepEqual(await introspect(), { active: true, token_type: 'DPoP', cnf: { jkt } });
  await bind({ cnf: { 'x5t#S256': jkt } });
  assert.deepEqual(await uses(), [401, 401, 401]);
  assert.deepEqual(await introspect(), { active: true, token_type: 'Bearer', cnf: { 'x5t#S256': jkt } });
});

test('S060 userinfo takes a live access token of a person with openid, from the header or a form, and nothing else', async () => {
  await here.scope('offline_access');
  const { ines, client, tokens } = await given('openid offline_access read');
  assert.ok(tokens.refresh_token);
  const plain = await given('read');
  const own = await post(here, '/oauth2/token', { grant_type: 'client_credentials', scope: 'read' }, client);
  const ask = async (headers: Readonly<Record<string, string>>, url = '/oauth2/userinfo') => {
    const { statusCode, headers: said } = await here.app.inject({ url, headers });
    const [bearer = ''] = String(said['www-authenticate'] ?? '').split(', DPoP ');
    return [statusCode, bearer.replace(/^Bearer realm="[^"]+"(, )?/, '')];
  };
  const bearer = (token: unknown) => ask({ authorization: `Bearer ${token}` });
  assert.deepEqual(await bearer(tokens.access_token), [200, '']);
  assert.deepEqual(await ask({}), [401, '']);
  assert.deepEqual(await ask({}, `/oauth2/userinfo?access_token=${tokens.access_token}`), [401, '']);
  for (const wrong of [
    tokens.refresh_token,
    tokens['id_token'],
    own.body.access_token,
    `${tokens.access_token}x`,
    '',
  ]) {
    assert.deepEqual(await bearer(wrong), [401, 'error="invalid_token"']);
  }
  assert.deepEqual(await bearer(plain.tokens.access_token), [403, 'error="insufficient_scope", scope="openid"']);
  const twice = await post(here, '/oauth2/userinfo', { access_token: tokens.access_token }, undefined, {
    authorization: `Bearer ${tokens.access_token}`,
  });
  assert.deepEqual([twice.status, twice.body.error], [400, 'invalid_request']);
  await here.deps.users.disable(ines.id, 'administrator');
  assert.deepEqual(await bearer(tokens.access_token), [401, 'error="invalid_token"']);
});

test('S032 both well-known documents are one, and say what OpenID Connect needs', async () => {
  const paths = ['/.well-known/oauth-authorization-server', '/.well-known/openid-configuration'];
  const answers = await Promise.all(paths.map((url) => here.app.inject({ url, headers: { host: 'evil.example' } })));
  const [one, other] = answers.map((answer) => answer.json());
  assert.deepEqual(one, other);
  for (const name of ['authorization_endpoint', 'token_endpoint', 'userinfo_endpoint', 'jwks_uri']) {
    assert.ok(String(one[name]).startsWith(`${here.deps.issuer}/`), name);
  }
  assert.deepEqual(one.acr_values_supported, ['aal2', 'aal1']);
  assert.deepEqual(one.subject_types_supported, ['public', 'pairwise']);
  assert.ok(one.id_token_signing_alg_values_supported.includes('RS256'));
});

test('S003 S121 S125 form_post brings a code, and a refusal, in a form for the redirect URI and in no address', async () => {
  const ines = await here.person();
  const client = await here.application(ines, { scopes: ['openid', 'read'] });
  const browser = await here.signedIn(ines);
  const state = '"><script>alert(1)</script> é';
  const url = authorizeUrl(client, { response_mode: 'form_post', scope: 'openid', state });
  const page = await browser.get((await browser.get(url)).location);
  const sent = await browser.submit(page, '/consent', { decision: 'authorize' });
  assert.deepEqual([sent.status, sent.location], [200, '']);
  const [form] = formsIn(sent.body);
  assert.equal(form?.action, REDIRECT);
  const { code = '', ...rest } = form?.fields ?? {};
  assert.deepEqual(rest, { state, iss: here.deps.issuer });
  assert.doesNotMatch(sent.body, /<script>/);
  assert.match(sent.body, /<button[^>]*type="submit"/);
  const policy = String(sent.headers['content-security-policy']);
  assert.ok(policy.includes("script-src 'self'") && !policy.includes('form-action'), policy);
  assert.equal(sent.headers['cache-control'], 'no-store');
  assert.equal((await redeem(here, client, code)).status, 200);
  const refusals = [
    [{ prompt: 'none' }, 'login_required'],
    [{ response_type: 'id_token' }, 'unsupported_response_type'],
    [{ response_type: undefined }, 'invalid_request'],
  ] as const;
  for (const [more, error] of refusals) {
    const refused = await visitor(here.app).get(authorizeUrl(client, { response_mode: 'form_post', ...more }));
    assert.equal(formsIn(refused.body)[0]?.fields['error'], error);
  }
  const app = await here.application(ines, { redirectUris: ['com.example.app:/callback'] });
  const wrong = await browser.get(
    authorizeUrl(app, { response_mode: 'form_post', redirect_uri: 'com.example.app:/callback' }),
  );
  assert.match(wrong.location, /^com\.example\.app:\/callback\?error=invalid_request/);
});

test('userinfo is signed for an application that registered how, as that kind of token and for that application', async () => {
  const { client, ines, tokens } = await given('openid read');
  const metadata = { userinfoSignedResponseAlg: 'ES256' };
  await here.deps.clients.administer(client.id, { metadata }, 'administrator');
  const headers = { authorization: `Bearer ${tokens.access_token}` };
  const answer = await here.app.inject({ url: '/oauth2/userinfo', headers });
  assert.match(String(answer.headers['content-type']), /^application\/jwt/);
  const jwks: JSONWebKeySet = (await here.app.inject('/oauth2/jwks')).json();
  const { payload, protectedHeader } = await jwtVerify(answer.body, createLocalJWKSet(jwks));
  assert.deepEqual(payload, { sub: ines.id, iss: here.deps.issuer, aud: client.id });
  assert.deepEqual([protectedHeader.alg, protectedHeader.typ], ['ES256', 'userinfo+jwt']);
  const strict = { userinfoSignedResponseAlg: 'RS256', profile: 'fapi-2' } as const;
  await here.deps.clients.administer(client.id, { metadata: strict }, 'administrator');
  const signed = (await here.app.inject({ url: '/oauth2/userinfo', headers })).body;
  assert.equal(decodeProtectedHeader(signed).alg, 'PS256', 'FAPI 2.0 §5.4.1');
});

test('S009 default_max_age counts where max_age was not sent, and who signs in for it goes on', async () => {
  const ines = await here.person();
  const client = await here.application(ines, { scopes: ['openid', 'read'] });
  const browser = await here.signedIn(ines);
  await codeOf(browser, authorizeUrl(client, { scope: 'openid' }));
  await here.deps.clients.administer(client.id, { metadata: { defaultMaxAge: 0 } }, 'administrator');
  const asked = await browser.get(authorizeUrl(client, { scope: 'openid' }));
  assert.match(asked.location, /^\/sign-in\/again\?/);
  const page = await browser.get(asked.location);
  const back = await browser.submit(page, '/sign-in/again', { password: PASSWORD });
  const home = await browser.get(back.location);
  assert.ok(home.location.startsWith(`${REDIRECT}?code=`), home.location);
  const free = await browser.get(authorizeUrl(client, { scope: 'openid', max_age: '1000' }));
  assert.ok(free.location.startsWith(`${REDIRECT}?code=`), free.location);
});

test('login_hint fills in the address on the sign-in page, and nothing but an address', async () => {
  const client = await here.application(await here.person());
  const emailAt = async (login_hint: string) => {
    const stranger = visitor(here.app);
    const page = await stranger.get((await stranger.get(authorizeUrl(client, { login_hint }))).location);
    return formsIn(page.body).find(({ action }) => action.startsWith('/sign-in'))?.fields['email'];
  };
  assert.equal(await emailAt('ines@example.org'), 'ines@example.org');
  assert.equal(await emailAt('"><b>@x'), '"><b>@x');
  assert.equal(await emailAt('1234'), '');
});

test('S056 who signed in by OpenID Connect is away for an application unless offline_access was allowed; refreshed, they are the same', async () => {
  await here.scope('offline_access');
  const session = await given('openid read');
  assert.equal(session.tokens.refresh_token, undefined);
  const { rows } = await here.database.pool.query(
    'SELECT 1 FROM refresh_tokens r JOIN authorizations a ON a.id = r.authorization_id WHERE a.client_id = $1',
    [session.client.id],
  );
  assert.deepEqual(rows, []);
  assert.ok((await given('read')).tokens.refresh_token, 'OAuth 2.0 alone');
  const { client, tokens } = await given('openid offline_access');
  const { status, body } = await refresh(here, client, tokens.refresh_token);
  assert.equal(status, 200);
  const [first, second] = [tokens['id_token'], body['id_token']].map((token) => decodeJwt(String(token)));
  for (const name of ['iss', 'sub', 'aud', 'auth_time', 'sid']) assert.equal(second?.[name], first?.[name], name);
  assert.notEqual(second?.['at_hash'], first?.['at_hash']);
});

test('S101 a pairwise subject is one in every answer, another in another sector, and no id', async () => {
  const ines = await here.person();
  const browser = await here.signedIn(ines);
  const subjectAt = async (redirect: string) => {
    const client = await here.application(ines, {
      scopes: ['openid', 'offline_access', 'read'],
      redirectUris: [redirect],
    });
    await here.deps.clients.administer(client.id, { metadata: { subjectType: 'pairwise' } }, 'administrator');
    const fields = { redirect_uri: redirect };
    const of = async (scope: string) =>
      (await redeem(here, client, await codeOf(browser, authorizeUrl(client, { ...fields, scope })), fields)).body;
    const tokens = await of('openid offline_access');
    const headers = { authorization: `Bearer ${tokens.access_token}` };
    const subjects = [
      decodeJwt(String(tokens['id_token'])).sub,
      (await here.app.inject({ url: '/oauth2/userinfo', headers })).json().sub,
      (await here.app.inject({ url: '/oauth2/check', headers })).headers['latchkey-subject'],
      (await post(here, '/oauth2/introspect', { token: tokens.access_token }, client)).body['sub'],
      (await post(here, '/oauth2/introspect', { token: tokens.refresh_token }, client)).body['sub'],
      (await post(here, '/oauth2/introspect', { token: (await of('read')).access_token }, client)).body['sub'],
    ];
    assert.equal(new Set(subjects).size, 1, `${subjects}`);
    return String(subjects[0]);
  };
  const one = await subjectAt('https://one.example/back');
  assert.match(one, /^[0-9a-f]{64}$/);
  assert.equal(await subjectAt('https://one.example/other'), one);
  assert.notEqual(await subjectAt('https://two.example/back'), one);
});
