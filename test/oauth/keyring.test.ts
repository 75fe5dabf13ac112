import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { KEYS_KNOWN_SECONDS, keyring, newSigningKey } from '../../src/oauth/keyring.ts';
import { SIGNING_ALGS } from '../../src/oauth/model/signing-key.ts';
import { deriveKeys } from '../../src/secrets.ts';
import { openDatabase } from '../../src/storage/engine/database.ts';
import { signingKeyStore } from '../../src/storage/signing-key.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';

const SECRET = 'a secret of at least thirty-two characters';
let own: TestDatabase;
let database: ReturnType<typeof openDatabase>;
before(async () => {
  own = await testDatabase();
  database = openDatabase({ url: own.url, max: 4, onIdleError: () => {}, offsetMs: 0 });
});
after(async () => {
  await database.close();
  await own.drop();
});

test('S081 two instances that start together have one key of each algorithm, and publish public members alone', async () => {
  const store = signingKeyStore(database, { keys: deriveKeys([SECRET]) });
  const rings = [0, 1].map(() => keyring({ signingKeys: store, now: () => new Date() }));
  const [one, other] = await Promise.all(rings.map((ring) => ring.jwks()));
  assert.deepEqual(one, other);
  const { keys } = one ?? { keys: [] };
  assert.deepEqual(keys.map(({ alg }) => alg).sort(), [...SIGNING_ALGS].sort());
  assert.equal(new Set(keys.map(({ kid }) => kid)).size, keys.length);
  const allowed = new Set(['kty', 'kid', 'alg', 'use', 'n', 'e', 'crv', 'x', 'y']);
  for (const key of keys)
    assert.deepEqual(
      Object.keys(key).filter((name) => !allowed.has(name)),
      [],
    );
  for (const key of keys)
    if (key['kty'] === 'RSA') assert.equal(Buffer.from(String(key['n']), 'base64url').length, 256);
});

test('what every algorithm signs verifies against the published keys, and says what it is', async () => {
  const ring = keyring({
    signingKeys: signingKeyStore(database, { keys: deriveKeys([SECRET]) }),
    now: () => new Date(),
  });
  const set = createLocalJWKSet(structuredClone(await ring.jwks()) as Parameters<typeof createLocalJWKSet>[0]);
  for (const alg of SIGNING_ALGS) {
    const jws = await (await ring.signer(alg)).sign(Buffer.from('{"sub":"somebody"}'), 'at+jwt');
    const { payload } = await jwtVerify(jws, set, { typ: 'at+jwt', algorithms: [alg] });
    assert.equal(payload.sub, 'somebody');
  }
});

test('S082 a new key is published at once by every instance, and signs from its time on', async () => {
  const store = signingKeyStore(database, { keys: deriveKeys([SECRET]) });
  let ms = Date.now();
  const ring = keyring({ signingKeys: store, now: () => new Date(ms) });
  const before = (await ring.signer('ES256')).kid;
  const next = await newSigningKey('ES256', { generation: 2, signsIn: 3600 });
  assert.ok(await store.add(next));
  assert.equal(
    await store.add(await newSigningKey('ES256', { generation: 2, signsIn: 0 })),
    false,
    'a generation is one key',
  );
  ms += (KEYS_KNOWN_SECONDS + 1) * 1000;
  await ring.jwks(); // begins to read again, aside
  while (!(await ring.jwks()).keys.some(({ kid }) => kid === next.kid)) await new Promise((done) => setImmediate(done));
  assert.equal((await ring.signer('ES256')).kid, before, 'it is known before it signs');
  ms += 3600_000;
  assert.equal((await ring.signer('ES256')).kid, next.kid);
});

test('S073 the private parts are encrypted: another SECRET signs nothing, and still publishes', async () => {
  const ring = keyring({
    signingKeys: signingKeyStore(database, { keys: deriveKeys([`${SECRET}!`]) }),
    now: () => new Date(),
  });
  assert.ok((await ring.jwks()).keys.length >= 4);
  await assert.rejects(ring.signer('RS256'), /no key for RS256.*key rotate/);
  const { rows } = await database.pool.query<{ private_key: Buffer }>('SELECT private_key FROM signing_keys');
  for (const { private_key: sealed } of rows) assert.doesNotMatch(sealed.toString('latin1'), /"d"|"kty"/);
});
