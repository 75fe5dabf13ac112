import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { JWT_BEARER_GRANT } from '../../src/oauth/grants/jwt-bearer.ts';
import { randomId } from '../../src/secrets.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { confusions, keyPair, signed } from '../support/confusions.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorizeUrl, codeOf, isActive, post, redeem, type TokenAnswer } from '../support/flow.ts';

// RFC 7523 §2.1 with somebody else's issuer that names people of this server.

const IDP = 'https://idp.example';
const key = keyPair('idp');
let on: TestDatabase;
let site: TestApp;
let other: TestApp;
let ines: User;
let portal: TestClient;
before(async () => {
  on = await testDatabase();
  [site, other] = await Promise.all([testApp({ on }), testApp({ on })]);
  for (const name of ['read', 'write', 'offline_access']) await site.scope(name);
  ines = await person();
  portal = await trusting();
  await allow(ines, portal, 'read offline_access');
});
after(async () => {
  await Promise.all([site.close(), other.close()]);
  await on.drop();
});

/** Somebody who confirmed their address. */
async function person(): Promise<User> {
  const added = await site.person();
  await site.database.pool.query(`UPDATE users SET email_verified_at = now() WHERE id = '${added.id}'`);
  return added;
}

async function trusting(by: 'email' | 'sub' = 'email', settings: Parameters<TestApp['application']>[1] = {}) {
  const grants = ['authorization_code', 'refresh_token', JWT_BEARER_GRANT];
  const made = await site.application(ines, { grants, scopes: ['read', 'write', 'offline_access'], ...settings });
  const peopleIssuers = [{ issuer: IDP, by, audience: site.deps.issuer }];
  const issuerKeys = [{ issuer: IDP, jwks: { keys: [key.jwk] } }];
  await site.deps.clients.administer(made.id, { metadata: { peopleIssuers, issuerKeys } }, 'administrator');
  return made;
}

/** The person agrees on the page, once. */
async function allow(who: User, client: TestClient, scope: string): Promise<void> {
  const browser = await site.signedIn(who);
  const { status } = await redeem(
    site,
    client,
    await codeOf(browser, authorizeUrl(client, { scope, prompt: 'consent' })),
  );
  assert.equal(status, 200);
}

const seconds = () => Math.floor(Date.now() / 1000);
const claims = (more: Readonly<Record<string, unknown>> = {}) => ({
  iss: IDP,
  sub: 'somebody over there',
  aud: site.deps.issuer,
  email: ines.email.toUpperCase(),
  email_verified: true,
  exp: seconds() + 60,
  iat: seconds(),
  jti: randomId(22),
  ...more,
});

const ask = (
  assertion: string,
  { client = portal, at = site, ...more }: { client?: TestClient; at?: TestApp; scope?: string } = {},
): Promise<TokenAnswer> => post(at, '/oauth2/token', { grant_type: JWT_BEARER_GRANT, assertion, ...more }, client);

/** The error of an answer, and what the owner of the application reads of it. */
async function why(answer: TokenAnswer, client = portal) {
  await site.deps.refusals.flush();
  const [latest] = await site.deps.refusals.list(client.id, 1);
  return { error: answer.body.error, why: latest?.sent };
}
const refusedAs = (reason: string) => ({ error: 'invalid_grant', why: reason });

test('S054 S056 an issuer that an administrator trusts names a person, for what they allowed and a short time', async () => {
  const { status, body } = await ask(signed(key, claims()));
  assert.equal(status, 200, JSON.stringify(body));
  assert.deepEqual(
    [body['scope'], body['refresh_token'], body['id_token'], body['expires_in']],
    ['read', undefined, undefined, 600],
  );
  const told = (await post(site, '/oauth2/introspect', { token: body.access_token }, portal)).body;
  assert.deepEqual([told['active'], told['sub'], told['client_id']], [true, ines.id, portal.id]);
  assert.equal((await ask(signed(key, claims()), { scope: 'read write' })).body.error, 'invalid_scope');
  const bySub = await trusting('sub');
  await allow(ines, bySub, 'write');
  const named = await ask(signed(key, claims({ sub: ines.id, email: undefined })), { client: bySub });
  assert.deepEqual([named.status, named.body['scope']], [200, 'write']);
  const audit = await site.database.pool.query(
    `SELECT user_id FROM audit_events WHERE event = 'assertion.accepted' AND client_id = '${portal.id}'`,
  );
  assert.deepEqual(audit.rows, [{ user_id: ines.id }]);
});

test('S076 S077 S078 S079 what differs from what is trusted is refused, and the owner reads what it was', async () => {
  const wrong: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
    [{ aud: 'https://other.example' }, 'claims aud'],
    [{ aud: [site.deps.issuer] }, 'claims aud'],
    [{ exp: undefined }, 'claims exp'],
    [{ exp: seconds() + 3600 }, 'claims exp'],
    [{ exp: seconds() - 1 }, 'expired'],
    [{ iat: undefined }, 'claims iat'],
    [{ iat: seconds() - 3600 }, 'claims iat'],
    [{ jti: undefined }, 'claims jti'],
    [{ jti: '' }, 'claims jti'],
    [{ sub: undefined }, 'claims sub'],
    [{ email: undefined }, 'claims email'],
    [{ email_verified: false }, 'claims email_verified'],
    [{ email_verified: 'true' }, 'claims email_verified'],
    [{ client_id: 'lk_ci_other' }, 'claims client_id'],
    [{ email: 'nobody@example.org' }, 'person'],
  ];
  for (const [more, reason] of wrong) {
    assert.deepEqual(await why(await ask(signed(key, claims(more)))), refusedAs(reason), JSON.stringify(more));
  }
  const others = ['at+jwt', 'dpop+jwt', 'logout+jwt', 'client-authentication+jwt'];
  for (const [what, forged] of confusions(key, () => claims(), { typ: undefined, others })) {
    assert.equal((await ask(forged)).body.error, 'invalid_grant', what);
  }
  const bySub = await trusting('sub');
  assert.deepEqual(await why(await ask(signed(key, claims()), { client: bySub }), bySub), refusedAs('claims sub'));
  const owner = await site.signedIn(ines);
  const page = `/oauth2/applications/${portal.id}`;
  assert.match(
    (await owner.get(`${page}/advanced`)).body,
    /https:\/\/idp\.example<\/code><\/dt><dd>It may name people for it/,
  );
  assert.doesNotMatch((await owner.get(page)).body, /idp\.example/);
  assert.match((await owner.get(`${page}/refusals`)).body, /A claim of the assertion is missing or wrong/);
  const stranger = await ask(signed(key, claims({ iss: 'https://nobody.example' })));
  assert.match(String((await why(stranger)).why), /^workload https:\/\/nobody\.example /);
});

test('S039 of twenty uses of one assertion on two instances exactly one gets a token, and none after that', async () => {
  const assertion = signed(key, claims());
  const answers = await Promise.all(
    Array.from({ length: 20 }, (_, turn) => ask(assertion, { at: turn % 2 === 0 ? site : other })),
  );
  assert.equal(answers.filter(({ status }) => status === 200).length, 1);
  assert.deepEqual(await why(await ask(assertion)), refusedAs('repeated'));
});

test('S054 who did not allow it, took it back, is disabled or not of its groups has no token by assertion', async () => {
  const max = await person();
  const asMax = () => ask(signed(key, claims({ email: max.email })));
  assert.deepEqual(await why(await asMax()), refusedAs('consent'));
  await allow(max, portal, 'read');
  const { body } = await asMax();
  assert.ok(await isActive(site, portal, body.access_token));
  assert.ok(await site.deps.consents.revoke(max.id, portal.id, {}));
  assert.equal(await isActive(site, portal, body.access_token), false);
  assert.deepEqual(await why(await asMax()), refusedAs('consent'));
  await allow(max, portal, 'read');
  assert.equal((await asMax()).status, 200);
  const group = await site.deps.groups.add({ name: 'Staff', description: '', ownerId: undefined }, 'administrator');
  assert.ok(typeof group === 'object');
  await site.deps.clients.administer(portal.id, { groups: [group.id] }, 'administrator');
  assert.deepEqual(await why(await asMax()), refusedAs('person'));
  await site.deps.clients.administer(portal.id, { groups: 'everybody' }, 'administrator');
  assert.equal((await asMax()).status, 200);
  await site.database.pool.query(`UPDATE users SET email_verified_at = NULL WHERE id = '${max.id}'`);
  assert.deepEqual(await why(await asMax()), refusedAs('person'));
  await site.database.pool.query(`UPDATE users SET email_verified_at = now() WHERE id = '${max.id}'`);
  await site.deps.users.disable(max.id, 'administrator');
  assert.deepEqual(await why(await asMax()), refusedAs('person'));
});

test('S040 an assertion that names a person authenticates no application, and is none of the application itself', async () => {
  const authMethods = ['private_key_jwt', 'client_secret_basic'];
  const grants = ['client_credentials', JWT_BEARER_GRANT];
  const client = await trusting('email', { grants, redirectUris: [] });
  await site.deps.clients.administer(client.id, { authMethods }, 'administrator');
  const type = { client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer' };
  const fields = { grant_type: 'client_credentials', client_id: client.id, ...type };
  const answer = await post(site, '/oauth2/token', { ...fields, client_assertion: signed(key, claims()) });
  assert.equal(answer.body.error, 'invalid_client');
  assert.deepEqual(await why(await ask(signed(key, claims()), { client }), client), refusedAs('consent'));
});

test('S007 an application whose people need a second factor takes no assertion for one: nobody showed it', async () => {
  const strict = await trusting();
  await allow(ines, strict, 'read');
  assert.equal((await ask(signed(key, claims()), { client: strict })).status, 200);
  await site.deps.clients.administer(strict.id, { metadata: { requireFactor: true } }, 'administrator');
  const answer = await ask(signed(key, claims()), { client: strict });
  assert.deepEqual(await why(answer, strict), refusedAs('factor'));
});
