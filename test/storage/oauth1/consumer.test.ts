import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../../src/accounts/user.ts';
import type { ConsumerSettings } from '../../../src/oauth1/model/consumer.ts';
import { registerConsumer, rotateConsumerSecret } from '../../../src/oauth1/register-consumer.ts';
import type { OAuth1Stores } from '../../../src/oauth1/stores.ts';
import { deriveKeys, digest } from '../../../src/secrets.ts';
import { consumerStore } from '../../../src/storage/oauth1/consumer.ts';
import { requestTokenStore } from '../../../src/storage/oauth1/request-token.ts';
import { countUnreadable, resealSecrets } from '../../../src/storage/oauth1/reseal.ts';
import { type TestApp, testApp } from '../../support/app.ts';

const settings: ConsumerSettings = {
  name: 'Mapwright',
  homepage: 'https://mapwright.example/',
  callbackUrl: 'https://mapwright.example/back',
  supportUrl: undefined,
  scopes: ['read'],
  rsaPublicKey: undefined,
};
const page = { page: 1, size: 20 };

let site: TestApp;
let ines: User;
let stores: OAuth1Stores;
before(async () => {
  site = await testApp({ env: { OAUTH1: 'on' } });
  ines = await site.person();
  assert.ok(site.deps.oauth1);
  stores = site.deps.oauth1;
});
after(() => site?.close());

async function register({ inReview = false } = {}) {
  const registered = await registerConsumer({ settings, inReview }, { ownerId: ines.id }, stores);
  if (registered === 'too-many') throw new Error(registered);
  return registered;
}

test('a consumer is its owner’s to keep, and nobody else’s', async () => {
  const { key } = await register();
  const other = await site.person();
  const by = { ownerId: other.id };
  const changed = { ...settings, name: 'Mapwright 2', supportUrl: 'https://mapwright.example/help' };
  assert.equal(await stores.consumers.findOwned(key, other.id), undefined);
  assert.equal(await stores.consumers.change(key, changed, by), false);
  assert.equal(await rotateConsumerSecret({ key, by }, stores), undefined);
  assert.equal(await stores.consumers.delete(key, by), false);
  assert.equal((await stores.consumers.listOwned(other.id, page)).total, 0);

  assert.ok(await stores.consumers.change(key, changed, { ownerId: ines.id }));
  const found = await stores.consumers.findOwned(key, ines.id);
  assert.deepEqual(found, {
    ...changed,
    key,
    ownerId: ines.id,
    ownerName: ines.name,
    plaintextAllowed: false,
    state: 'active',
    verified: false,
    rejectedAt: undefined,
    note: undefined,
    revision: 2,
    createdAt: found?.createdAt,
  });
  assert.ok(await rotateConsumerSecret({ key, by: { ownerId: ines.id } }, stores));
  const [listed] = (await stores.consumers.listOwned(ines.id, page)).consumers;
  assert.deepEqual(listed, { ...found, revision: 3, tokens: 0, lastUsedAt: undefined });
  assert.ok(await stores.consumers.delete(key, { ownerId: ines.id }));
  assert.equal(await stores.consumers.find(key), undefined);
});

test('a consumer in review or disabled signs for nobody', async () => {
  const { key, secret } = await register({ inReview: true });
  const signer = async () => (await stores.requestTokens.findConsumer(key)).signer;
  assert.equal((await stores.consumers.find(key))?.state, 'review');
  assert.equal(await signer(), undefined);
  assert.ok(await stores.consumers.approve(key, 'administrator'));
  assert.equal((await signer())?.consumerSecret, secret);
  assert.ok(await stores.consumers.disable(key, 'administrator'));
  assert.equal((await stores.consumers.find(key))?.state, 'disabled');
  assert.equal(await signer(), undefined);
  assert.ok(await stores.consumers.enable(key, 'administrator'));
  assert.equal((await signer())?.consumerSecret, secret);
  const verified = async () =>
    (await site.database.pool.query('SELECT verified, revision FROM oauth1_consumers WHERE key = $1', [key])).rows;
  assert.deepEqual(await verified(), [{ verified: true, revision: 4 }]);
  assert.ok(await stores.consumers.change(key, { ...settings, callbackUrl: 'https://x.example/' }, 'administrator'));
  assert.deepEqual(await verified(), [{ verified: false, revision: 5 }]);
  for (const wrong of ['', 'lk_ck_x', `${key}\0`]) assert.equal(await stores.consumers.find(wrong), undefined);
});

test('S073 a secret is encrypted, bound to its row and to its key; a tampered byte is refused', async () => {
  const { key, secret } = await register();
  const { key: other } = await register();
  const { pool } = site.database;
  const stored = async (of: string): Promise<Buffer> =>
    (await pool.query('SELECT secret FROM oauth1_consumers WHERE key = $1', [of])).rows[0].secret;
  const sealed = await stored(key);
  assert.equal(sealed.includes(Buffer.from(secret)), false);
  const write = (bytes: Buffer) => pool.query('UPDATE oauth1_consumers SET secret = $2 WHERE key = $1', [key, bytes]);
  const read = async () => (await stores.requestTokens.findConsumer(key)).signer?.consumerSecret;
  for (let at = 0; at < sealed.length; at += 3) {
    const tampered = Buffer.from(sealed);
    tampered[at] = (tampered[at] ?? 0) ^ 1;
    await write(tampered);
    await assert.rejects(read(), `byte ${at}`);
  }
  await write(await stored(other)); // another row's secret
  await assert.rejects(read());
  await write(sealed);
  assert.equal(await read(), secret);

  // The first of the list encrypts, all are understood.
  const [old, renewed] = ['tests-only-0123456789-abcdefghijklmnop', 'another-one-0123456789-abcdefghijklmno'];
  const both = deriveKeys([renewed, old]);
  const rotated = requestTokenStore(site.database, { keys: both, idleSeconds: 60 });
  assert.equal((await rotated.findConsumer(key)).signer?.consumerSecret, secret);
  await consumerStore(site.database, { keys: both }).rotateSecret(key, 'next', 'administrator');
  await assert.rejects(read());
  assert.equal((await rotated.findConsumer(key)).signer?.consumerSecret, 'next');
});

test('S073 once all is encrypted under the new key, the old one can be taken out; what is broken is left and counted', async () => {
  const [old, renewed] = ['tests-only-0123456789-abcdefghijklmnop', 'a-third-one-0123456789-abcdefghijklmno'];
  const both = deriveKeys([renewed, old]);
  const [mine, broken] = [await register(), await register()];
  const { pool } = site.database;
  await pool.query("UPDATE oauth1_consumers SET secret = secret || '\\x00'::bytea WHERE key = $1", [broken.key]);
  const hash = digest('a token');
  const nonce = { hash: digest('a nonce'), timestamp: Date.now() / 1000 };
  const credentials = { value: 'a token', hash, secret: 'its secret' };
  await stores.requestTokens.issue({ consumerKey: mine.key, nonce, credentials, callback: 'oob', seconds: 60 });

  const first = await resealSecrets(site.database, both);
  assert.ok(first.resealed >= 2 && first.unreadable >= 1, JSON.stringify(first));
  assert.deepEqual(await resealSecrets(site.database, both), { resealed: 0, unreadable: first.unreadable });
  const after = requestTokenStore(site.database, { keys: deriveKeys([renewed]), idleSeconds: 60 });
  assert.equal((await after.findConsumer(mine.key)).signer?.consumerSecret, mine.secret);
  assert.equal((await after.findSigner(mine.key, hash)).signer?.tokenSecret, 'its secret');
  await assert.rejects(after.findConsumer(broken.key));
  // What is under a key that is not there is found without opening anything; what is only broken is not.
  const { key } = await register();
  const before = await countUnreadable(pool, both);
  assert.equal(await countUnreadable(pool, deriveKeys([renewed])), before + 2, 'broken, and the newest');
  await stores.consumers.delete(key, 'administrator');
});
