import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { keyring } from '../../src/oauth/keyring.ts';
import { SIGNING_ALGS } from '../../src/oauth/model/signing-key.ts';
import {
  AFTER_THE_OTHERS_SECONDS,
  ANNOUNCED_SECONDS,
  HURRIED_SECONDS,
  ROTATED_SECONDS,
  revokeKey,
  rotateKey,
  rotateKeys,
} from '../../src/oauth/signing-keys.ts';
import { deriveKeys } from '../../src/secrets.ts';
import { openDatabase } from '../../src/storage/engine/database.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import { resealSigningKeys, signingKeyStore } from '../../src/storage/signing-key.ts';
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

test('S082 a new key is published by every instance before it signs, and the one before until all that it signed has expired', async () => {
  const signingKeys = signingKeyStore(database, { keys: deriveKeys([SECRET]) });
  let ms = Date.now();
  const rings = [0, 1].map(() => keyring({ signingKeys, now: () => new Date(ms) }));
  const published = async () => Promise.all(rings.map(async (ring) => (await ring.jwks()).keys.map(({ kid }) => kid)));
  const signing = async () => new Set(await Promise.all(rings.map(async (ring) => (await ring.signer('ES256')).kid)));
  const [before = ''] = await signing();
  await published();
  const seen = await signingKeys.list(); // both decide by the same keys, or it is no race
  const racing = { signingKeys: { ...signingKeys, list: async () => seen } };
  const [next, raced] = await Promise.all(
    [0, 1].map(() => rotateKey('ES256', { atOnce: false }, 'administrator', racing)),
  );
  const added = next ?? raced;
  assert.ok(added && !(next && raced), 'a generation is one key');
  ms += 1001;
  for (const kids of await published()) assert.ok(kids.includes(added.kid) && kids.includes(before));
  assert.deepEqual(await signing(), new Set([before]));
  ms += ANNOUNCED_SECONDS * 1000;
  assert.deepEqual(await signing(), new Set([added.kid]));
  ms += 30 * 86_400_000; // an access token that was signed at the last moment ends now
  for (const kids of await published()) assert.ok(kids.includes(before));
  ms += 2 * 86_400_000;
  for (const kids of await published()) assert.ok(!kids.includes(before) && kids.includes(added.kid));
});

test('S082 the server brings the next key by itself, a day before it signs', async () => {
  const later = openDatabase({ url: own.url, max: 2, onIdleError: () => {}, offsetMs: (ROTATED_SECONDS + 60) * 1000 });
  try {
    const signingKeys = signingKeyStore(later, { keys: deriveKeys([SECRET]) });
    const ring = keyring({ signingKeys, now: () => later.now() });
    const published = (await ring.jwks()).keys.filter(({ alg }) => alg === 'EdDSA').map(({ kid }) => kid);
    assert.equal(published.length, 2);
    assert.equal((await ring.signer('EdDSA')).kid, published[0]);
    await later.pool.query('DELETE FROM signing_keys WHERE kid = $1', [published[1]]);
  } finally {
    await later.close();
  }
});

for (const [atOnce, publishedIn, signsIn] of [
  [false, AFTER_THE_OTHERS_SECONDS.announced, ANNOUNCED_SECONDS],
  [true, AFTER_THE_OTHERS_SECONDS.hurried, HURRIED_SECONDS],
] as const) {
  test(`S082 where all keys are rotated${atOnce ? ' in a hurry' : ''} the Ed25519 key is published after the others, and still before it signs`, async () => {
    const own = await testDatabase(); // keys of its own: what is published is counted
    const database = openDatabase({ url: own.url, max: 2, onIdleError: () => {}, offsetMs: 0 });
    try {
      const signingKeys = signingKeyStore(database, { keys: deriveKeys([SECRET]) });
      let ms = Date.now();
      const ring = keyring({ signingKeys, now: () => new Date(ms) });
      const published = async () => (await ring.jwks()).keys.map(({ kid }) => kid);
      const before = await published();
      ms = Date.now() + 1; // the first ones sign at once, from when they were stored
      const signed = (await ring.signer('EdDSA')).kid;
      const rotated = await rotateKeys({ atOnce }, 'administrator', { signingKeys });
      assert.deepEqual(rotated.map(({ alg }) => alg).sort(), [...SIGNING_ALGS].sort());
      const added = rotated.flatMap(({ key }) => (key ? [key] : []));
      const late = added.find(({ alg }) => alg === 'EdDSA');
      assert.ok(late && added.length === SIGNING_ALGS.length);
      const others = added.flatMap(({ alg, kid }) => (alg === 'EdDSA' ? [] : [kid]));
      const sorted = (kids: readonly string[]) => [...kids].sort();
      const stored = (await signingKeys.list()).find(({ kid }) => kid === late.kid);
      assert.ok(stored?.publishedAt);
      const seconds = (from: Date, to: Date) => Math.round((to.getTime() - from.getTime()) / 1000);
      assert.equal(seconds(stored.createdAt, stored.publishedAt), publishedIn);
      assert.equal(seconds(stored.publishedAt, stored.signsAt), signsIn);
      ms = stored.publishedAt.getTime() - 1;
      assert.deepEqual(sorted(await published()), sorted([...before, ...others]));
      ms = stored.signsAt.getTime() - 1;
      assert.deepEqual(sorted(await published()), sorted([...before, ...others, late.kid]));
      assert.equal((await ring.signer('EdDSA')).kid, signed);
      ms += 1001;
      assert.equal((await ring.signer('EdDSA')).kid, late.kid);
    } finally {
      await database.close();
      await own.drop();
    }
  });
}

test('S082 a key of the release before, which did not say when it is published, is published at once', async () => {
  const signingKeys = signingKeyStore(database, { keys: deriveKeys([SECRET]) });
  const key = await rotateKey('EdDSA', { atOnce: false, publishedIn: 3600 }, 'administrator', { signingKeys });
  assert.ok(key);
  const isPublished = async () =>
    (await keyring({ signingKeys, now: () => database.now() }).jwks()).keys.some(({ kid }) => kid === key.kid);
  assert.equal(await isPublished(), false);
  await database.pool.query('UPDATE signing_keys SET published_at = NULL WHERE kid = $1', [key.kid]);
  assert.equal(await isPublished(), true);
});

test('S082 a key that leaked is gone from every instance within a second, and another one signs in its place', async () => {
  const signingKeys = signingKeyStore(database, { keys: deriveKeys([SECRET]) });
  let ms = Date.now();
  const rings = [0, 1].map(() => keyring({ signingKeys, now: () => new Date(ms) }));
  const [leaked] = await Promise.all(rings.map((ring) => ring.signer('PS256')));
  assert.ok(leaked);
  const { rows: before } = await database.pool.query('SELECT FROM audit_events WHERE event = $1', ['key.revoked']);
  const revoked = await Promise.all([0, 1].map(() => revokeKey(leaked.kid, 'administrator', { signingKeys })));
  assert.deepEqual(revoked.sort(), [false, true]);
  const { rows: after } = await database.pool.query('SELECT FROM audit_events WHERE event = $1', ['key.revoked']);
  assert.equal(after.length - before.length, 1);
  ms = Date.now() + 1001; // the replacement signs from now on, by the clock of the database
  for (const ring of rings) {
    assert.ok(!(await ring.jwks()).keys.some(({ kid }) => kid === leaked.kid));
    assert.notEqual((await ring.signer('PS256')).kid, leaked.kid);
  }
  const { rows } = await database.pool.query('SELECT private_key FROM signing_keys WHERE kid = $1', [leaked.kid]);
  assert.equal(rows[0].private_key.length, 0);
});

test('S082 a key that signs no more keeps its public part alone, and whoever changes SECRET finds nothing amiss', async () => {
  const signingKeys = signingKeyStore(database, { keys: deriveKeys([SECRET]) });
  const ring = keyring({ signingKeys, now: () => database.now() });
  await ring.jwks();
  const { kid } = await ring.signer('ES256');
  const next = await rotateKey('ES256', { atOnce: true }, 'administrator', { signingKeys });
  assert.ok(next);
  assert.equal((await purge(database))['signing_keys'], 0);
  const later = openDatabase({ url: own.url, max: 2, onIdleError: () => {}, offsetMs: 2 * 86_400_000 });
  try {
    assert.ok(((await purge(later))['signing_keys'] ?? 0) >= 1);
    const { rows } = await database.pool.query('SELECT kid FROM signing_keys WHERE length(private_key) = 0');
    assert.ok(rows.some((row) => row.kid === kid) && !rows.some((row) => row.kid === next.kid));
    const then = keyring({ signingKeys, now: () => later.now() });
    assert.ok((await then.jwks()).keys.some((key) => key.kid === kid));
    assert.equal((await then.signer('ES256')).kid, next.kid);
    assert.equal((await resealSigningKeys(database, deriveKeys([SECRET]))).unreadable, 0);
  } finally {
    await later.close();
  }
});

test('S073 S148 private parts are encrypted: another SECRET signs nothing, and a new one takes them over', async () => {
  const other = deriveKeys([`${SECRET}!`]);
  const ring = keyring({ signingKeys: signingKeyStore(database, { keys: other }), now: () => new Date() });
  assert.ok((await ring.jwks()).keys.length >= 4);
  await assert.rejects(ring.signer('RS256'), /SECRET does not open the key for RS256.*key rotate/);
  const { rows } = await database.pool.query<{ private_key: Buffer }>('SELECT private_key FROM signing_keys');
  for (const { private_key: sealed } of rows) assert.doesNotMatch(sealed.toString('latin1'), /"d"|"kty"/);
  const both = deriveKeys([`${SECRET}!`, SECRET]);
  const { resealed, unreadable } = await resealSigningKeys(database, both);
  assert.ok(resealed >= 4 && unreadable === 0);
  assert.equal((await resealSigningKeys(database, both)).resealed, 0);
  const fresh = keyring({ signingKeys: signingKeyStore(database, { keys: other }), now: () => new Date() });
  assert.equal((await fresh.signer('RS256')).alg, 'RS256');
});
