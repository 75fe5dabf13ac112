import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import { digest, randomSecret, randomUUID } from '../../src/secrets.ts';
import { accessTokenStore } from '../../src/storage/access-token.ts';
import { authorizationStore } from '../../src/storage/authorization.ts';
import { clientStore } from '../../src/storage/client.ts';
import { consentStore } from '../../src/storage/consent.ts';
import { HERE, IDLE_SECONDS, makeUser, openAccounts, rows } from '../support/accounts.ts';
import { makeApplication, makeFamily, SETTINGS } from '../support/applications.ts';
import { testDatabase } from '../support/database.ts';

const { url, drop } = await testDatabase();
const here = openAccounts(url);
const there = openAccounts(url);
const clients = clientStore(here.database);
const consents = consentStore(here.database);
const ada = await makeUser(here, 'ada@example.org');
const bob = await makeUser(here, 'bob@example.org');
after(async () => {
  await Promise.all([here, there].map(({ database }) => database.close()));
  await drop();
});

test('S064 a person sees what they have allowed, and nobody else’s', async () => {
  const { id } = await makeApplication(clients, ada.id);
  await makeFamily(here.database, bob.id, id);
  const [consent, ...others] = await consents.list(bob.id);
  assert.equal(others.length, 0);
  assert.deepEqual(consent?.scopes, ['read_prefs']);
  assert.deepEqual(consent?.client, {
    id,
    name: 'Trailmark',
    homepage: 'https://trailmark.example/',
    logo: undefined,
    ownerName: ada.name,
    accessTokenSeconds: undefined,
    refreshTokenSeconds: undefined,
    verified: false,
  });
  assert.deepEqual(await consents.list(ada.id), []);
});

test('S064 revoking ends every authorization of that person and application at once, and no other', async () => {
  const one = await makeApplication(clients, ada.id);
  const other = await makeApplication(clients, ada.id);
  const ended = [await makeFamily(here.database, bob.id, one.id), await makeFamily(here.database, bob.id, one.id)];
  const kept = [await makeFamily(here.database, ada.id, one.id), await makeFamily(here.database, bob.id, other.id)];
  const tokens = accessTokenStore(there.database);
  const revision = (await clients.find(one.id))?.revision ?? 0;
  const live = (hash: Buffer) =>
    tokens.introspect(hash, { clientId: one.id, revision, resourceServer: true }).then((token) => token !== undefined);
  assert.equal(await consents.revoke(bob.id, one.id, {}), true);
  for (const { accessHash } of ended) assert.equal(await live(accessHash), false);
  for (const { accessHash } of kept) assert.equal(await live(accessHash), true);
  const reasons = await rows(here, 'SELECT DISTINCT revoked_reason FROM authorizations WHERE revoked_at IS NOT NULL');
  assert.deepEqual(reasons, [{ revoked_reason: 'consent-revoked' }]);
  assert.equal(await consents.revoke(bob.id, one.id, {}), false);
  assert.equal(await consents.revoke(bob.id, 'no\0such', {}), false);
});

test('S064 an authorization that was being made while its consent was revoked does not live on', async () => {
  const { id } = await makeApplication(clients, ada.id);
  await makeFamily(here.database, bob.id, id);
  // A slow approval: it has begun, and its row is not yet to be seen.
  const slow = await there.database.pool.connect();
  await slow.query('BEGIN');
  const insert = `INSERT INTO authorizations (id, user_id, client_id, scope, expires_at)
    VALUES (gen_random_uuid(), $1, $2, 'read_prefs', now() + interval '1 day') RETURNING id`;
  const { rows: born } = await slow.query<{ id: string }>(insert, [bob.id, id]);
  // The revocation waits for nothing: hold its consent row, so that its snapshot is from before the approval commits.
  await slow.query('SELECT FROM consents WHERE user_id = $1 AND client_id = $2 FOR UPDATE', [bob.id, id]);
  const revoked = consents.revoke(bob.id, id, {});
  await waitUntilBlocked();
  await slow.query('COMMIT');
  slow.release();
  assert.equal(await revoked, true);
  const [row] = await rows(here, 'SELECT revoked_reason FROM authorizations WHERE id = $1', [born[0]?.id]);
  assert.equal(row?.['revoked_reason'], 'consent-revoked');
});

test('S064 nor does one that was made in a group whose transaction goes on', async () => {
  const { clientId, begin } = await returnVisit();
  const text = 'SELECT pg_sleep(0.5) WHERE $1::interval IS NOT NULL AND $2::bytea IS NOT NULL';
  const visit = begin();
  const slow = there.database.write({ name: 'slowly', text }, [Buffer.alloc(32, 255)]); // comes behind it
  for (let sleeping = 0; sleeping === 0; ) {
    const asleep = `SELECT FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()`;
    sleeping = (await rows(here, asleep)).length;
  }
  assert.equal(await consents.revoke(bob.id, clientId, {}), true);
  assert.equal(await visit.approved, 'approved');
  await slow;
  assert.equal(await visit.ending(), 'consent-revoked');
});

test('S064 nor one that begins before the consent is gone', async () => {
  const { clientId, begin } = await returnVisit();
  const holder = await there.database.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM consents WHERE user_id = $1 AND client_id = $2 FOR UPDATE', [bob.id, clientId]);
  const revoked = consents.revoke(bob.id, clientId, {});
  await waitUntilBlocked();
  const visit = begin();
  await Promise.race([visit.approved, setTimeout(200)]);
  await holder.query('COMMIT');
  holder.release();
  assert.equal(await revoked, true);
  assert.equal(await visit.approved, 'approved');
  assert.equal(await visit.ending(), 'consent-revoked');
});

let visits = 0;
/** A person who comes back to an application: what is to be stored, and what became of it. */
async function returnVisit() {
  const { id: clientId } = await makeApplication(clients, ada.id);
  const revision = (await clients.find(clientId))?.revision ?? 0;
  await makeFamily(here.database, bob.id, clientId);
  visits += 1;
  const { passwordChangedAt, id: userId } = bob;
  const sessionHash = Buffer.alloc(32, visits);
  assert.ok(await here.sessions.start({ idHash: sessionHash, ...HERE, userId, amr: ['pwd'], passwordChangedAt }));
  const authorizations = authorizationStore(there.database, { idleSeconds: IDLE_SECONDS });
  const [id, value] = [randomUUID(), randomSecret()];
  const unsaid = { redirectUri: undefined, challenge: undefined, keyThumbprint: undefined, wording: undefined };
  const bindings = { ...unsaid, registeredUri: SETTINGS.redirectUris[0] ?? '' };
  const code = { value, hash: digest(value), seconds: 60, ...bindings };
  return {
    clientId,
    begin: () => ({
      approved: authorizations.approveRemembered(
        {
          id,
          clientId,
          revision,
          scopes: ['read_prefs'],
          seconds: 3600,
          requestHash: undefined,
          facts: undefined,
          code,
        },
        { sessionHash },
      ),
      async ending() {
        return (await rows(here, 'SELECT revoked_reason FROM authorizations WHERE id = $1', [id]))[0]?.[
          'revoked_reason'
        ];
      },
    }),
  };
}

test('S155 what ends a consent or an application is done again where it met another in a deadlock', async () => {
  const ending = {
    consents: (clientId: string) => consents.revoke(bob.id, clientId, {}),
    clients: (clientId: string) => clients.delete(clientId, 'administrator'),
  };
  for (const [table, end] of Object.entries(ending)) {
    const { id } = await makeApplication(clients, ada.id);
    await makeFamily(here.database, bob.id, id);
    const other = await there.database.pool.connect();
    try {
      await other.query('BEGIN');
      await other.query("SET LOCAL deadlock_timeout = '10s'"); // it is not the one that gives way
      await other.query('SELECT FROM authorizations WHERE client_id = $1 FOR UPDATE', [id]);
      const ended = end(id);
      ended.catch(() => {}); // looked at below
      await waitUntilBlocked();
      const key = table === 'clients' ? 'id' : 'client_id';
      await other.query(`SELECT FROM ${table} WHERE ${key} = $1 FOR UPDATE`, [id]);
      await other.query('ROLLBACK');
      assert.equal(await ended, true, table);
    } finally {
      await other.query('ROLLBACK');
      other.release();
    }
  }
});

async function waitUntilBlocked(): Promise<void> {
  for (;;) {
    const [row] = await rows(
      here,
      `SELECT count(*)::int AS waiting FROM pg_stat_activity
      WHERE wait_event_type = 'Lock' AND datname = current_database()`,
    );
    if (row?.['waiting'] === 1) return;
  }
}
