import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import * as oauth from 'oauth4webapi';
import { REDIRECT } from '../support/app.ts';
import { authorize } from '../support/flow.ts';
import { liveApp } from '../support/live.ts';
import type { Visitor } from '../support/visitor.ts';

// A client that is not ours pushes a request that it signed, and takes an answer that the server signed.

let site: Awaited<ReturnType<typeof liveApp>>;
let browser: Visitor;
let server: oauth.AuthorizationServer;
const overHttp = { [oauth.allowInsecureRequests]: true }; // the issuer of a test is not https

before(async () => {
  site = await liveApp();
  await site.scope('read');
  const issuer = new URL(site.issuer);
  const found = await oauth.discoveryRequest(issuer, { algorithm: 'oauth2', ...overHttp });
  server = await oauth.processDiscoveryResponse(issuer, found);
});
after(() => site?.close());

test('S089 S093 a request that was signed and pushed gets a signed answer, by another implementation of all three', async () => {
  const ines = await site.person();
  browser = await site.signedIn(ines);
  const registered = await site.application(ines, { scopes: ['read'] });
  const pair = await oauth.generateKeyPair('ES256');
  const keys = [{ ...(await crypto.subtle.exportKey('jwk', pair.publicKey)), kid: 'first' }];
  const metadata = {
    jwks: { keys },
    requireSignedRequestObject: true,
    requirePushedAuthorizationRequests: true,
    authorizationSignedResponseAlg: 'ES256',
  };
  await site.deps.clients.administer(registered.id, { metadata, authMethods: ['private_key_jwt'] }, 'administrator');
  const key = { key: pair.privateKey, kid: 'first' };
  const client = { client_id: registered.id, authorization_signed_response_alg: 'ES256' };
  const as = oauth.PrivateKeyJwt(key);
  const verifier = oauth.generateRandomCodeVerifier();
  const state = oauth.generateRandomState();
  const asked = {
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: 'read',
    state,
    response_mode: 'jwt',
    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
    code_challenge_method: 'S256',
  };
  const request = await oauth.issueRequestObject(server, client, asked, key);
  const sent = await oauth.pushedAuthorizationRequest(server, client, as, { request }, overHttp);
  const pushed = await oauth.processPushedAuthorizationResponse(server, client, sent);
  const leave = new URL(server.authorization_endpoint ?? '');
  leave.search = new URLSearchParams({ client_id: client.client_id, request_uri: pushed.request_uri }).toString();
  const back = await authorize(browser, leave.href);
  const answer = await oauth.validateJwtAuthResponse(server, client, back, state, overHttp);
  const response = await oauth.authorizationCodeGrantRequest(server, client, as, answer, REDIRECT, verifier, overHttp);
  const tokens = await oauth.processAuthorizationCodeResponse(server, client, response);
  assert.equal(tokens.scope, 'read');
});
