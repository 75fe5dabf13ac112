import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { after, before, test } from 'node:test';
import { setImmediate as aTurn, setTimeout as sleep } from 'node:timers/promises';
import type pg from 'pg';
import { type Database, openDatabase } from '../../../src/storage/engine/database.ts';
import type { Statement } from '../../../src/storage/engine/prepared.ts';
import { Unavailable, Unknown } from '../../../src/storage-errors.ts';
import { untilWaiting } from '../../support/barrier.ts';
import { testDatabase } from '../../support/database.ts';
import { lineTo, refusal } from '../../support/line.ts';

let own: Awaited<ReturnType<typeof testDatabase>>;
let database: Database;
before(async () => {
  own = await testDatabase();
  database = openDatabase({ url: own.url, max: 8, onIdleError: () => {} });
  await database.pool.query('CREATE TABLE coins (hash bytea PRIMARY KEY, spent_at timestamptz, times int DEFAULT 0)');
});
after(async () => {
  await database.close();
  await own.drop();
});

type Consumed = { readonly consumed: boolean; readonly before: boolean; readonly transaction: string };
/** 2 hash: as the statements of tokens do, says whether it consumed the row, and whether it was consumed before. */
const CONSUME: Statement = {
  name: 'consume',
  text: `WITH consumed AS (
      UPDATE coins SET spent_at = now() + $1::interval, times = times + 1 WHERE hash = $2 AND spent_at IS NULL RETURNING hash
    )
    SELECT EXISTS (SELECT FROM consumed) AS consumed, (SELECT spent_at IS NOT NULL FROM coins WHERE hash = $2) AS before,
      pg_current_xact_id()::text AS transaction`,
};
/** 2 hash, 3 divisor. */
const ADD: Statement = {
  name: 'add',
  text: `INSERT INTO coins (hash, times) SELECT $2, 1 / $3::int WHERE $1::interval IS NOT NULL
    RETURNING pg_current_xact_id()::text AS transaction`,
};
const wasSpent = (row: Consumed | undefined) => row?.consumed === true;
const consume = (hash: Buffer, on = database) => on.write<Consumed>(CONSUME, [hash], wasSpent);

async function coins(count: number): Promise<Buffer[]> {
  const hashes = Array.from({ length: count }, () => randomBytes(32));
  await database.pool.query('INSERT INTO coins (hash) SELECT unnest($1::bytea[])', [hashes]);
  return hashes;
}

async function timesSpent(hashes: readonly Buffer[]): Promise<number[]> {
  const { rows } = await database.pool.query('SELECT times FROM coins WHERE hash = ANY ($1::bytea[])', [hashes]);
  return rows.map(({ times }) => times);
}

test('what is written in one turn of the loop is one transaction, and each hears of its own', async () => {
  const answers = await Promise.all((await coins(10)).map((hash) => consume(hash)));
  assert.ok(answers.every(({ rows: [row], lostRace }) => row?.consumed && !row.before && !lostRace));
  assert.equal(new Set(answers.map(({ rows }) => rows[0]?.transaction)).size, 1);
});

test('S155 a statement that fails takes none with it that was sent in its group, and none happens twice', async () => {
  const [one, bad, other] = [randomBytes(32), randomBytes(32), randomBytes(32)];
  const results = await Promise.allSettled([
    database.write(ADD, [one, 1]),
    database.write(ADD, [bad, 0]),
    database.write(ADD, [other, 1]),
  ]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['fulfilled', 'rejected', 'fulfilled'],
  );
  assert.match(String(results[1]?.status === 'rejected' && results[1].reason), /division by zero/);
  assert.deepEqual(await timesSpent([one, bad, other]), [1, 1]);
});

test('S155 so it is where Postgres does not speak English', async () => {
  const line = await lineTo(own.url, (chunk) =>
    Buffer.from(chunk.toString('latin1').replace('SERROR', 'SVIRHE'), 'latin1'),
  );
  const finnish = openDatabase({ url: line.url, max: 8, onIdleError: () => {} });
  try {
    const [one, bad] = [randomBytes(32), randomBytes(32)];
    const results = await Promise.allSettled([finnish.write(ADD, [one, 1]), finnish.write(ADD, [bad, 0])]);
    assert.deepEqual(
      results.map(({ status }) => status),
      ['fulfilled', 'rejected'],
    );
    assert.equal((results[1] as { readonly reason?: pg.DatabaseError }).reason?.severity, 'VIRHE');
  } finally {
    await finnish.close();
    await line.close();
  }
});

test('S155 a value that cannot be sent fails by itself', async () => {
  const hash = randomBytes(32);
  const unsendable = {
    toPostgres() {
      throw new Error('no text');
    },
  };
  const results = await Promise.allSettled([database.write(ADD, [unsendable, 1]), database.write(ADD, [hash, 1])]);
  assert.deepEqual(
    results.map(({ status }) => status),
    ['rejected', 'fulfilled'],
  );
  assert.deepEqual(await timesSpent([hash]), [1]);
});

test('S155 a row that somebody holds delays whoever wants it, and nobody of its group', async () => {
  const hashes = await coins(6);
  const holder = await database.pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM coins WHERE hash = $1 FOR UPDATE', [hashes[2]]);
  const held = new Set<number>(hashes.keys());
  const all = hashes.map((hash, at) => consume(hash).finally(() => held.delete(at)));
  assert.equal(await untilWaiting(database.pool, 1), 1);
  for (const deadline = Date.now() + 2000; held.size > 1 && Date.now() < deadline; ) await sleep(5);
  assert.deepEqual([...held], [2]);
  await holder.query('COMMIT');
  holder.release();
  assert.ok((await Promise.all(all)).every(({ rows: [row] }) => row?.consumed));
  assert.deepEqual(await timesSpent(hashes), [1, 1, 1, 1, 1, 1]);
});

test('S027 of many who consume one row at once one does, and the others know that they came second, not later', async () => {
  for (let round = 0; round < 30; round += 1) {
    const [coin] = (await coins(1)) as [Buffer];
    // Others fill the groups, so that whoever is in one looks at the row later than who runs alone.
    const crowd = (await coins(14)).map((hash) => consume(hash));
    const answers = await Promise.all(Array.from({ length: 5 }, () => consume(coin)));
    await Promise.all(crowd);
    assert.equal(answers.filter(({ rows: [row] }) => row?.consumed).length, 1);
    for (const { rows, lostRace } of answers) {
      assert.ok(rows[0]?.consumed || lostRace || !rows[0]?.before, 'a loser of the race was taken for a replay');
    }
    assert.deepEqual(await timesSpent([coin]), [1]);
  }
});

test('S027 who came second is told so also where that is answered before the first one knows that it won', async () => {
  const [coin] = (await coins(1)) as [Buffer];
  const line = await lineTo(own.url);
  const far = openDatabase({ url: line.url, max: 2, onIdleError: () => {} });
  try {
    await far.pool.query('SELECT 1');
    line.holdAnswers(); // of the connection that the first one takes
    const first = consume(coin, far);
    while ((await timesSpent([coin]))[0] !== 1) await sleep(5);
    const second = consume(coin, far);
    await Promise.race([second, sleep(300)]);
    line.letGo();
    assert.equal((await first).rows[0]?.consumed, true);
    assert.equal((await second).lostRace, true);
  } finally {
    await far.close();
    await line.close();
  }
});

test('S028 who comes with a consumed one is told so, however many come at once', async () => {
  const [coin] = (await coins(1)) as [Buffer];
  await consume(coin);
  const replays = await Promise.all(Array.from({ length: 5 }, () => consume(coin)));
  for (const { rows, lostRace } of replays) {
    assert.deepEqual([rows[0]?.consumed, rows[0]?.before, lostRace], [false, true, false]);
  }
});

test('S155 groups of two processes that want the same rows in opposite orders do not wait for each other', async () => {
  const other = openDatabase({ url: own.url, max: 8, onIdleError: () => {} });
  const slowly = {
    name: 'consume-slowly',
    text: CONSUME.text.replace('WHERE hash', 'FROM pg_sleep(0.004) WHERE hash'),
  };
  try {
    let takenApart = 0;
    for (let round = 0; round < 10; round += 1) {
      const hashes = await coins(3);
      const [here, there] = await Promise.all(
        [
          { on: database, order: hashes },
          { on: other, order: hashes.toReversed() },
        ].map(({ on, order }) => Promise.all(order.map((hash) => on.write<Consumed>(slowly, [hash], wasSpent)))),
      );
      for (const answers of [here, there]) {
        if (new Set(answers?.map(({ rows }) => rows[0]?.transaction)).size > 1) takenApart += 1;
      }
      assert.deepEqual(await timesSpent(hashes), [1, 1, 1]);
    }
    assert.ok(takenApart < 4, `${takenApart} of 20 groups had to be taken apart`); // some may meet a busy machine
  } finally {
    await other.close();
  }
});

test('S155 of many statements that wait for few connections none waits longer than one alone would', async () => {
  const few = openDatabase({ url: own.url, max: 1, onIdleError: () => {} });
  const slow = { name: 'slow', text: 'SELECT pg_sleep(0.3) WHERE $1::interval IS NOT NULL' };
  try {
    const hashes = await coins(100);
    const first = few.run(slow, []);
    const all = hashes.map((hash) => consume(hash, few));
    await aTurn(); // they stand in line
    const served: unknown[] = [];
    const others = Array.from({ length: 4 }, () => few.run(slow, []).then((rows) => served.push(rows)));
    await first;
    await Promise.all(all);
    assert.equal(served.length, 0, 'who came later went first');
    await Promise.all(others);
  } finally {
    await few.close();
  }
});

test('S155 where Postgres takes no more connections, those that there are serve whoever waits', async () => {
  const role = new URL(own.url).pathname.slice(1);
  await database.pool.query(`CREATE ROLE ${role} LOGIN PASSWORD 'x' CONNECTION LIMIT 1`);
  await database.pool.query(`GRANT ALL ON coins TO ${role}`);
  const url = Object.assign(new URL(own.url), { username: role, password: 'x' }).href;
  const limited = openDatabase({ url, max: 2, onIdleError: () => {} });
  const brief = { name: 'brief', text: 'SELECT pg_sleep(0.1) WHERE $1::interval IS NOT NULL' };
  try {
    const hashes = await coins(40);
    const only = limited.run(brief, []);
    await sleep(30); // it has the one connection
    const answers = await Promise.all(hashes.map((hash) => consume(hash, limited)));
    assert.ok(answers.every(({ rows: [row] }) => row?.consumed));
    await only;
  } finally {
    await limited.close();
    await database.pool.query(`DROP OWNED BY ${role}`);
    await database.pool.query(`DROP ROLE ${role}`);
  }
});

test('S154 a group whose connection is lost is not run again: nobody knows what became of it, and so it is said', async () => {
  const hashes = await coins(4);
  const end = { name: 'end', text: 'SELECT pg_terminate_backend(pg_backend_pid()) WHERE $1::interval IS NOT NULL' };
  const results = await Promise.allSettled([...hashes.map((hash) => consume(hash)), database.write(end, [])]);
  const [ended, ...others] = results.toReversed().map((each) => each.status === 'rejected' && each.reason);
  assert.ok(others.every((reason) => reason instanceof Unknown));
  assert.ok(ended instanceof Unavailable, 'what only reads has changed nothing, whatever became of it');
  assert.deepEqual(await timesSpent(hashes), [0, 0, 0, 0]);
});

test('S154 what is committed and never answered is unknown, alone as in a group', async () => {
  for (const count of [1, 3]) {
    const hashes = await coins(count);
    const line = await lineTo(own.url);
    const far = openDatabase({ url: line.url, max: 2, onIdleError: () => {} });
    await far.pool.query('SELECT 1');
    line.holdAnswers();
    const all = Promise.allSettled(hashes.map((hash) => consume(hash, far)));
    while ((await timesSpent(hashes)).some((times) => times !== 1)) await sleep(5);
    await line.close();
    assert.ok((await all).every((each) => each.status === 'rejected' && each.reason instanceof Unknown));
    await far.close();
    assert.deepEqual(await timesSpent(hashes), Array(count).fill(1));
  }
});

test('S154 what Postgres cannot say the end of is unknown as well, and is not run again', async () => {
  let answer: Buffer | undefined;
  const line = await lineTo(own.url, (chunk) => answer ?? chunk);
  try {
    for (const [code, severity] of [
      ['40003', 'ERROR'], // statement completion unknown
      ['57P01', 'FATAL'], // ended by an administrator while it committed
      ['08006', 'FATAL'],
      ['53100', 'PANIC'], // no room for the log
    ] as const) {
      answer = undefined;
      const far = openDatabase({ url: line.url, max: 2, onIdleError: () => {} });
      await far.pool.query('SELECT 1');
      const hashes = await coins(2);
      answer = refusal(code, severity);
      const results = await Promise.allSettled(hashes.map((hash) => consume(hash, far)));
      answer = undefined;
      assert.ok(
        results.every((each) => each.status === 'rejected' && each.reason instanceof Unknown),
        code,
      );
      assert.deepEqual(await timesSpent(hashes), [1, 1]);
      await far.close();
    }
  } finally {
    await line.close();
  }
});
