import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import { setTimeout as sleep } from 'node:timers/promises';
import { clientStore } from '../../src/storage/client.ts';
import { refusalStore } from '../../src/storage/refusal.ts';
import { makeUser, openAccounts, rows } from '../support/accounts.ts';
import { makeApplication } from '../support/applications.ts';
import { testDatabase } from '../support/database.ts';

const { url, drop } = await testDatabase();
const here = openAccounts(url);
const there = openAccounts(url);
const errors: unknown[] = [];
const open = ({ database }: typeof here) =>
  refusalStore(database, { seconds: 3600, onError: (error) => errors.push(error) });
const refusals = open(here);
const clients = clientStore(here.database);
const ada = await makeUser(here, 'ada@example.org');
after(async () => {
  await Promise.all([here, there].map(({ database }) => database.close()));
  await drop();
});

const mismatch = { rule: 'redirect-uri-mismatch', requestId: 'req_1' } as const;

test('equal refusals are one, counted, with the latest request', async () => {
  const { id } = await makeApplication(clients, ada.id);
  for (const requestId of ['req_1', 'req_2'])
    refusals.record({ ...mismatch, clientId: id, sent: 'https://a/', requestId });
  await refusals.flush();
  refusals.record({ ...mismatch, clientId: id, sent: 'https://a/', requestId: 'req_3' });
  refusals.record({ clientId: id, rule: 'scope-not-registered', sent: 'write', requestId: 'req_4' });
  await refusals.flush();
  const full = `UPDATE refusals SET count = 2147483647 WHERE client_id = '${id}' AND rule = 'scope-not-registered'`;
  await here.database.pool.query(full);
  refusals.record({ clientId: id, rule: 'scope-not-registered', sent: 'write', requestId: 'req_5' });
  await refusals.flush();
  const list = await refusals.list(id, 10);
  const shown = list.map(({ rule, sent, count, requestId }) => ({ rule, sent, count, requestId }));
  assert.equal(shown.length, 2);
  assert.deepEqual(
    shown.find(({ rule }) => rule === 'redirect-uri-mismatch'),
    { rule: 'redirect-uri-mismatch', sent: 'https://a/', count: 3, requestId: 'req_3' },
  );
  assert.deepEqual(errors, []);
});

test('whom an error page sends to the list finds there what was refused a moment ago', async () => {
  const { id } = await makeApplication(clients, ada.id);
  refusals.record({ ...mismatch, clientId: id, sent: 'https://a/' });
  assert.deepEqual(
    (await refusals.list(id, 10)).map(({ sent, count }) => [sent, count]),
    [['https://a/', 1]],
  );
});

test('the newest fifty of an application are kept', async () => {
  const { id } = await makeApplication(clients, ada.id);
  const another = await makeApplication(clients, ada.id);
  refusals.record({ ...mismatch, clientId: another.id, sent: 'x' });
  refusals.record({ ...mismatch, clientId: id, sent: 'the oldest' });
  await refusals.flush();
  for (let i = 0; i < 50; i += 1) refusals.record({ ...mismatch, clientId: id, sent: `https://a/${i}` });
  await refusals.flush();
  const list = await refusals.list(id, 100);
  assert.equal(list.length, 50);
  assert.equal(
    list.some(({ sent }) => sent === 'the oldest'),
    false,
  );
  assert.equal((await refusals.list(another.id, 100)).length, 1);
});

test('S158 who makes up a thousand for one application leaves room for those of another', async () => {
  const [flooded, quiet] = [await makeApplication(clients, ada.id), await makeApplication(clients, ada.id)];
  for (let i = 0; i < 1000; i += 1) refusals.record({ ...mismatch, clientId: flooded.id, sent: `https://a/${i}` });
  refusals.record({ ...mismatch, clientId: quiet.id, sent: 'https://b/' });
  await refusals.flush();
  assert.equal((await refusals.list(flooded.id, 100)).length, 50);
  assert.equal((await refusals.list(quiet.id, 100)).length, 1);
  refusals.record({ ...mismatch, clientId: flooded.id, sent: 'https://a/later' });
  await refusals.flush();
  assert.equal((await refusals.list(flooded.id, 1))[0]?.sent, 'https://a/later');
});

test('an application that is being deleted takes the refusals of no other along', async () => {
  const [gone, stays] = [await makeApplication(clients, ada.id), await makeApplication(clients, ada.id)];
  const deleting = await there.database.pool.connect();
  await deleting.query('BEGIN');
  await deleting.query('DELETE FROM clients WHERE id = $1', [gone.id]);
  for (const { id } of [gone, stays]) refusals.record({ ...mismatch, clientId: id, sent: 'https://a/' });
  const written = refusals.flush();
  const waits = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database()";
  while ((await deleting.query(waits)).rowCount === 0) await sleep(10);
  await deleting.query('COMMIT');
  deleting.release();
  await written;
  assert.equal((await refusals.list(stays.id, 10)).length, 1);
  assert.deepEqual(errors, []);
});

test('S131 what was sent may hold anything, and is cut', async () => {
  const { id } = await makeApplication(clients, ada.id);
  refusals.record({ ...mismatch, clientId: id, sent: `a\0b\r\n\u202e<script>\ud800${'x'.repeat(5000)}` });
  await refusals.flush();
  const [refusal] = await refusals.list(id, 1);
  assert.equal(refusal?.sent.length, 1000);
  assert.ok(refusal?.sent.startsWith('a\ufffdb\r\n'));
  assert.deepEqual(errors, []);
});

test('S157 a flood waits in bounded memory, and one of unknown applications leaves nothing', async () => {
  for (let i = 0; i < 5000; i += 1) refusals.record({ ...mismatch, clientId: 'lk_ci_gone', sent: `https://a/${i}` });
  await refusals.flush();
  assert.deepEqual(await rows(here, `SELECT FROM refusals WHERE client_id = 'lk_ci_gone'`), []);
  const { id } = await makeApplication(clients, ada.id);
  for (let i = 0; i < 5000; i += 1) refusals.record({ ...mismatch, clientId: id, sent: `https://a/${i}` });
  await refusals.flush();
  assert.equal((await refusals.list(id, 100)).length, 50);
  assert.deepEqual(errors, []);
});

test('S155 two servers that write the same refusals at once both get through', async () => {
  const ids = await Promise.all(
    Array.from({ length: 10 }, () => makeApplication(clients, ada.id).then(({ id }) => id)),
  );
  const other = open(there);
  for (let round = 0; round < 5; round += 1) {
    for (const id of ids) refusals.record({ ...mismatch, clientId: id, sent: 'https://a/' });
    for (const id of [...ids].reverse()) other.record({ ...mismatch, clientId: id, sent: 'https://a/' });
    await Promise.all([refusals.flush(), other.flush()]);
  }
  for (const id of ids) assert.equal((await refusals.list(id, 1))[0]?.count, 10);
  assert.deepEqual(errors, []);
});
