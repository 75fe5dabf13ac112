import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import type { User } from '../../src/accounts/user.ts';
import { isSecretOf, mintClientSecret } from '../../src/oauth/client-secret.ts';
import { isKeptBy } from '../../src/oauth/model/owner.ts';
import { rotateSecret, SECRET_OVERLAP_SECONDS } from '../../src/oauth/register-client.ts';
import { isToken } from '../../src/secrets.ts';
import { accessTokenStore } from '../../src/storage/access-token.ts';
import { clientStore } from '../../src/storage/client.ts';
import { clientSecretStore } from '../../src/storage/client-secret.ts';
import { makeUser, openAccounts, rows } from '../support/accounts.ts';
import { makeApplication, makeFamily, SETTINGS } from '../support/applications.ts';
import { testDatabase } from '../support/database.ts';

const { url, drop } = await testDatabase();
const here = openAccounts(url);
const there = openAccounts(url);
const clients = clientStore(here.database);
const DAY_MS = SECRET_OVERLAP_SECONDS * 1000;
let ada: User;
let bob: User;
before(async () => {
  ada = await makeUser(here, 'ada@example.org');
  bob = await makeUser(here, 'bob@example.org');
});
after(async () => {
  await Promise.all([here, there].map(({ database }) => database.close()));
  await drop();
});

async function find(id: string) {
  const client = await clients.find(id);
  assert.ok(client);
  return client;
}

test('an application is found as it was registered, with its secret and its owner’s name', async () => {
  const { id, secret } = await makeApplication(clients, ada.id);
  const client = await find(id);
  const { name, homepage, confidential, redirectUris, scopes, grants, requirePkce } = client;
  assert.deepEqual({ name, homepage, confidential, redirectUris, scopes, grants, requirePkce }, SETTINGS);
  assert.deepEqual(client.owner, { kind: 'person', userId: ada.id, name: ada.name, isAdmin: false });
  assert.deepEqual(client.authMethods, ['client_secret_basic', 'client_secret_post']);
  assert.equal(client.state, 'active');
  assert.equal(client.trusted || client.resourceServer, false);
  assert.ok(isSecretOf(client, secret, new Date()));
  assert.deepEqual(await clients.findOwned(id, ada.id), client);
});

test('what no id can be is not found', async () => {
  for (const id of ['', 'lk_ci_unknown', 'a\0b', "' OR 1=1 --"]) {
    assert.equal(await clients.find(id), undefined);
    assert.equal(await clients.delete(id, 'administrator'), false);
  }
});

test('an application is found by its owner’s name and its own, also where both are renamed at once, in either order', async () => {
  const { id } = await makeApplication(clients, ada.id);
  const [one, other] = await Promise.all([here, there].map(({ database }) => database.pool.connect()));
  assert.ok(one && other);
  const rename = {
    client: (by: pg.PoolClient, name: string) => by.query('UPDATE clients SET name = $2 WHERE id = $1', [id, name]),
    owner: (by: pg.PoolClient, name: string) => by.query('UPDATE users SET name = $2 WHERE id = $1', [ada.id, name]),
  };
  const waits = `SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()`;
  try {
    for (const [first, second] of [
      ['client', 'owner'],
      ['owner', 'client'],
    ] as const) {
      await one.query('BEGIN');
      await rename[first](one, `${first} renamed first`);
      const renamed = rename[second](other, `${second} renamed second`);
      while ((await one.query(waits)).rowCount === 0) await sleep(10);
      await one.query('COMMIT');
      await renamed;
      for (const search of [`${first} renamed first`, `${second} renamed second`]) {
        const { clients: found } = await clients.list({ page: 1, size: 5, search });
        assert.ok(
          found.some((each) => each.id === id),
          `${search}, ${first} first`,
        );
      }
    }
    await rename.owner(one, ada.name);
  } finally {
    for (const each of [one, other]) each.release(true);
  }
});

test('S042 a secret is made by the server, 256 bits, and stored as its digest alone', async () => {
  const { id, secret = '' } = await makeApplication(clients, ada.id);
  assert.ok(isToken('cs', secret));
  const dump = JSON.stringify(
    await rows(here, `SELECT c::text, s::text FROM clients c JOIN client_secrets s ON s.client_id = c.id`),
  );
  const forms = [secret, secret.slice(6), Buffer.from(secret).toString('hex'), Buffer.from(secret).toString('base64')];
  for (const form of forms) assert.equal(dump.includes(form), false);
  const [stored] = (await find(id)).secrets;
  assert.equal(stored?.hint, secret.slice(-3));
});

test('S042 after a rotation the old secret works for a day and no longer', async () => {
  const { id, secret: old } = await makeApplication(clients, ada.id);
  const by = { ownerId: ada.id };
  const next = await rotateSecret({ clientId: id, endOld: false, by }, { clients });
  assert.notEqual(next, old);
  const client = await find(id);
  const ends = client.secrets.find((secret) => secret.expiresAt)?.expiresAt ?? new Date(0);
  assert.ok(Math.abs(ends.getTime() - Date.now() - DAY_MS) < 60_000);
  assert.ok(isSecretOf(client, next, new Date()));
  assert.ok(isSecretOf(client, old, new Date(ends.getTime() - 1000)));
  assert.equal(isSecretOf(client, old, new Date(ends.getTime() + 1000)), false);

  const tomorrow = openAccounts(url, { offsetMs: DAY_MS + 60_000 });
  const later = await clientStore(tomorrow.database).find(id);
  await tomorrow.database.close();
  assert.equal(later?.secrets.length, 1);
});

test('S042 a second rotation ends the oldest at once: never more than two live', async () => {
  const { id, secret: first } = await makeApplication(clients, ada.id);
  const rotate = () => rotateSecret({ clientId: id, endOld: false, by: { ownerId: ada.id } }, { clients });
  const second = await rotate();
  const third = await rotate();
  const client = await find(id);
  const works = [first, second, third].map((secret) => isSecretOf(client, secret, new Date()));
  assert.deepEqual(works, [false, true, true]);
});

test('S042 on request the old secret ends at once', async () => {
  const { id, secret: old } = await makeApplication(clients, ada.id);
  const next = await rotateSecret({ clientId: id, endOld: true, by: { ownerId: ada.id } }, { clients });
  const client = await find(id);
  assert.equal(client.secrets.length, 1);
  assert.deepEqual(
    [old, next].map((secret) => isSecretOf(client, secret, new Date())),
    [false, true],
  );
});

test('S042 twenty rotations at once from two servers leave two live secrets', async () => {
  const { id } = await makeApplication(clients, ada.id);
  const servers = [clients, clientStore(there.database)];
  const by = { ownerId: ada.id };
  const secrets = await Promise.all(
    Array.from({ length: 20 }, (_, i) =>
      rotateSecret({ clientId: id, endOld: false, by }, { clients: servers[i % 2] ?? clients }),
    ),
  );
  const client = await find(id);
  assert.equal(client.secrets.length, 2);
  assert.equal(secrets.filter((secret) => isSecretOf(client, secret, new Date())).length, 2);
});

test('S042 twenty secrets with names that are added at once from two servers are four', async () => {
  const { id } = await makeApplication(clients, ada.id);
  const servers = [here, there].map(({ database }) => clientSecretStore(database));
  const outcomes = await Promise.all(
    Array.from({ length: 20 }, (_, i) => {
      const secret = { ...mintClientSecret().stored, name: `${i}`, seconds: undefined };
      return servers[i % 2]?.add(id, secret, { ownerId: ada.id });
    }),
  );
  assert.equal(outcomes.filter((outcome) => outcome === 'added').length, 4);
  assert.equal((await find(id)).secrets.length, 5);
});

test('S140 whose an application is stands in every statement that changes it', async () => {
  const { id, secret } = await makeApplication(clients, ada.id);
  const before = await find(id);
  const by = { ownerId: bob.id };
  assert.equal(await clients.findOwned(id, bob.id), undefined);
  assert.equal(await clients.change(id, { ...SETTINGS, name: 'Mine now' }, by), false);
  assert.equal(await rotateSecret({ clientId: id, endOld: true, by }, { clients }), undefined);
  assert.equal(await clients.delete(id, by), false);
  assert.deepEqual(await find(id), before);
  assert.ok(isSecretOf(before, secret, new Date()));
  const listed = await clients.listOwned(bob.id, { page: 1, size: 100 });
  assert.deepEqual(listed, { clients: [], total: 0, exact: true });
});

test('S142 changing the settings leaves what only an administrator may set', async () => {
  const { id } = await makeApplication(clients, ada.id, {}, true);
  const privileges = { trusted: true, resourceServer: true, accessTokenSeconds: 600, requirePkce: true };
  assert.equal((await clients.administer(id, { privileges }, 'administrator')).outcome, 'changed');
  const hostile = { ...SETTINGS, name: 'New', trusted: false, ownerId: bob.id, in_review: false, state: 'active' };
  assert.equal(await clients.change(id, hostile, { ownerId: ada.id }), true);
  const client = await find(id);
  assert.equal(client.name, 'New');
  assert.ok(isKeptBy(client, ada.id) && !isKeptBy(client, bob.id));
  const { trusted, resourceServer, accessTokenSeconds, owner, state } = client;
  assert.deepEqual(
    { trusted, resourceServer, accessTokenSeconds, owner, state },
    { trusted: true, resourceServer: true, accessTokenSeconds: 600, owner: client.owner, state: 'review' },
  );
});

test('an application has a number of seconds or tokens that never expire, not both', async () => {
  const { id } = await makeApplication(clients, ada.id);
  const privileges = { trusted: false, resourceServer: false, requirePkce: false };
  for (const accessTokenSeconds of [600, 'never', 60, 'never', undefined] as const) {
    await clients.administer(id, { privileges: { ...privileges, accessTokenSeconds } }, 'administrator');
    assert.equal((await find(id)).accessTokenSeconds, accessTokenSeconds);
  }
  const both = 'UPDATE clients SET access_token_seconds = 60, access_tokens_never_expire = true WHERE id = $1';
  await assert.rejects(here.database.pool.query(both, [id]), /clients_never_expire_check/);
});

test('every change of an application or of its secrets counts its revision up', async () => {
  const { id } = await makeApplication(clients, ada.id);
  const by = { ownerId: ada.id };
  let { revision } = await find(id);
  const steps = [
    () => clients.change(id, SETTINGS, by),
    () => rotateSecret({ clientId: id, endOld: false, by }, { clients }),
    () =>
      clients.administer(
        id,
        { privileges: { trusted: false, resourceServer: false, accessTokenSeconds: 60, requirePkce: false } },
        'administrator',
      ),
    () => clients.disable(id, 'administrator'),
    () => clients.enable(id, 'administrator'),
  ];
  for (const step of steps) {
    await step();
    const now = (await find(id)).revision;
    assert.ok(now > revision, String(step));
    revision = now;
  }
});

test('S018 a changed name or address is a changed identity, another scope is not', async () => {
  const { id } = await makeApplication(clients, ada.id);
  const changedAt = async (change: Partial<typeof SETTINGS>) => {
    const before = (await find(id)).identityChangedAt;
    await clients.change(id, { ...SETTINGS, ...change }, { ownerId: ada.id });
    return (await find(id)).identityChangedAt > before;
  };
  assert.equal(await changedAt({ scopes: ['read_prefs', 'write_api'] }), false);
  assert.equal(await changedAt({ name: 'Trailmark 2' }), true);
  assert.equal(await changedAt({ name: 'Trailmark 2', redirectUris: ['https://trailmark.example/other'] }), true);
});

test('S038 an application that becomes public has no secret any more', async () => {
  const { id, secret } = await makeApplication(clients, ada.id);
  await clients.change(id, { ...SETTINGS, confidential: false }, { ownerId: ada.id });
  await clients.change(id, SETTINGS, { ownerId: ada.id });
  const client = await find(id);
  assert.deepEqual(client.secrets, []);
  assert.equal(isSecretOf(client, secret, new Date()), false);
  assert.equal((await makeApplication(clients, ada.id, { confidential: false })).secret, undefined);
});

test('a public application gets no secret and is no resource server', async () => {
  const { id } = await makeApplication(clients, ada.id, { confidential: false });
  assert.equal(await rotateSecret({ clientId: id, endOld: false, by: 'administrator' }, { clients }), undefined);
  const privileges = { trusted: false, resourceServer: true, accessTokenSeconds: undefined, requirePkce: false };
  assert.equal((await clients.administer(id, { privileges }, 'administrator')).outcome, 'refused');
});

test('S144 a deleted application takes everything that was issued to it along, and nothing else', async () => {
  const one = await makeApplication(clients, ada.id);
  const other = await makeApplication(clients, ada.id);
  await makeFamily(here.database, bob.id, one.id);
  const kept = await makeFamily(here.database, bob.id, other.id);
  assert.equal(await clients.delete(one.id, { ownerId: ada.id }), true);
  assert.equal(await clients.find(one.id), undefined);
  for (const table of ['authorizations', 'authorization_codes', 'access_tokens', 'consents', 'client_secrets']) {
    const left = await rows(here, `SELECT FROM ${table} WHERE client_id = $1`, [one.id]);
    assert.equal(left.length, 0, table);
  }
  const refresh = await rows(here, 'SELECT hash FROM refresh_tokens WHERE hash = $1', [kept.refreshHash]);
  assert.equal(refresh.length, 1);
  assert.equal((await rows(here, 'SELECT FROM refresh_tokens')).length, 1);
  assert.equal((await rows(here, 'SELECT FROM access_tokens WHERE client_id = $1', [other.id])).length, 1);
});

test('S144 disabling ends tokens at once, and enabling brings none of them back', async () => {
  const { id } = await makeApplication(clients, ada.id);
  const family = await makeFamily(here.database, bob.id, id);
  const tokens = accessTokenStore(there.database);
  const live = async () => {
    const { revision } = await find(id);
    const found = await tokens.introspect(family.accessHash, { clientId: id, revision, resourceServer: false });
    return found !== undefined;
  };
  assert.equal(await live(), true);
  assert.equal(await clients.disable(id, 'administrator'), true);
  assert.equal((await find(id)).state, 'disabled');
  assert.equal(await live(), false);
  assert.equal(await clients.disable(id, 'administrator'), false);
  assert.equal(await clients.enable(id, 'administrator'), true);
  assert.equal((await find(id)).state, 'active');
  assert.equal(await live(), false);
  const [authorization] = await rows(here, 'SELECT revoked_reason FROM authorizations WHERE id = $1', [
    family.authorizationId,
  ]);
  assert.equal(authorization?.['revoked_reason'], 'client-disabled');
});

test('S155 where the tables of tokens cannot be looked through in time, what matters is done all the same', async () => {
  const impatient = new pg.Pool({ connectionString: url, max: 1, statement_timeout: 200 });
  const other = clientStore({ ...here.database, pool: impatient });
  const [one, two] = [await makeApplication(clients, ada.id), await makeApplication(clients, ada.id)];
  const family = await makeFamily(here.database, bob.id, two.id);
  const busy = await there.database.pool.connect();
  await busy.query('BEGIN');
  await busy.query('LOCK TABLE access_tokens IN ACCESS EXCLUSIVE MODE');
  try {
    assert.equal(await other.delete(one.id, { ownerId: bob.id }), false);
    assert.equal(await other.delete(one.id, { ownerId: ada.id }), true);
    assert.equal(await other.disable(two.id, 'administrator'), true);
  } finally {
    await busy.query('ROLLBACK');
    busy.release();
    await impatient.end();
  }
  assert.equal(await clients.find(one.id), undefined);
  assert.equal((await find(two.id)).state, 'disabled');
  const [row] = await rows(here, 'SELECT revoked_reason FROM authorizations WHERE id = $1', [family.authorizationId]);
  assert.equal(row?.['revoked_reason'], 'client-disabled');
});

test('S144 what an administrator disabled its owner cannot bring back by editing', async () => {
  const { id } = await makeApplication(clients, ada.id);
  await clients.disable(id, 'administrator');
  await clients.change(id, { ...SETTINGS, name: 'Again' }, { ownerId: ada.id });
  assert.equal((await find(id)).state, 'disabled');
});

test('S142 its owner adds no privileged scope to an application that was approved at that moment', async () => {
  const { id } = await makeApplication(clients, ada.id, {}, true);
  await rows(here, "INSERT INTO scopes (name, description, privileged) VALUES ('reserved', 'Reserved', true)");
  const wider = { ...SETTINGS, scopes: [...SETTINGS.scopes, 'reserved'] };
  const { revision } = await find(id);
  assert.equal(await clients.approve(id, 'administrator', { revision }), true);
  assert.equal(await clients.change(id, wider, { ownerId: ada.id }), false);
  assert.deepEqual((await find(id)).scopes, SETTINGS.scopes);
  assert.equal(await clients.change(id, wider, 'administrator'), true);
  assert.equal(await clients.change(id, wider, { ownerId: ada.id }), true);
});

test('an application in review works after it was approved', async () => {
  const { id } = await makeApplication(clients, ada.id, {}, true);
  assert.equal((await find(id)).state, 'review');
  assert.equal(await clients.approve(id, 'administrator'), true);
  assert.equal((await find(id)).state, 'active');
  assert.equal(await clients.approve(id, 'administrator'), false);
});

test('S142 verified is what an administrator approved, and no more once anybody changes name, owner, homepage or redirect URIs', async () => {
  const homepage = 'https://trailmark.example/about';
  const changes: Record<string, (id: string) => Promise<unknown>> = {
    name: (id) => clients.change(id, { ...SETTINGS, name: 'Another' }, { ownerId: ada.id }),
    homepage: (id) => clients.change(id, { ...SETTINGS, homepage }, { ownerId: ada.id }),
    'the host of a link': (id) =>
      clients.change(id, SETTINGS, { ownerId: ada.id }, { policyUri: 'https://elsewhere.example/privacy' }),
    'redirect URIs': (id) => clients.change(id, { ...SETTINGS, redirectUris: ['app:/there'] }, { ownerId: ada.id }),
    owner: (id) => rows(here, `UPDATE clients SET owner_id = '${bob.id}' WHERE id = '${id}'`),
    'owner, by an administrator': (id) =>
      clients.administer(id, { owner: { kind: 'person', userId: bob.id } }, 'administrator'),
    'homepage, by an administrator': (id) =>
      clients.administer(id, { settings: { ...SETTINGS, homepage } }, 'administrator'),
    'its wait for review': (id) => rows(here, `UPDATE clients SET in_review = true WHERE id = '${id}'`),
  };
  for (const [what, change] of Object.entries(changes)) {
    const { id } = await makeApplication(clients, ada.id, {}, true);
    assert.equal((await find(id)).verified, false);
    assert.equal(await clients.approve(id, 'administrator'), true);
    await clients.change(id, { ...SETTINGS, scopes: [], requirePkce: true }, { ownerId: ada.id });
    await rotateSecret({ clientId: id, endOld: false, by: { ownerId: ada.id } }, { clients });
    assert.equal((await find(id)).verified, true, 'what nobody goes by may change');
    await change(id);
    assert.equal((await find(id)).verified, false, what);
  }
});

test('S160 what a release approves that knows nothing of the mark has it too', async () => {
  const { id } = await makeApplication(clients, ada.id, {}, true);
  await rows(here, `UPDATE clients SET in_review = false WHERE id = '${id}' AND in_review`);
  assert.equal((await find(id)).verified, true);
  await assert.rejects(
    rows(
      here,
      `INSERT INTO clients (id, name, owner_id, confidential, in_review, verified)
    VALUES ('lk_ci_both', 'Both', '${ada.id}', false, true, true)`,
    ),
  );
});

test('S142 what is approved or rejected is what was looked at, and what is rejected waits no more until its owner changes it', async () => {
  const { id } = await makeApplication(clients, ada.id, {}, true);
  const waiting = async () => (await clients.list({ page: 1, size: 200 })).clients[0]?.id === id;
  const { revision } = await find(id);
  assert.ok(await waiting());
  await clients.change(id, { ...SETTINGS, homepage: 'https://elsewhere.example/' }, { ownerId: ada.id });
  assert.equal(await clients.approve(id, 'administrator', { revision }), false);
  assert.equal(await clients.reject(id, 'administrator', { revision, note: 'no' }), false);
  const looked = { revision: (await find(id)).revision, note: 'Another homepage, please.' };
  assert.equal(await clients.reject(id, 'administrator', looked), true);
  const { state, rejectedAt, note } = await find(id);
  assert.deepEqual([state, rejectedAt !== undefined, note], ['review', true, looked.note]);
  assert.equal(await waiting(), false);
  assert.equal(await clients.change(id, SETTINGS, { ownerId: ada.id }), true);
  assert.deepEqual([(await find(id)).rejectedAt, (await find(id)).note], [undefined, looked.note]);
  assert.ok(await waiting());
  assert.equal(await clients.approve(id, 'administrator'), true);
  assert.deepEqual([(await find(id)).state, (await find(id)).note], ['active', undefined]);
  assert.equal(await clients.reject(id, 'administrator', { note: 'late' }), false);

  const { id: old } = await makeApplication(clients, ada.id, {}, true);
  await clients.reject(old, 'administrator', { note: 'no' });
  await rows(here, `UPDATE clients SET in_review = false WHERE id = '${old}'`); // as an older release approves
  assert.deepEqual([(await find(old)).rejectedAt, (await find(old)).verified], [undefined, true]);
});

test('S142 where users are reviewed, their application waits again with another name, homepage or redirect URI', async () => {
  const reviewed = clientStore(here.database, { reviewed: true });
  const root = await makeUser(here, 'root@example.org', { isAdmin: true });
  const other = { ...SETTINGS, redirectUris: ['https://other.example/cb'] };
  const changes = [other, { ...SETTINGS, name: 'Other' }, { ...SETTINGS, homepage: undefined }];
  for (const settings of changes) {
    const { id } = await makeApplication(clients, ada.id);
    await reviewed.change(id, { ...SETTINGS, scopes: [], requirePkce: true }, { ownerId: ada.id });
    assert.equal((await find(id)).state, 'active', 'what nobody goes by may change');
    await reviewed.change(id, settings, { ownerId: ada.id });
    assert.equal((await find(id)).state, 'review');
  }
  const { id: linked } = await makeApplication(clients, ada.id, {});
  const linksTo = (tosUri: string) => reviewed.change(linked, SETTINGS, { ownerId: ada.id }, { tosUri });
  await rows(here, `UPDATE clients SET metadata = '{"tos_uri":"https://app.example/terms"}' WHERE id = '${linked}'`);
  await linksTo('https://app.example/terms/2');
  assert.equal((await find(linked)).state, 'active', 'the same host');
  await linksTo('https://elsewhere.example/terms');
  assert.equal((await find(linked)).state, 'review');
  const byAdministrator = await makeApplication(clients, ada.id);
  await reviewed.administer(byAdministrator.id, { settings: other }, 'administrator');
  const ofAdministrator = await makeApplication(clients, root.id);
  await reviewed.change(ofAdministrator.id, other, { ownerId: root.id });
  for (const { id } of [byAdministrator, ofAdministrator]) assert.equal((await find(id)).state, 'active');
});

test('S140 an application of nobody works, is listed, and is nobody’s to keep until it is given to somebody', async () => {
  const stored = { id: 'lk_ci_of_nobody', settings: SETTINGS, secret: undefined, inReview: false };
  assert.equal(await clients.register({ ...stored, owner: { kind: 'none' } }, 'administrator', 1), true);
  const client = await find(stored.id);
  assert.deepEqual([client.owner, client.state], [{ kind: 'none' }, 'active']);
  assert.equal(isKeptBy(client, ada.id) || isKeptBy(client, undefined), false);
  assert.equal(await clients.findOwned(stored.id, ada.id), undefined);
  assert.equal(await clients.change(stored.id, SETTINGS, { ownerId: ada.id }), false);
  assert.equal(await clients.delete(stored.id, { ownerId: ada.id }), false);
  const listed = (await clients.list({ page: 1, size: 200 })).clients.find(({ id }) => id === stored.id);
  assert.deepEqual([listed?.owner, listed?.ownerEmail], [{ kind: 'none' }, undefined]);
  const given = { owner: { kind: 'person', userId: ada.id } } as const;
  assert.equal((await clients.administer(stored.id, given, 'administrator')).outcome, 'changed');
  assert.ok(isKeptBy(await find(stored.id), ada.id));
  assert.equal((await clients.administer(stored.id, { owner: { kind: 'none' } }, 'administrator')).outcome, 'changed');
  assert.deepEqual((await find(stored.id)).owner, { kind: 'none' });
});

test('S160 how it authenticates is one set, whichever release writes which of the columns', async () => {
  const { id } = await makeApplication(clients, ada.id);
  const set = async (assignment: string) => {
    const text = `UPDATE clients SET ${assignment} WHERE id = '${id}'
      RETURNING auth_methods, confidential, token_endpoint_auth_method AS narrowed`;
    const [row] = await rows(here, text);
    return [row?.['auth_methods'], row?.['confidential'], row?.['narrowed']];
  };
  const both = ['client_secret_basic', 'client_secret_post'];
  assert.deepEqual((await find(id)).authMethods, both);
  const post = ['client_secret_post'];
  assert.deepEqual(await set(`token_endpoint_auth_method = 'client_secret_post'`), [post, true, post[0]]);
  assert.deepEqual(await set('confidential = false, token_endpoint_auth_method = NULL'), [['none'], false, null]);
  assert.deepEqual(await set('confidential = true'), [both, true, null]);
  assert.deepEqual(await set(`auth_methods = '{private_key_jwt,client_secret_basic}'`), [
    ['private_key_jwt', 'client_secret_basic'],
    true,
    'client_secret_basic',
  ]);
  assert.deepEqual(await set(`name = 'Another'`), [['private_key_jwt', 'client_secret_basic'], true, both[0]]);
  assert.deepEqual(await set(`auth_methods = '{none}'`), [['none'], false, null]);
  await assert.rejects(set(`auth_methods = '{}'`), /clients_auth_methods_check/);
});

test('applications are listed page by page, those that wait first', async () => {
  const carl = await makeUser(here, 'carl@example.org');
  for (const name of ['one', 'two', 'three']) await makeApplication(clients, carl.id, { name });
  await makeApplication(clients, carl.id, { name: 'waiting' }, true);
  await makeApplication(clients, carl.id, { name: 'four' });
  const first = await clients.listOwned(carl.id, { page: 1, size: 3 });
  const second = await clients.listOwned(carl.id, { page: 2, size: 3 });
  assert.deepEqual([first.total, second.total], [5, 5]);
  const names = [...first.clients, ...second.clients].map(({ name }) => name);
  assert.deepEqual(names, ['waiting', 'four', 'three', 'two', 'one']);
  const all = await clients.list({ page: 1, size: 200 });
  assert.ok(all.total > 5);
  assert.equal(all.clients.length, all.total);
});
