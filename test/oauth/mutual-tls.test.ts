import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import type { ClientMetadata } from '../../src/oauth/model/client-metadata.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { clientCert, ONE, TWO } from '../support/certificates.ts';
import { form, raw } from '../support/raw.ts';

const PROXY = '192.0.2.1';
const DN = 'CN=worker-one,O=Open\\, Field,C=FR';
let site: TestApp;
let ines: User;
before(async () => {
  site = await testApp({ env: { MUTUAL_TLS_HEADER: 'Client-Cert', TRUST_PROXY: PROXY } });
  await site.scope('read');
  await site.scope('write');
  ines = await site.person();
});
after(() => site.close());

async function client(authMethods: readonly string[], metadata: Partial<ClientMetadata>) {
  const made = await site.application(ines, { confidential: !authMethods.includes('none') });
  const changed = await site.deps.clients.administer(made.id, { authMethods, metadata }, 'administrator');
  assert.equal(changed.outcome, 'changed');
  return made;
}

function ask(id: string, headers: Readonly<Record<string, string>> = {}, remoteAddress = PROXY, more = {}) {
  const body = form({ grant_type: 'client_credentials', client_id: id, ...more });
  // X-Forwarded-For: failures are counted by address.
  return raw(
    site,
    body,
    { 'x-forwarded-for': `10.9.${(Math.random() * 250) | 0}.${(Math.random() * 250) | 0}`, ...headers },
    { remoteAddress },
  );
}

test('S034 S036 a certificate authenticates by a name in it that is registered, when a trusted proxy hands it on', async () => {
  const names: readonly Partial<ClientMetadata>[] = [
    { tlsClientAuthSubjectDn: DN },
    { tlsClientAuthSubjectDn: 'cn=worker-one, o = Open\\, Field , C=FR' },
    { tlsClientAuthSanDns: 'WORKER-one.example' },
    { tlsClientAuthSanUri: 'spiffe://example/worker-one' },
    { tlsClientAuthSanEmail: 'worker@one.example' },
  ];
  const unknown = await ask('lk_ci_nobody', clientCert(ONE));
  assert.deepEqual([unknown.status, unknown.error], [401, 'invalid_client']);
  for (const metadata of names) {
    const { id, secret } = await client(['tls_client_auth'], metadata);
    const told = JSON.stringify(metadata);
    assert.equal((await ask(id, clientCert(ONE))).status, 200, told);
    const refused = [
      await ask(id, clientCert(TWO)),
      await ask(id),
      await ask(id, clientCert(ONE), '192.0.2.2'),
      await ask(id, { 'client-cert': ONE }),
      await ask(id, { 'client-cert': `:${ONE}:, :${TWO}:` }),
      await ask(id, { 'client-cert': `:${ONE.slice(0, 200)}:` }),
      await ask(id, { 'client-cert': '::' }),
      await ask(id, {}, PROXY, { client_secret: secret }),
    ];
    for (const { status, text } of refused) assert.deepEqual([status, text], [401, unknown.text], told);
  }
  const nameless = await client(['tls_client_auth'], {});
  assert.equal((await ask(nameless.id, clientCert(ONE))).status, 401, 'nothing registered is not everything');
  const both = await client(['tls_client_auth'], { tlsClientAuthSubjectDn: DN, tlsClientAuthSanDns: 'other.example' });
  assert.equal((await ask(both.id, clientCert(ONE))).status, 401);
  const part = await client(['tls_client_auth'], { tlsClientAuthSubjectDn: 'CN=worker-one' });
  assert.equal((await ask(part.id, clientCert(ONE))).status, 401, 'a name is compared whole');
});

test('S034 a self-signed certificate authenticates where it is registered itself, and a failed one leaves no other way', async () => {
  const { publicKey } = new X509Certificate(Buffer.from(ONE, 'base64'));
  const jwks = { keys: [{ ...publicKey.export({ format: 'jwk' }), x5c: [ONE] }] };
  const own = await client(['self_signed_tls_client_auth'], { jwks });
  assert.equal((await ask(own.id, clientCert(ONE))).status, 200);
  assert.equal((await ask(own.id, clientCert(TWO))).status, 401);
  const keyOnly = await client(['self_signed_tls_client_auth'], {
    jwks: { keys: [{ ...jwks.keys[0], x5c: undefined }] },
  });
  assert.equal((await ask(keyOnly.id, clientCert(ONE))).status, 401);
  const either = await client(['none', 'tls_client_auth'], { tlsClientAuthSubjectDn: DN });
  assert.equal((await ask(either.id)).error, 'unauthorized_client', 'by its name alone, and it has no such grant');
  assert.equal((await ask(either.id, clientCert(TWO))).error, 'invalid_client');
  // A certificate says nothing where another way is tried, which then is the way.
  const secret = await site.application(ines);
  assert.equal((await ask(secret.id, clientCert(TWO), PROXY, { client_secret: secret.secret })).status, 200);
  assert.equal((await ask(secret.id, clientCert(ONE))).status, 401);
  const asked = await ask(own.id, clientCert(ONE), PROXY, { client_secret: own.secret });
  assert.equal(asked.status, 401);
});

test('tokens are bound to the certificate of whoever wants that: introspection says so, and none comes without (RFC 8705 §3)', async () => {
  const bound = { tlsClientCertificateBoundAccessTokens: true };
  const { id } = await client(['tls_client_auth'], { tlsClientAuthSubjectDn: DN, ...bound });
  const token = JSON.parse((await ask(id, clientCert(ONE))).text).access_token;
  const url = { url: '/oauth2/introspect', remoteAddress: PROXY };
  const told = JSON.parse((await raw(site, form({ token, client_id: id }), clientCert(ONE), url)).text);
  const thumbprint = new X509Certificate(Buffer.from(ONE, 'base64')).fingerprint256.replaceAll(':', '');
  assert.deepEqual(told.cnf, { 'x5t#S256': Buffer.from(thumbprint, 'hex').toString('base64url') });
  assert.equal(told.token_type, 'Bearer');
  const bySecret = await client(['client_secret_post'], bound);
  const without = await ask(bySecret.id, {}, PROXY, { client_secret: bySecret.secret });
  assert.deepEqual([without.status, without.error], [400, 'invalid_request']);
  const metadata = (await site.app.inject('/.well-known/oauth-authorization-server')).json();
  assert.equal(metadata.tls_client_certificate_bound_access_tokens, true);
  assert.ok(metadata.token_endpoint_auth_methods_supported.includes('self_signed_tls_client_auth'));
});
