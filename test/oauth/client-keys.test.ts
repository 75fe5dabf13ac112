import assert from 'node:assert/strict';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { clientKeys } from '../../src/oauth/client-keys.ts';
import type { Client } from '../../src/oauth/model/client.ts';
import { NO_METADATA } from '../../src/oauth/model/client-metadata.ts';
import { JwtRefused, verifyJwt } from '../../src/oauth/verify-jwt.ts';
import { outbound } from '../../src/outbound/index.ts';
import { testApp } from '../support/app.ts';
import { keyPair, type Pair, signed } from '../support/confusions.ts';
import { noHttps, selfSigned } from '../support/https-before.ts';
import { form, raw } from '../support/raw.ts';

const HOST = 'keys.example';
const TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';
let server: https.Server;
let port = 0;
let ca = '';
let published: unknown;
let fetches = 0;
let connections = 0;
let time = Date.now();

before(async () => {
  if (noHttps) return;
  const made = selfSigned(HOST);
  ca = made.cert;
  server = https.createServer({ key: made.key, cert: ca }, (_, response) => {
    fetches += 1;
    response.end(JSON.stringify(published));
  });
  server.on('connection', () => {
    connections += 1;
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  ({ port } = server.address() as AddressInfo);
});
after(() => {
  server?.closeAllConnections();
  server?.close();
});

const options = { skip: noHttps };

test('S083 an unknown kid has the keys of a client fetched again once a minute, and a key that was removed ends with the cache', async (t) => {
  if (noHttps) return t.skip(noHttps);
  const [first, second] = [keyPair('first'), keyPair('second')];
  const { documents } = outbound({
    allow: [`${HOST}:${port}`],
    now: () => new Date(time),
    onFailure: () => {},
    resolve: async () => [{ address: '127.0.0.1', family: 4 }],
    ca,
  });
  const client = { metadata: { ...NO_METADATA, jwksUri: `https://${HOST}:${port}/` } } as Client;
  const fault = async (pair: Pair, header = {}) => {
    const claims = { exp: Math.floor(time / 1000) + 60 };
    const keysOf = clientKeys(client, documents);
    return verifyJwt(signed(pair, claims, header), { keysOf, types: [undefined], now: new Date(time) }).then(
      () => 'good',
      (error) => (error instanceof JwtRefused ? error.fault : Promise.reject(error)),
    );
  };
  published = { keys: [first.jwk] };
  assert.equal(await fault(first), 'good');
  assert.equal(await fault(first), 'good');
  assert.equal(fetches, 1);
  published = { keys: [second.jwk] };
  assert.equal(await fault(second), 'good', 'a new kid is looked for at once');
  assert.equal(fetches, 2);
  for (let flood = 0; flood < 20; flood += 1) assert.equal(await fault(first, { kid: `k${flood}` }), 'key');
  assert.equal(fetches, 2, 'and no other within a minute');
  assert.equal(await fault(first), 'key', 'it was removed');
  time += 301_000;
  published = { keys: [{ ...first.jwk, d: 'AA' }] };
  assert.equal(await fault(second), 'keys-not-taken');
  published = 'no keys';
  time += 301_000;
  assert.equal(await fault(second), 'keys-not-taken');
  return undefined;
});

test(
  'S098 S036 keys at an address that may not be reached are not asked for, and only the owner hears of it',
  options,
  async () => {
    const site = await testApp();
    try {
      await site.scope('read');
      await site.scope('write');
      const ines = await site.person();
      const { id } = await site.application(ines);
      const metadata = { jwksUri: `https://127.0.0.1:${port}/` };
      await site.deps.clients.administer(id, { metadata, authMethods: ['private_key_jwt'] }, 'administrator');
      const before = connections;
      const ask = (sub: string) => {
        const claims = { iss: sub, sub, aud: site.deps.issuer, exp: Math.floor(Date.now() / 1000) + 60, jti: sub };
        const sent = { client_assertion_type: TYPE, client_assertion: signed(keyPair(), claims) };
        return raw(site, form({ grant_type: 'client_credentials', ...sent }));
      };
      const [known, unknown] = [await ask(id), await ask('lk_ci_nobody')];
      assert.deepEqual([known.status, known.text], [401, unknown.text]);
      assert.equal(connections, before);
      await site.deps.refusals.flush();
      const page = (await (await site.signedIn(ines)).get(`/oauth2/applications/${id}/refusals`)).body;
      assert.match(page, /jwks_uri of the application could not be fetched/);
      assert.match(page, /address-refused/);
    } finally {
      await site.close();
    }
  },
);
