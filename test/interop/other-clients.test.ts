import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import fastify from 'fastify';
import { REDIRECT, type TestClient } from '../support/app.ts';
import { authorize, isActive } from '../support/flow.ts';
import { liveApp } from '../support/live.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

// Libraries that applications are written with, unchanged, over the network. What the example page shows of them is run by
// examples.test.ts; here is what their other methods send.

let site: Awaited<ReturnType<typeof liveApp>>;
let person: Awaited<ReturnType<typeof site.person>>;
let browser: Visitor;
let api: TestClient;

before(async () => {
  site = await liveApp();
  await site.scope('read');
  await site.scope('write');
  person = await site.person();
  browser = await site.signedIn(person);
  api = await site.application(person, { resourceServer: true });
});
after(() => site?.close());

const at = (path: string) => site.issuer + path;

type SimpleTokens = {
  readonly token: { readonly access_token: string; readonly refresh_token: string; readonly scope: string };
  expired(): boolean;
  refresh(params?: { readonly scope: string }): Promise<SimpleTokens>;
  revoke(type: 'access_token' | 'refresh_token'): Promise<unknown>;
  revokeAll(): Promise<unknown>;
};
type SimpleClient = {
  authorizeURL(parameters: Readonly<Record<string, string | readonly string[]>>): string;
  getToken(parameters: Readonly<Record<string, string>>): Promise<SimpleTokens>;
};
type SimpleOptions = { readonly auth: object; readonly client: object; readonly options: object };
type FastifyPlugin = {
  getAccessTokenFromAuthorizationCodeFlow(request: unknown): Promise<SimpleTokens>;
  getNewAccessTokenUsingRefreshToken(tokens: SimpleTokens['token'], more: object): Promise<SimpleTokens>;
  revokeToken(tokens: SimpleTokens['token'], type: 'access_token' | 'refresh_token'): Promise<unknown>;
};
type ArcticTokens = { accessToken(): string; refreshToken(): string; scopes(): readonly string[] };
type ArcticClient = {
  createAuthorizationURLWithPKCE(url: string, state: string, s256: 0, verifier: string, scopes: readonly string[]): URL;
  validateAuthorizationCode(url: string, code: string, verifier: string): Promise<ArcticTokens>;
  refreshAccessToken(url: string, token: string, scopes: readonly string[]): Promise<ArcticTokens>;
  revokeToken(url: string, token: string): Promise<void>;
};
type OldTokens = {
  readonly accessToken: string;
  readonly refreshToken: string;
  readonly data: Readonly<Record<string, string>>;
  refresh(): Promise<OldTokens>;
};
type OldClient = {
  readonly code: { getUri(): string; getToken(url: string): Promise<OldTokens> };
  readonly credentials: { getToken(options: { readonly scopes: readonly string[] }): Promise<OldTokens> };
};

// With types of our own: of what is used here, and no compiler option has to suit theirs.
const load = createRequire(import.meta.url);
const simple: Readonly<
  Record<'AuthorizationCode' | 'ClientCredentials', new (options: SimpleOptions) => SimpleClient>
> = load('simple-oauth2');
const ClientOAuth2: new (options: Readonly<Record<string, unknown>>) => OldClient = load('client-oauth2');
const arctic: {
  readonly OAuth2Client: new (id: string, secret: string | null, redirectUri: string) => ArcticClient;
  readonly CodeChallengeMethod: { readonly S256: 0 };
  generateState(): string;
  generateCodeVerifier(): string;
} = load('arctic');

function simpleOptions({ id, secret }: TestClient, authorizationMethod: string): SimpleOptions {
  return {
    client: { id, secret },
    auth: { tokenHost: site.issuer, tokenPath: '/oauth2/token', revokePath: '/oauth2/revoke' },
    options: { authorizationMethod },
  };
}

for (const method of ['header', 'body']) {
  test(`simple-oauth2 with credentials in the ${method}: code, refresh with fewer scopes, revocation`, async () => {
    const registered = await site.application(person);
    const { auth, ...options } = simpleOptions(registered, method);
    const client = new simple.AuthorizationCode({ ...options, auth: { ...auth, authorizePath: '/oauth2/authorize' } });
    const leave = client.authorizeURL({ redirect_uri: REDIRECT, scope: ['read', 'write'], state: 'kept' });
    const back = await authorize(browser, leave);
    assert.equal(back.searchParams.get('state'), 'kept');
    const first = await client.getToken({ code: back.searchParams.get('code') ?? '', redirect_uri: REDIRECT });
    assert.equal(first.expired(), false);
    assert.equal(first.token.scope, 'read write');
    const next = await first.refresh({ scope: 'read' });
    assert.equal(next.token.scope, 'read');
    await next.revoke('access_token');
    assert.equal(await isActive(site, api, next.token.access_token), false);
    assert.equal(await isActive(site, api, first.token.access_token), true);
    await next.revokeAll();
    assert.equal(await isActive(site, api, first.token.access_token), false);
    await assert.rejects(next.refresh());
  });

  test(`simple-oauth2 with credentials in the ${method}: client credentials`, async () => {
    const client = new simple.ClientCredentials(simpleOptions(await site.application(person), method));
    const { token } = await client.getToken({ scope: 'write' });
    assert.equal(token.scope, 'write');
    assert.equal(await isActive(site, api, token.access_token), true);
  });
}

test('@fastify/oauth2 refreshes and revokes', async () => {
  const registered = await site.application(person);
  const { client } = simpleOptions(registered, 'header');
  const auth = { authorizePath: '/oauth2/authorize', tokenPath: '/oauth2/token', revokePath: '/oauth2/revoke' };
  const app = fastify();
  await app.register(load('@fastify/oauth2'), {
    name: 'latchkey',
    credentials: { client, auth: { tokenHost: site.issuer, ...auth } },
    scope: ['read'],
    pkce: 'S256',
    startRedirectPath: '/login',
    callbackUri: REDIRECT,
  });
  const plugin = (app as unknown as { readonly latchkey: FastifyPlugin }).latchkey;
  app.get('/callback', async (request) => (await plugin.getAccessTokenFromAuthorizationCodeFlow(request)).token);
  const local = visitor(app);
  const back = await authorize(browser, (await local.get('/login')).location);
  const first = JSON.parse((await local.get(`/callback${back.search}`)).body);
  const { token: next } = await plugin.getNewAccessTokenUsingRefreshToken(first, {});
  await plugin.revokeToken(next, 'access_token');
  assert.equal(await isActive(site, api, next.access_token), false);
  assert.equal(await isActive(site, api, first.access_token), true);
  await plugin.revokeToken(next, 'refresh_token');
  assert.equal(await isActive(site, api, first.access_token), false);
  await app.close();
});

for (const confidential of [true, false]) {
  const kind = confidential ? 'confidential' : 'public';
  test(`arctic, which does not encode Basic: code with PKCE, refresh and revocation of a ${kind} client`, async () => {
    const { id, secret } = await site.application(person, { confidential });
    const client = new arctic.OAuth2Client(id, confidential ? secret : null, REDIRECT);
    const [state, verifier] = [arctic.generateState(), arctic.generateCodeVerifier()];
    const { S256 } = arctic.CodeChallengeMethod;
    const leave = client.createAuthorizationURLWithPKCE(at('/oauth2/authorize'), state, S256, verifier, ['read']);
    const back = await authorize(browser, leave.href);
    assert.equal(back.searchParams.get('state'), state);
    const code = back.searchParams.get('code') ?? '';
    const first = await client.validateAuthorizationCode(at('/oauth2/token'), code, verifier);
    assert.deepEqual(first.scopes(), ['read']);
    const next = await client.refreshAccessToken(at('/oauth2/token'), first.refreshToken(), []);
    assert.equal(await isActive(site, api, next.accessToken()), true);
    await client.revokeToken(at('/oauth2/revoke'), next.refreshToken());
    assert.equal(await isActive(site, api, next.accessToken()), false);
  });
}

test('client-oauth2, which sends an empty state: code, refresh, and client credentials', async () => {
  const { id, secret } = await site.application(person);
  const client = new ClientOAuth2({
    clientId: id,
    clientSecret: secret,
    accessTokenUri: at('/oauth2/token'),
    authorizationUri: at('/oauth2/authorize'),
    redirectUri: REDIRECT,
    scopes: ['read', 'write'],
  });
  const leave = client.code.getUri();
  assert.equal(new URL(leave).searchParams.get('state'), '');
  const back = await authorize(browser, leave);
  assert.equal(back.searchParams.get('state'), '', 'it is given back');
  const first = await client.code.getToken(back.href);
  assert.equal(await isActive(site, api, first.accessToken), true);
  const next = await first.refresh();
  assert.notEqual(next.refreshToken, first.refreshToken);
  assert.equal(next.data['scope'], 'read write');
  const own = await client.credentials.getToken({ scopes: ['write'] });
  assert.equal(own.data['scope'], 'write');
});
