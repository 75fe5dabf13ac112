import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Socket } from 'node:net';
import { test } from 'node:test';
import { setTimeout } from 'node:timers/promises';
import pg from 'pg';
import { type Database, openDatabase, type Statement } from '../../../src/storage/engine/database.ts';
import { openPrisma, type Within } from '../../../src/storage/engine/prisma.ts';
import { transaction } from '../../../src/storage/engine/transaction.ts';
import { Conflict, Unavailable, Unknown } from '../../../src/storage-errors.ts';
import { behindLock } from '../../support/barrier.ts';
import { testDatabase } from '../../support/database.ts';

test('S154 a Postgres that falls silent fails a query in less than five seconds, and serves again when it speaks', async () => {
  await onSilentLine(2, async (database, line) => {
    assert.equal((await database.pool.query('SELECT 1 AS one')).rows[0].one, 1);
    line.silence(true);
    const began = performance.now();
    await assert.rejects(database.pool.query('SELECT 1'), Unavailable);
    assert.ok(performance.now() - began < 5000);
    line.silence(false);
    assert.equal((await database.pool.query('SELECT 1 AS one')).rows[0].one, 1);
  });
});

test('S154 a connection that falls silent before it is had fails whoever needs it in less than five seconds', {
  timeout: 20_000,
}, async () => {
  await onSilentLine(2, async (database, line) => {
    line.silenceNew(true);
    const began = performance.now();
    await assert.rejects(database.run<Echo>(ECHO, [1]), Unavailable);
    assert.ok(performance.now() - began < 5000);
    line.silenceNew(false);
    assert.equal((await database.run<Echo>(ECHO, [2]))[0]?.number, 2);
  });
});

test('S155 what is written does not wait for a new connection where one that is there comes free', {
  timeout: 20_000,
}, async () => {
  await onSilentLine(2, async (database, line) => {
    const there = await database.pool.connect();
    line.silenceNew(true);
    const began = performance.now();
    const first = database.write<Echo>(ECHO, [1]); // asks for a second connection
    await setTimeout(100);
    there.release();
    const second = database.write<Echo>(ECHO, [2]);
    assert.deepEqual(
      (await Promise.all([first, second])).map(({ rows }) => rows[0]?.number),
      [1, 2],
    );
    assert.ok(performance.now() - began < 1000);
  });
});

test('S154 what is only read shares a connection that fails as soon, and comes back by itself', async () => {
  await onSilentLine(3, async (database, line) => {
    await untilShared(database);
    line.silence(true);
    const began = performance.now();
    const lost = await Promise.allSettled([5, 6].map((number) => database.read<Echo>(ECHO, [number])));
    assert.ok(lost.every((each) => each.status === 'rejected' && each.reason instanceof Unavailable));
    assert.ok(performance.now() - began < 5000);
    line.silence(false);
    assert.equal((await database.read<Echo>(ECHO, [7]))[0]?.number, 7);
  });
});

test('one statement that fails takes none with it that is read beside it', async () => {
  await onDatabase(3, async (database) => {
    await untilShared(database);
    const bad = { name: 'bad', text: 'SELECT 1 / $2::int AS number WHERE $1::interval IS NOT NULL' };
    const [first, failed, last] = await Promise.allSettled([
      database.read<Echo>(ECHO, [1]),
      database.read<Echo>(bad, [0]),
      database.read<Echo>(ECHO, [3]),
    ]);
    assert.equal(failed.status, 'rejected');
    assert.deepEqual(
      [first, last].map((each) => each.status === 'fulfilled' && each.value[0]?.number),
      [1, 3],
    );
  });
});

test('S154 an answer that came while this process stood still is read, and its connection is not cut', async () => {
  await onDatabase(3, async (database) => {
    await untilShared(database);
    const slow = { name: 'slow-echo', text: ECHO.text.replace('WHERE', 'FROM pg_sleep(0.2) WHERE') };
    const asked = [database.run<Echo>(slow, [1]), database.read<Echo>(slow, [2])];
    const written = database.write<Echo>(ECHO, [3]);
    // With real signals: a process that is woken up out of its wait for sockets goes on with the timers.
    spawn('sh', ['-c', `sleep 0.05; kill -STOP ${process.pid}; sleep 4; kill -CONT ${process.pid}`]);
    assert.deepEqual(
      (await Promise.all(asked)).map(([row]) => row?.number),
      [1, 2],
    );
    assert.equal((await written).rows[0]?.number, 3);
  });
});

test('what was prepared before a column got another type is prepared anew, whichever connection knows it', async () => {
  const own = await testDatabase();
  const database = openDatabase({ url: own.url, max: 4, onIdleError: () => {} });
  const other = openDatabase({ url: own.url, max: 4, onIdleError: () => {} });
  const text = 'SELECT n FROM things WHERE $1::interval IS NOT NULL';
  const [find, list, add] = [
    { name: 'find-thing', text },
    { name: 'list-things', text },
    { name: 'add-thing', text: text.replace('SELECT n FROM', 'UPDATE').replace('WHERE', 'SET n = n WHERE') },
  ].map((each) => ({ ...each, text: each.name === 'add-thing' ? `${each.text} RETURNING n` : each.text })) as [
    Statement,
    Statement,
    Statement,
  ];
  type Thing = { readonly n: unknown };
  const all = async (on: Database) => {
    const prisma = await on.prisma();
    const many = await Promise.all([
      ...[1, 2, 3].map(() => on.run<Thing>(find, [])),
      ...[1, 2, 3].map(() => on.read<Thing>(list, [])),
      ...[1, 2, 3].map(async () => (await on.write<Thing>(add, [])).rows),
      prisma.$queryRawUnsafe<Thing[]>('SELECT n FROM things'),
    ]);
    return new Set(many.map((rows) => rows[0]?.n));
  };
  try {
    await database.pool.query('CREATE TABLE things AS SELECT 7 AS n');
    await untilShared(database);
    for (const on of [database, other]) assert.deepEqual(await all(on), new Set([7]));
    await other.close();
    await database.pool.query('ALTER TABLE things ALTER n TYPE text');
    assert.deepEqual(await all(database), new Set(['7']));
    assert.deepEqual(await all(database), new Set(['7']));
  } finally {
    await database.close();
    await own.drop();
  }
});

test('S155 a statement that met another transaction is run again, over a connection as through Prisma', async () => {
  await onDatabase(4, async (database) => {
    for (const code of ['40001', '40P01']) {
      await database.pool.query(`
        CREATE SEQUENCE tries; CREATE FUNCTION met_another() RETURNS int LANGUAGE plpgsql AS $$
        BEGIN IF nextval('tries') % 3 <> 0 THEN RAISE 'met another' USING ERRCODE = '${code}'; END IF; RETURN 1; END $$`);
      const select = 'SELECT met_another() AS number';
      const named = { name: `met-another-${code}`, text: `${select} WHERE $1::interval IS NOT NULL` };
      assert.equal((await database.run<Echo>(named, []))[0]?.number, 1);
      assert.equal((await database.write<Echo>(named, [])).rows[0]?.number, 1);
      assert.equal((await database.pool.query(select)).rows[0].number, 1);
      assert.equal((await transaction(database, (client) => client.query(select))).rows[0].number, 1);
      const prisma = await database.prisma();
      const inside = await prisma.$transaction((client) => client.$queryRawUnsafe<Echo[]>(select));
      assert.equal(inside[0]?.number, 1);
      assert.equal((await prisma.$queryRawUnsafe<Echo[]>(select))[0]?.number, 1);
      await database.pool.query('DROP FUNCTION met_another; DROP SEQUENCE tries');
    }
  });
});

test('S155 what meets another transaction under repeatable read is run again through Prisma, alone and in a transaction', async () => {
  const own = await testDatabase();
  const options = '-c default_transaction_isolation=repeatable\\ read';
  const pool = new pg.Pool({ connectionString: own.url, max: 4, options });
  pool.on('error', () => {}); // of a connection that the end of the database cuts
  const prisma = await openPrisma(pool, 'public');
  try {
    await prisma.scope.create({ data: { name: 'read', description: '0' } });
    const change = (on: Pick<Within, 'scope'>, description: string) =>
      on.scope.updateMany({ where: { name: 'read' }, data: { description } });
    let tried = 0;
    const ways = {
      alone: () => change(prisma, 'alone'),
      'in a transaction': () =>
        prisma.$transaction(async (within) => {
          tried += 1;
          assert.equal((await within.scope.findMany()).length, 1);
          return change(within, 'in a transaction');
        }),
    };
    for (const [how, act] of Object.entries(ways)) {
      const lock = { text: "UPDATE scopes SET description = 'other' WHERE name = 'read'", values: [] };
      assert.deepEqual(await behindLock(pool, lock, 1, act), { count: 1 }, how);
      assert.equal((await prisma.scope.findFirst())?.description, how);
    }
    assert.equal(tried, 2);
  } finally {
    await prisma.$disconnect();
    await pool.end();
    await own.drop();
  }
});

test('S154 what is lost has a name: it may have happened only where it was sent, and could have changed something', async () => {
  const own = await testDatabase();
  const database = openDatabase({ url: own.url, max: 4, onIdleError: () => {} });
  const end = 'SELECT pg_terminate_backend(pg_backend_pid())';
  try {
    const { pool } = database;
    await pool.query('CREATE TABLE done (id int)');
    const prisma = await database.prisma();
    await assert.rejects(pool.query(end), Unavailable);
    await assert.rejects(pool.query(`WITH d AS (INSERT INTO done VALUES (1) RETURNING id) ${end} FROM d`), Unknown);
    await assert.rejects(prisma.$executeRawUnsafe(end), Unknown);
    // Nothing of a transaction has happened before its commit.
    const within = async (query: (text: string) => Promise<unknown>) => {
      await query('INSERT INTO done VALUES (2)');
      await query(end);
    };
    await assert.rejects(
      transaction(database, (client) => within((text) => client.query(text))),
      Unavailable,
    );
    await assert.rejects(
      prisma.$transaction((client) => within((text) => client.$executeRawUnsafe(text))),
      Unavailable,
    );
    // A trigger that runs at the commit ends the connection in the middle of it.
    await pool.query(`
      CREATE FUNCTION end_it() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_terminate_backend(pg_backend_pid()); RETURN NULL; END $$;
      CREATE CONSTRAINT TRIGGER ends AFTER INSERT ON done DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION end_it()`);
    const insert = 'INSERT INTO done VALUES (3)';
    await assert.rejects(
      transaction(database, (client) => client.query(insert)),
      Unknown,
    );
    await assert.rejects(
      prisma.$transaction((client) => client.$executeRawUnsafe(insert)),
      Unknown,
    );
  } finally {
    await database.close();
    await own.drop();
  }
});

test('a condition without its value is an error through Prisma, and never everybody’s rows', async () => {
  const own = await testDatabase();
  const database = openDatabase({ url: own.url, max: 3, onIdleError: () => {} });
  try {
    const prisma = await database.prisma();
    await prisma.scope.create({ data: { name: 'read', description: 'Read' } });
    const nothing = undefined as unknown as string;
    await assert.rejects(prisma.scope.deleteMany({ where: { name: nothing } }), /undefined/);
    await assert.rejects(
      prisma.$transaction(({ scope }) => scope.updateMany({ where: { name: nothing }, data: { description: '' } })),
      /undefined/,
    );
    assert.deepEqual(
      (await prisma.scope.findMany()).map(({ description }) => description),
      ['Read'],
    );
  } finally {
    await database.close();
    await own.drop();
  }
});

test('what cannot be beside what is there is a conflict, whichever way it came', async () => {
  const own = await testDatabase();
  const database = openDatabase({ url: own.url, max: 3, onIdleError: () => {} });
  const nobody = '01890000-0000-7000-8000-000000000000';
  try {
    const scope = `INSERT INTO scopes (name, description) VALUES ('read', 'Read')`;
    await database.pool.query(scope);
    const session = {
      idHash: Buffer.alloc(32),
      userId: nobody,
      authenticatedAt: new Date(),
      amr: [],
      expiresAt: new Date(),
    };
    const prisma = await database.prisma();
    const cases: readonly (readonly [string, () => Promise<unknown>])[] = [
      ['taken', () => database.pool.query(scope)],
      ['taken', () => transaction(database, (client) => client.query(scope))],
      ['taken', () => prisma.scope.create({ data: { name: 'read', description: 'Read' } })],
      [
        'taken',
        () =>
          prisma.$transaction(async (client) => client.scope.create({ data: { name: 'read', description: 'Read' } })),
      ],
      ['reference', () => prisma.session.create({ data: { ...session, address: '192.0.2.1', agent: '' } })],
    ];
    for (const [reason, act] of cases) {
      await assert.rejects(act, (error) => error instanceof Conflict && error.reason === reason && !!error.constraint);
    }
    await assert.rejects(
      database.pool.query('SELECT 1 / 0'),
      (error) => !(error instanceof Conflict) && !(error instanceof Unavailable),
    );
  } finally {
    await database.close();
    await own.drop();
  }
});

type Echo = { readonly number: number; readonly pid: number };
const ECHO = {
  name: 'echo',
  text: 'SELECT $2::int AS number, pg_backend_pid() AS pid WHERE $1::interval IS NOT NULL',
};

/** What is read before the shared connection is there goes over any. */
async function untilShared(database: Database) {
  for (let tries = 0; tries < 500; tries += 1) {
    const rows = await Promise.all([1, 2].map((number) => database.read<Echo>(ECHO, [number])));
    if (new Set(rows.map(([row]) => row?.pid)).size === 1) return;
  }
  assert.fail('there was never a shared connection');
}

const GREETED = 'Z\0\0\0\u0005I'; // ReadyForQuery

/** A database of its own, and what is opened of it: gone when the work is done. */
async function onDatabase(
  max: number,
  work: (database: Database) => Promise<void>,
  via: (url: URL) => string = (url) => url.href,
): Promise<void> {
  const own = await testDatabase();
  const database = openDatabase({ url: via(new URL(own.url)), max, onIdleError: () => {} });
  try {
    await work(database);
  } finally {
    await database.close();
    await own.drop();
  }
}

/** The same over a line that can fall silent. */
async function onSilentLine(
  max: number,
  work: (database: Database, line: Awaited<ReturnType<typeof silentLine>>) => Promise<void>,
): Promise<void> {
  const line = await silentLine(new URL(process.env['TEST_PG_URL'] ?? ''));
  await onDatabase(
    max,
    // Closed first: who waits for it would keep the database from closing.
    (database) => work(database, line).finally(() => line.close()),
    (url) => Object.assign(url, { host: `127.0.0.1:${line.port}` }).href,
  );
}

/** A line to Postgres that can swallow every answer without breaking, or those of new connections once they are greeted. */
async function silentLine(target: URL) {
  let silent = false;
  let silentNew = false;
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const greetedOnly = silentNew;
    let greeted = false;
    const far = connect(Number(target.port), target.hostname);
    for (const socket of [near, far]) {
      sockets.add(socket);
      socket.on('error', () => {}).on('close', () => void [near, far].map((end) => end.destroy()));
    }
    near.pipe(far);
    far.on('data', (chunk) => {
      if (!silent && !(greeted && greetedOnly)) near.write(chunk);
      greeted ||= chunk.includes(GREETED);
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    port: (server.address() as AddressInfo).port,
    silence(on: boolean) {
      silent = on;
    },
    silenceNew(on: boolean) {
      silentNew = on;
    },
    async close() {
      for (const socket of sockets) socket.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}
