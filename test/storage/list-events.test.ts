import assert from 'node:assert/strict';
import { after, test } from 'node:test';
import type { EventFilter, EventList, EventPlace } from '../../src/events.ts';
import { randomUUID } from '../../src/secrets.ts';
import { clientStore } from '../../src/storage/client.ts';
import { eventLog, eventsPage } from '../../src/storage/list-events.ts';
import { makeUser, openAccounts } from '../support/accounts.ts';
import { makeApplication } from '../support/applications.ts';
import { testDatabase } from '../support/database.ts';

const { url, drop } = await testDatabase();
const here = openAccounts(url);
const { pool } = here.database;
const log = eventLog(here.database);
const [ada, bob] = [await makeUser(here, 'ada@example.org'), await makeUser(here, 'bob@example.org')];
const { id: client } = await makeApplication(clientStore(here.database), ada.id);
after(async () => {
  await here.database.close();
  await drop();
});

const ALL =
  'INSERT INTO audit_events (at, event, actor_id, user_id, client_id) SELECT at, event, actor, person, client FROM';
const detailsOf = ({ events }: EventList) => events.map(({ detail }) => Number(detail));
const placeOf = (side: EventPlace['side'], { events }: EventList): EventPlace => {
  const event = events.at(side === 'older' ? -1 : 0) ?? assert.fail();
  return { side, at: event.at, id: event.id };
};

test('events are read page by page, older and newer, each once, also where many have one time', async () => {
  await pool.query(
    `INSERT INTO audit_events (at, event, detail) SELECT '2030-01-01'::timestamptz + make_interval(secs => n / 4), 'x', n
      FROM generate_series(0, 24) AS n`,
  );
  const filter = { event: 'x' };
  const pages: EventList[] = [await log.list(filter, { size: 10 })];
  for (let page = pages.at(-1); page?.older; page = pages.at(-1)) {
    pages.push(await log.list(filter, { size: 10, place: placeOf('older', page) }));
  }
  assert.deepEqual(
    pages.map(({ events, older, newer }) => [events.length, older, newer]),
    [
      [10, true, false],
      [10, true, true],
      [5, false, true],
    ],
  );
  const seen = pages.flatMap(({ events }) => events);
  assert.equal(new Set(seen.map(({ id }) => id)).size, 25);
  const times = seen.map(({ at }) => at.getTime());
  assert.deepEqual(
    times,
    times.toSorted((a, b) => b - a),
  );
  const [first, second, third] = pages;
  const back = await log.list(filter, { size: 10, place: placeOf('newer', third ?? assert.fail()) });
  assert.deepEqual(detailsOf(back), detailsOf(second ?? assert.fail()));
  assert.deepEqual([back.older, back.newer], [true, true]);
  const top = await log.list(filter, { size: 10, place: placeOf('newer', back) });
  assert.deepEqual(detailsOf(top), detailsOf(first ?? assert.fail()));
  assert.deepEqual([top.older, top.newer], [true, false]);
});

test('events are filtered by name, person, application and time, and tell what their ids are called', async () => {
  await pool.query(
    `${ALL} (VALUES
      ('2031-01-01'::timestamptz, 'user.disabled', $1::uuid, $2::uuid, NULL),
      ('2031-01-02', 'client.changed', $1, NULL, $3),
      ('2031-01-03', 'consent.approved', NULL, $2, $3),
      ('2031-01-04', 'consent.approved', $2, $2, 'lk_ci_gone')) AS all_of (at, event, actor, person, client)`,
    [ada.id, bob.id, client],
  );
  const days = async (filter: EventFilter) =>
    (await log.list({ from: new Date('2031-01-01'), ...filter }, { size: 10 })).events.map(({ at }) => at.getUTCDate());
  assert.deepEqual(await days({}), [4, 3, 2, 1]);
  assert.deepEqual(await days({ event: 'consent.approved' }), [4, 3]);
  assert.deepEqual(await days({ personId: ada.id }), [2, 1], 'what she did');
  assert.deepEqual(await days({ personId: bob.id }), [4, 3, 1], 'what is about him, once');
  assert.deepEqual(await days({ personId: bob.id, clientId: client, event: 'consent.approved' }), [3]);
  assert.deepEqual(await days({ clientId: 'lk_ci_gone' }), [4]);
  assert.deepEqual(await days({ until: new Date('2031-01-03') }), [2, 1]);
  for (const personId of ['nobody', randomUUID()]) assert.deepEqual(await days({ personId }), []);
  assert.deepEqual(await days({ clientId: 'a\0b' }), []);
  const { events } = await log.list({ clientId: client, event: 'client.changed' }, { size: 1 });
  assert.deepEqual(events[0]?.actor, { kind: 'person', id: ada.id, name: ada.name });
  assert.deepEqual(events[0]?.application, { kind: 'client', id: client, name: 'Trailmark' });
  const gone = await log.list({ clientId: 'lk_ci_gone' }, { size: 1 });
  assert.deepEqual(gone.events[0]?.application, { kind: 'client', id: 'lk_ci_gone', name: undefined });
});

test('events are filtered by outcome, address and request, and read as they stand, oldest first, in parts', async () => {
  await pool.query(
    `INSERT INTO audit_events (at, event, user_id, address, request_id, authorization_id) VALUES
      ('2022-01-01', 'sign_in.failed', $1, '203.0.113.7', 'req_a', NULL),
      ('2022-01-02', 'sign_in.succeeded', $1, '203.0.113.7', 'req_b', NULL),
      ('2022-01-03', 'code.reused', NULL, '2001:db8::7', 'req_c', $2),
      ('2022-01-04', 'consent.approved', $1, NULL, 'req_c', $2)`,
    [bob.id, randomUUID()],
  );
  const from = new Date('2022-01-01');
  const days = async (filter: EventFilter) =>
    (await log.list({ from, until: new Date('2022-02-01'), ...filter }, { size: 10 })).events.map(({ at }) =>
      at.getUTCDate(),
    );
  assert.deepEqual(await days({ outcome: 'refused' }), [3, 1]);
  assert.deepEqual(await days({ outcome: 'done' }), [4, 2]);
  assert.deepEqual(await days({ outcome: 'refused', personId: bob.id }), [1]);
  assert.deepEqual(await days({ outcome: 'done', event: 'code.reused' }), []);
  assert.deepEqual(await days({ outcome: 'refused', event: 'code.reused' }), [3]);
  assert.deepEqual(await days({ address: '203.0.113.7' }), [2, 1]);
  assert.deepEqual(await days({ address: '203.0.113.7', outcome: 'done' }), [2]);
  assert.deepEqual(await days({ requestId: 'req_c' }), [4, 3]);
  assert.deepEqual(await days({ requestId: 'req_c', address: '2001:db8::7' }), [3]);
  const all = { clientId: undefined, outcome: 'done', event: 'consent.approved' } as const;
  assert.deepEqual(await days({ ...all, requestId: 'req_c', personId: bob.id, until: new Date('2022-01-05') }), [4]);
  const parts = [];
  for await (const part of log.read({ from, until: new Date('2022-01-04') })) parts.push(part);
  assert.deepEqual(
    parts.flat().map(({ event }) => event),
    ['sign_in.failed', 'sign_in.succeeded', 'code.reused'],
  );
  await pool.query(
    `INSERT INTO audit_events (at, event, detail) SELECT '2023-01-01'::timestamptz + make_interval(secs => n / 7), 'many', n
      FROM generate_series(1, 2500) AS n`,
  );
  const sizes = [];
  const seen = new Set<string>();
  for await (const part of log.read({ event: 'many' })) {
    sizes.push(part.length);
    for (const { id } of part) seen.add(id);
  }
  assert.deepEqual([sizes, seen.size], [[1000, 1000, 500], 2500]);
});

test('a page of events reads no more rows than it shows, whatever is asked for, of a trail of 20,000', async () => {
  await pool.query(
    `INSERT INTO audit_events (at, event, actor_id, user_id, client_id, address, request_id)
      SELECT '2020-01-01'::timestamptz + make_interval(secs => n), CASE WHEN n % 100 = 0 THEN 'rare' ELSE 'usual' || n % 5 END,
        CASE WHEN n % 50 = 0 THEN $1::uuid END, CASE WHEN n % 40 = 0 THEN $2::uuid ELSE gen_random_uuid() END,
        CASE WHEN n % 30 = 0 THEN $3 END, '198.51.100.' || n % 200, 'req_' || n
      FROM generate_series(1, 20000) AS n`,
    [ada.id, bob.id, client],
  );
  await pool.query('ANALYZE audit_events');
  const place: EventPlace = { side: 'older', at: new Date('2020-01-01T03:00:00Z'), id: randomUUID() };
  const filters: EventFilter[] = [
    {},
    { event: 'rare' },
    { event: 'never' },
    { personId: ada.id },
    { personId: bob.id },
    { personId: randomUUID() },
    { clientId: client },
    { clientId: 'lk_ci_none' },
    { address: '198.51.100.77' },
    { address: '192.0.2.1' },
    { requestId: 'req_777' },
    { outcome: 'refused' },
    { outcome: 'done' },
    { until: new Date('2020-01-01T01:00:00Z') },
    { from: new Date('2020-01-01T02:00:00Z'), until: new Date('2020-01-01T02:00:10Z') },
  ];
  const connection = await pool.connect(); // one whose plans are made as the server has them made: for any values
  try {
    for (const filter of filters) {
      for (const at of [undefined, place, { ...place, side: 'newer' } as const]) {
        const { text, values } = eventsPage(filter, { size: 10, place: at });
        await connection.query(`PREPARE page AS ${text}`);
        const given = values.map((value) =>
          connection.escapeLiteral(value instanceof Date ? value.toISOString() : String(value)),
        );
        const { rows } = await connection.query<{ 'QUERY PLAN': [{ Plan: Plan }] }>(
          `EXPLAIN (ANALYZE, TIMING off, FORMAT JSON) EXECUTE page${given.length > 0 ? `(${given})` : ''}`,
        );
        await connection.query('DEALLOCATE page');
        const scans = rows.flatMap(({ 'QUERY PLAN': [{ Plan: plan }] }) => scansOf(plan));
        const told = JSON.stringify({ filter, side: at?.side, scans });
        assert.ok(scans.length > 0 && scans.every((scan) => scan['Node Type'] === 'Index Scan'), told);
        assert.ok(scans.length <= 2, told); // many take long to plan
        // A moment has several events, and a person two indexes.
        assert.ok(scans.reduce((sum, scan) => sum + readBy(scan), 0) <= 30, told);
      }
    }
  } finally {
    connection.release();
  }
});

type Plan = {
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Actual Loops': number;
  readonly 'Rows Removed by Filter'?: number;
  readonly 'Rows Removed by Index Recheck'?: number;
  readonly Plans?: readonly Plan[];
};

function scansOf(plan: Plan): readonly Plan[] {
  const own = plan['Relation Name'] === 'audit_events' ? [plan] : [];
  return [...own, ...(plan.Plans ?? []).flatMap(scansOf)];
}

function readBy(plan: Plan): number {
  const { 'Rows Removed by Filter': filtered = 0, 'Rows Removed by Index Recheck': rechecked = 0 } = plan;
  return plan['Actual Loops'] * (plan['Actual Rows'] + filtered + rechecked);
}
