import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readConfig } from '../../src/config.ts';
import type { Client } from '../../src/oauth/model/client.ts';
import { NO_METADATA } from '../../src/oauth/model/client-metadata.ts';
import { PROFILES, type Profile, profileOf, underProfile, unmet } from '../../src/oauth/profile.ts';
import { unmetSentence } from '../../src/web/words/en/profile.ts';

const CODE_SECONDS = 120;
const base = {
  id: 'one',
  confidential: true,
  redirectUris: ['https://app.example/callback'],
  grants: ['authorization_code', 'refresh_token'],
  authMethods: ['private_key_jwt'],
  requirePkce: false,
  dialect: undefined,
  accessTokenSeconds: undefined,
  codeSeconds: undefined,
  metadata: { ...NO_METADATA, jwksUri: 'https://app.example/jwks' },
} as unknown as Client;

const under = (client: Client, profile: Profile) => underProfile(client, { profile, codeSeconds: CODE_SECONDS });
const withProfile = (profile: Profile, more: Partial<Client> = {}): Client => {
  const client = { ...base, ...more };
  return { ...client, metadata: { ...client.metadata, profile } };
};

test('the stricter profile counts: that of the application or that of the server', () => {
  for (const [at, own] of PROFILES.entries()) {
    for (const [other, server] of PROFILES.entries()) {
      const expected = PROFILES[Math.max(at, other)];
      assert.equal(profileOf(withProfile(own), { profile: server }), expected);
      assert.equal(under(withProfile(own), server).metadata.profile, expected);
    }
  }
  assert.equal(under(base, 'standard'), base, 'nothing is changed where nothing is asked');
});

test('OAuth 2.1 turns PKCE on and takes away what it has no word for', () => {
  const old = {
    ...base,
    grants: [...base.grants, 'password', 'implicit'],
    dialect: { name: 'x', expiresAt: undefined },
  };
  const { requirePkce, grants, dialect, metadata } = under(old, 'oauth-2.1');
  assert.deepEqual([requirePkce, grants, dialect], [true, base.grants, undefined]);
  assert.equal(metadata.dpopBoundAccessTokens, false);
  const missing = unmet(old, 'oauth-2.1');
  assert.deepEqual(
    missing.map(({ id, values }) => [id, ...values]),
    [
      ['grants', 'password', 'implicit'],
      ['dialect', 'x'],
    ],
  );
});

test('FAPI 2.0 turns pushed requests, bound tokens, short codes and strong algorithms on', () => {
  const client = under(withProfile('fapi-2', { codeSeconds: 300, accessTokenSeconds: 'never' }), 'standard');
  const { metadata } = client;
  assert.deepEqual([client.requirePkce, client.codeSeconds, client.accessTokenSeconds], [true, 60, undefined]);
  assert.deepEqual([metadata.requirePushedAuthorizationRequests, metadata.dpopBoundAccessTokens], [true, true]);
  assert.equal(metadata.idTokenSignedResponseAlg, 'PS256');
  assert.equal(under(base, 'fapi-2').codeSeconds, 60, 'also where the server has longer ones');
  assert.equal(under({ ...base, codeSeconds: 20 }, 'fapi-2').codeSeconds, 20);
  const byCertificate = { ...base, metadata: { ...base.metadata, tlsClientCertificateBoundAccessTokens: true } };
  assert.equal(under(byCertificate, 'fapi-2').metadata.dpopBoundAccessTokens, false, 'one of the two is enough');
  const es256 = { ...base, metadata: { ...base.metadata, idTokenSignedResponseAlg: 'ES256' } };
  assert.equal(under(es256, 'fapi-2').metadata.idTokenSignedResponseAlg, 'ES256');
  const mixed = ['https://app.example/', 'http://127.0.0.1/x', 'com.example.app:/x', 'urn:ietf:wg:oauth:2.0:oob'];
  assert.deepEqual(under({ ...base, redirectUris: mixed }, 'fapi-2').redirectUris, ['https://app.example/']);
  const methods = ['client_secret_basic', 'none', 'private_key_jwt', 'tls_client_auth'];
  assert.deepEqual(under({ ...base, authMethods: methods }, 'fapi-2').authMethods, [
    'private_key_jwt',
    'tls_client_auth',
  ]);
});

test('what is missing of FAPI 2.0 is said, each in a sentence', () => {
  assert.deepEqual(unmet(base, 'fapi-2'), []);
  assert.deepEqual(unmet(base, 'standard'), []);
  const table: readonly (readonly [string, Partial<Client>])[] = [
    ['public', { confidential: false, authMethods: ['none'] }],
    ['auth-methods', { authMethods: ['client_secret_basic'] }],
    ['keys', { metadata: NO_METADATA }],
    ['redirect-uris', { redirectUris: ['https://app.example/', 'http://127.0.0.1/x'] }],
    ['endless-tokens', { accessTokenSeconds: 'never' }],
    ['signing-algs', { metadata: { ...base.metadata, userinfoSignedResponseAlg: 'RS256' } }],
    ['signing-algs', { metadata: { ...base.metadata, tokenEndpointAuthSigningAlg: 'RS512' } }],
    ['grants', { grants: ['implicit'] }],
    ['dialect', { dialect: { name: 'x', expiresAt: undefined } }],
  ];
  for (const [id, more] of table) {
    const missing = unmet({ ...base, ...more }, 'fapi-2');
    assert.deepEqual(
      missing.map((each) => each.id),
      [id],
    );
    for (const each of missing) assert.match(unmetSentence(each), /\.$/);
  }
});

test('a server that is kept to a profile does not start with what the profile rules out', () => {
  const problems = (env: Readonly<Record<string, string>>) => {
    const read = readConfig(env);
    return 'problems' in read ? read.problems.map(({ name }) => name) : [];
  };
  for (const SECURITY_PROFILE of ['oauth-2.1', 'fapi-2']) {
    assert.deepEqual(problems({ SECURITY_PROFILE }), []);
    assert.deepEqual(problems({ SECURITY_PROFILE, LEGACY_GRANTS: 'implicit' }), ['LEGACY_GRANTS']);
    assert.deepEqual(problems({ SECURITY_PROFILE, OAUTH1: 'on' }), ['OAUTH1']);
  }
  assert.deepEqual(problems({ SECURITY_PROFILE: 'fapi-1' }), ['SECURITY_PROFILE']);
});
