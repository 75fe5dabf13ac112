import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { MOST_PEOPLE } from '../../src/oauth/model/client-activity.ts';
import { clientStore } from '../../src/storage/client.ts';
import { clientActivityStore } from '../../src/storage/client-activity.ts';
import { clientsPage, everyClient } from '../../src/storage/list-clients.ts';
import { overviewStore } from '../../src/storage/overview.ts';
import { makeUser, openAccounts } from '../support/accounts.ts';
import { makeApplication, makeFamily } from '../support/applications.ts';
import { asSuperuser, testDatabase } from '../support/database.ts';

const { url, drop } = await testDatabase();
const here = openAccounts(url);
const there = openAccounts(url);
const errors: unknown[] = [];
const open = ({ database }: typeof here) =>
  clientActivityStore(database, { seconds: 3600, onError: (error) => errors.push(error) });
const activity = open(here);
const clients = clientStore(here.database);
const ada = await makeUser(here, 'ada@example.org');
after(async () => {
  await Promise.all([here, there].map(({ database }) => database.close()));
  await drop();
});

test('what an application did is added up over servers and batches', async () => {
  const { id } = await makeApplication(clients, ada.id);
  await makeFamily(here.database, ada.id, id);
  const other = open(there);
  for (let round = 0; round < 3; round += 1) {
    activity.record(id, { outcome: 'issued', pkce: true });
    activity.record(id, { outcome: 'issued', pkce: false });
    activity.record(id, { outcome: 'refused' });
    other.record(id, { outcome: 'issued', dialect: true });
    for (const by of ['password', 'password', 'implicit'] as const) other.record(id, { legacy: by });
    await Promise.all([activity.flush(), other.flush()]);
  }
  const { lastIssuedAt, today: _today, ...numbers } = await activity.summary(id, 7, 14_400);
  const legacy = { password: 6, implicit: 3 };
  assert.deepEqual(numbers, {
    issued: 9,
    refused: 3,
    withPkce: 3,
    withoutPkce: 3,
    dialect: 3,
    legacy,
    liveTokens: 9,
    people: 1,
    allPeople: true,
  });
  assert.ok(lastIssuedAt && Math.abs(lastIssuedAt.getTime() - Date.now()) < 60_000);
  const listed = await clients.listOwned(ada.id, { page: 1, size: 1 });
  assert.deepEqual(listed.clients[0]?.lastUsedAt, lastIssuedAt);
  assert.deepEqual(errors, []);
});

test('a busy month of an application is more than an hour may count, and is summed up', async () => {
  const { id } = await makeApplication(clients, ada.id);
  await here.database.pool.query(
    `INSERT INTO client_activity (client_id, hour, issued, with_pkce, last_at)
     SELECT $1, date_trunc('hour', now()) - make_interval(hours => h), 2000000000, 2000000000, now() FROM generate_series(1, 3) h`,
    [id],
  );
  const { issued, withPkce } = await activity.summary(id, 7);
  assert.deepEqual([issued, withPkce], [6e9, 6e9]);
});

test('an application that is being deleted takes the counts of no other along', async () => {
  const [gone, stays] = [await makeApplication(clients, ada.id), await makeApplication(clients, ada.id)];
  const deleting = await there.database.pool.connect();
  await deleting.query('BEGIN');
  await deleting.query('DELETE FROM clients WHERE id = $1', [gone.id]);
  for (const { id } of [gone, stays]) activity.record(id, { outcome: 'issued' });
  const written = activity.flush();
  const waits = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
  while ((await deleting.query(waits)).rowCount === 0) await sleep(10);
  await deleting.query('COMMIT');
  deleting.release();
  await written;
  assert.equal((await activity.summary(stays.id, 7)).issued, 1);
  assert.deepEqual(errors, []);
});

test('what was only refused is no use of an application, and an hour of an older release counts by its last', async () => {
  const carl = await makeUser(here, 'carl@example.org');
  const { id } = await makeApplication(clients, carl.id);
  const lastUsed = async () => {
    await activity.flush();
    const { lastIssuedAt } = await activity.summary(id, 7);
    const [listed] = (await clients.listOwned(carl.id, { page: 1, size: 1 })).clients;
    assert.deepEqual(listed?.lastUsedAt, lastIssuedAt);
    return lastIssuedAt;
  };
  activity.record(id, { outcome: 'refused' });
  assert.equal(await lastUsed(), undefined);
  const old = `INSERT INTO client_activity (client_id, hour, issued, last_at)
    VALUES ('${id}', date_trunc('hour', now()) - interval '3 hours', 1, date_trunc('hour', now()) - interval '150 minutes') RETURNING last_at`;
  const [row] = (await here.database.pool.query(old)).rows;
  assert.deepEqual(await lastUsed(), row?.['last_at']);
  activity.record(id, { outcome: 'issued' });
  const issued = await lastUsed();
  assert.ok(issued && Date.now() - issued.getTime() < 60_000);
  activity.record(id, { outcome: 'refused' });
  assert.deepEqual(await lastUsed(), issued);
});

test('an application that did nothing has zeros', async () => {
  const { id } = await makeApplication(clients, ada.id);
  const zeros = {
    issued: 0,
    refused: 0,
    withPkce: 0,
    withoutPkce: 0,
    dialect: 0,
    legacy: { password: 0, implicit: 0 },
    today: 0,
    liveTokens: undefined,
    people: 0,
    allPeople: true,
    lastIssuedAt: undefined,
  };
  assert.deepEqual(await activity.summary(id, 7), zeros);
});

test('S157 a batch that cannot be written is reported and ends nothing', async () => {
  const gone = openAccounts(url);
  const broken = open(gone);
  await gone.database.close();
  broken.record('lk_ci_any', { outcome: 'issued' });
  await broken.flush();
  assert.equal(errors.length, 1);
});

test('the overview counts what the tables hold', async () => {
  const { id } = await makeApplication(clients, ada.id, {}, true);
  activity.record(id, { outcome: 'refused' });
  await activity.flush();
  await here.audit.record({ event: 'sign_in.succeeded', userId: ada.id });
  await here.audit.record({ event: 'sign_in.succeeded', userId: ada.id });
  const overview = await overviewStore(here.database).read();
  assert.equal(overview.hours.length, 48);
  assert.equal(overview.hours.at(-1)?.refused, 6);
  const exactly = (count: number) => ({ count, exact: true });
  assert.deepEqual(overview.peopleSignedIn, exactly(1));
  assert.deepEqual(overview.waiting, exactly(1));
  assert.deepEqual(overview.people, exactly(2));
});

test('an hour of all applications is the sum of theirs, whichever release writes them, and stays when one is deleted', async () => {
  const { pool } = here.database;
  const other = open(there);
  const made = await Promise.all([1, 2, 3].map(() => makeApplication(clients, ada.id)));
  const lastHours = async () => (await overviewStore(here.database).read()).hours.slice(-3);
  const before = await lastHours();
  for (let round = 0; round < 5; round += 1) {
    for (const { id } of made) {
      activity.record(id, { outcome: 'issued' });
      other.record(id, { outcome: 'refused' });
    }
    await Promise.all([activity.flush(), other.flush()]);
  }
  const old = `date_trunc('hour', now()) - interval '1 hour'`;
  await pool.query(
    `INSERT INTO client_activity (client_id, hour, issued, last_at) SELECT id, ${old}, 4, now() FROM unnest($1::text[]) AS id`,
    [made.map(({ id }) => id)],
  );
  await pool.query(
    `UPDATE client_activity SET refused = refused + 7, issued = issued - 1 WHERE hour = ${old} AND client_id = $1`,
    [made[0]?.id],
  );
  await clients.delete(made[1]?.id ?? '', 'administrator');
  const [more, ...others] = [
    [0, 0],
    [11, 7],
    [15, 15],
  ].map(([issued = 0, refused = 0], at) => ({
    hour: before[at]?.hour,
    issued: (before[at]?.issued ?? 0) + issued,
    refused: (before[at]?.refused ?? 0) + refused,
  }));
  assert.deepEqual(await lastHours(), [more, ...others]);
});

test('a list looks up what applications did for those that it shows alone, however many there are', async () => {
  const { pool } = here.database;
  for (let more = 0; more < 20; more += 1) await makeApplication(clients, ada.id);
  const { rows: plan } = await pool.query<{ 'QUERY PLAN': string }>(
    `EXPLAIN (ANALYZE, TIMING off) ${clientsPage(everyClient(), { page: 1, size: 5 })}`,
  );
  const lookedUp = plan.map((row) => row['QUERY PLAN']).filter((line) => line.includes(' on client_activity'));
  assert.ok(lookedUp.length > 0);
  for (const line of lookedUp) assert.match(line, /loops=5\)/, line);
});

test('people and tokens of an application are counted within 200 ms with a million tokens, also after everything was revoked', async () => {
  const big = await makeApplication(clients, ada.id);
  // Nobody is looked up for it, so that these need no rows of their own.
  await asSuperuser(
    `SET session_replication_role = replica;
    INSERT INTO consents (user_id, client_id, scopes, created_at, approved_at, last_used_at)
      SELECT md5('person ' || i)::uuid, '${big.id}', '{read}', now(), now(), now() FROM generate_series(1, 120000) i;
    INSERT INTO access_tokens (hash, client_id, scope, issued_at, expires_at)
      SELECT decode(md5('token ' || i), 'hex'), '${big.id}', 'read', now(), now() + interval '1 hour' FROM generate_series(1, 1000000) i;
    INSERT INTO client_activity (client_id, hour, issued, refused, last_at, last_issued_at)
      SELECT '${big.id}', date_trunc('hour', now(), 'UTC') - h * interval '1 hour', 1000000, 5, now(), now() FROM generate_series(0, 720) h`,
    url,
  );
  await asSuperuser('VACUUM ANALYZE consents, client_activity', url);
  const looked = async () => {
    const times: number[] = [];
    for (let round = 0; round < 5; round += 1) {
      const start = performance.now();
      await activity.summary(big.id, 30, 3600);
      times.push(performance.now() - start);
    }
    return Math.min(...times);
  };
  const { people, allPeople, liveTokens = 0 } = await activity.summary(big.id, 30, 3600);
  assert.ok(people === MOST_PEOPLE && !allPeople && liveTokens >= 1_000_000, `${people} ${liveTokens}`);
  const before = await looked();
  await clients.endEverything(big.id, 'administrator');
  assert.equal((await activity.summary(big.id, 30, 3600)).people, 0);
  const after = await looked();
  assert.ok(before < 200 && after < 200, `${before} ms, ${after} ms after everything was revoked`);
});
