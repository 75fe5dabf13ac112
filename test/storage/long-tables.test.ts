import assert from 'node:assert/strict';
import path from 'node:path';
import { after, test } from 'node:test';
import { root } from '../../src/root.ts';
import { digest, randomSecret } from '../../src/secrets.ts';
import { authorizationCodeStore } from '../../src/storage/authorization-code.ts';
import { clientStore } from '../../src/storage/client.ts';
import { FIND_ORIGIN, hasOrigin } from '../../src/storage/client-origin.ts';
import { migrate, readMigrations } from '../../src/storage/engine/migrate.ts';
import { clientsFoundBy, clientsOf, clientsPage, everyClient } from '../../src/storage/list-clients.ts';
import {
  haveMany,
  peopleAnywhere,
  peopleBeginning,
  peopleHaving,
  peopleList,
  peopleNear,
  peoplePage,
} from '../../src/storage/list-people.ts';
import { consumersPage } from '../../src/storage/oauth1/consumer.ts';
import { overviewStatements, overviewStore } from '../../src/storage/overview.ts';
import { refreshTokenStore } from '../../src/storage/refresh-token.ts';
import { makeUser, openAccounts } from '../support/accounts.ts';
import { makeApplication, makeFamily, SETTINGS } from '../support/applications.ts';
import { asSuperuser, emptyDatabase, testDatabase } from '../support/database.ts';
import { rowsRead } from '../support/plans.ts';

const { url, drop } = await testDatabase();
const accounts = openAccounts(url);
const { pool } = accounts.database;
const clients = clientStore(accounts.database);
const ada = await makeUser(accounts, 'ada.needle@example.org');
const { id } = await makeApplication(clients, ada.id, { name: 'Looked For' });
after(async () => {
  await accounts.database.close();
  await drop();
});

const MOST = 100;
const NOW = '0 milliseconds';

/** So many more people, each with an application that did something in each of four hours and was refused something. */
async function fill(from: number, to: number) {
  const each = `FROM generate_series(${from}, ${to}) AS i`;
  for (const text of [
    `INSERT INTO users (email, email_canonical, name) SELECT e, e, 'Person ' || i FROM (SELECT i, 'p' || i || '@example.org' AS e ${each}) p`,
    `INSERT INTO clients (id, name, owner_id, confidential, redirect_uris, scopes, grants, in_review, created_at)
      SELECT 'client-' || i, 'App ' || i, u.id, true, ARRAY['https://app' || i || '.example/cb', 'http://127.0.0.1/cb'], '{}', '{}', i % 10 = 0, now() - interval '1 day'
      ${each} JOIN users u ON u.email = 'p' || i || '@example.org'`,
    `INSERT INTO client_activity (client_id, hour, issued, refused, last_at)
      SELECT 'client-' || i, date_trunc('hour', now()) - h * interval '1 hour', 2, 1, now() ${each}, generate_series(0, 3) h`,
    `INSERT INTO audit_events (event, user_id, at)
      SELECT e, u.id, now() - i * interval '1 second' ${each} JOIN users u ON u.email = 'p' || i || '@example.org', unnest('{sign_in.succeeded,sign_in.failed}'::text[]) e`,
    `INSERT INTO refusals (client_id, rule, sent_hash, sent, request_id) SELECT 'client-' || i, 'rule-' || i % 3, '', '', '' ${each}`,
    `INSERT INTO oauth1_consumers (key, name, homepage, owner_id, scopes, secret)
      SELECT 'consumer-' || i, 'C', 'https://c.example/', u.id, '{}', '' ${each} JOIN users u ON u.email = 'p' || i || '@example.org'`,
    'VACUUM ANALYZE',
  ]) {
    await asSuperuser(text, url); // not in the seconds that a server's statement has
  }
}

test('no page of administration reads more because the tables are longer, and figures say where they are not exact', async () => {
  const statements = overviewStatements(MOST, 'administrators');
  const asked: readonly (readonly [string, string, readonly unknown[]])[] = [
    ...Object.entries(statements).map(([name, text]) => [name, text, [NOW]] as const),
    ...[everyClient(MOST), clientsOf(ada.id), clientsFoundBy('needle'), clientsFoundBy('app1.ex')].map(
      (chosen, at) => [`list ${at}`, clientsPage(chosen, { page: 1, size: 5 }), chosen.values] as const,
    ),
    // Of one application, of most of them, of none.
    ...['https://app7.example', 'http://127.0.0.1', 'https://nobody.example'].map(
      (origin) => [origin, FIND_ORIGIN.text, [NOW, origin]] as const,
    ),
    ['people', peoplePage(5, '').text, ['']],
    ...['needle', 'p12@', 'zz'].flatMap((search) => {
      const reach = { walked: MOST, sampled: MOST, sorted: MOST };
      return [
        ['beginning with', peopleBeginning(5, search, '')] as const,
        ['near having', peopleNear(5, search, '', reach)] as const,
        ['sampled having', haveMany(search, '', reach)] as const,
        ['having', peopleHaving(5, search, '')] as const,
      ].map(([how, { text, values }]) => [`people ${how} ${search}`, text, values] as const);
    }),
    ['people lacking a factor', overviewStatements(MOST, 'everybody').numbers, [NOW]],
    ['page 30', clientsPage(everyClient(MOST), { page: 30, size: 5 }), []],
  ];
  const readAll = () => Promise.all(asked.map(([, text, values]) => rowsRead(pool, text, values)));
  await fill(1, 600);
  const few = await readAll();
  const consumers = () => rowsRead(pool, consumersPage('true', { page: 1, size: 5 }), []);
  const fewConsumers = await consumers();
  await fill(601, 2400);
  const many = await readAll();
  for (const [at, [name]] of asked.entries()) {
    const [before = 0, now = 0] = [few[at], many[at]];
    assert.ok(
      (before > 0 || /nobody|needle|zz|person/.test(name)) && now <= before * 1.15 + 20,
      `${name}: ${before} rows of 600, ${now} of 2,400`,
    );
  }
  assert.ok((await consumers()) - fewConsumers <= 1800 + 20, 'but for counting them');
  const overview = await overviewStore(accounts.database, { most: MOST, factors: 'administrators' }).read();
  assert.deepEqual(overview.people, { count: 2400, exact: false });
  assert.deepEqual(overview.applications, { count: 2400, exact: false });
  assert.deepEqual(overview.waiting, { count: MOST, exact: false });
  assert.deepEqual(overview.peopleSignedIn, { count: MOST + 1, exact: false });
  assert.deepEqual(overview.peopleOfWeek, { count: MOST + 1, exact: false });
  assert.deepEqual(overview.signInsFailed, { count: MOST, exact: false });
  assert.deepEqual(overview.peopleLackingFactor, { count: 0, exact: true });
  assert.deepEqual(
    overview.used.map(({ issued }) => issued),
    [8, 8, 8, 8, 8, 8],
  );
  assert.deepEqual(overview.secretsEnding, []);
  assert.deepEqual(
    overview.hours.slice(-5),
    [0, 1, 2, 3, 4].map((at) => ({ ...overview.hours.at(at - 5), issued: at && 4800, refused: at && 2400 })),
  );
});

test('who has no second factor is read off an index of them, however many have one', async () => {
  await asSuperuser("UPDATE users SET has_factor = true WHERE email NOT LIKE 'p7_@%'", url);
  await asSuperuser("UPDATE users SET disabled_at = now() WHERE email = 'p71@example.org'", url);
  await asSuperuser('VACUUM ANALYZE users', url);
  const list = peopleList(accounts.database);
  const seen: string[] = [];
  for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
    const page = await list.list({ size: 4, after, withoutFactor: true });
    seen.push(...page.people.map(({ email }) => email));
    after = page.next;
  }
  assert.deepEqual(
    seen,
    [0, 2, 3, 4, 5, 6, 7, 8, 9].map((n) => `p7${n}@example.org`),
  );
  for (const search of ['', 'p7', 'p75']) {
    const { text, values } = peopleBeginning(5, search, '', true);
    const read = await rowsRead(pool, text, values);
    assert.ok(read <= 24, `${search}: ${read} rows`);
  }
  const found = async (search: string) =>
    (await list.list({ size: 9, search, withoutFactor: true })).people.map(({ email }) => email);
  assert.deepEqual(await found('p71'), []);
  assert.deepEqual(await found('Person 75'), ['p75@example.org']);
  assert.deepEqual(await found('Person 85'), []);
  await asSuperuser('UPDATE users SET has_factor = false, disabled_at = NULL', url);
});

test('applications are found by name, address, owner and client ID, in letters of any size, as they are now', async () => {
  const found = async (search: string) =>
    (await clients.list({ page: 1, size: 9, search })).clients.map((client) => client.name);
  for (const search of ['looked for', 'LOOKED', 'Trailmark.example/OAuth', 'ada.NEEDLE@', id]) {
    assert.deepEqual(await found(search), ['Looked For'], search);
  }
  // What would mean something in a pattern, the end of one thing with the beginning of the next, and part of an ID.
  for (const search of ['l_oked for', 'looked%', '\\', 'for https', id.slice(0, -1)]) {
    assert.deepEqual(await found(search), [], search);
  }
  await pool.query(`UPDATE users SET name = 'Somebody Renamed' WHERE id = '${ada.id}'`);
  assert.deepEqual(await found('ody Re'), ['Looked For']);
  assert.deepEqual(await found('Y '), ['Looked For']);
  await pool.query(`UPDATE clients SET name = '100%_Sure', owner_id = NULL WHERE id = '${id}'`);
  assert.deepEqual(await found('%_sure'), ['100%_Sure']);
  for (const search of ['looked for', 'needle', 'renamed']) assert.deepEqual(await found(search), [], search);
  await pool.query(`DELETE FROM clients WHERE id = '${id}'`);
  assert.deepEqual(await found('%_sure'), []);
});

test('an origin is known while an active application has an address of it, whichever release writes that', async () => {
  const made = await makeApplication(clients, ada.id, {
    redirectUris: ['https://One.Example:443/cb', 'http://localhost:3000'],
  });
  const known = async (...origins: string[]) => Promise.all(origins.map(hasOrigin(accounts.database)));
  const both = ['https://one.example', 'http://localhost:99'];
  assert.deepEqual(await known(...both, 'http://one.example', 'https://localhost:99'), [true, true, false, false]);
  const set = async (assignment: string) => {
    await pool.query(`UPDATE clients SET ${assignment} WHERE id = '${made.id}'`);
    return known(...both, 'https://two.example');
  };
  assert.deepEqual(await set('disabled_at = now()'), [false, false, false]);
  assert.deepEqual(await set(`redirect_uris = '{https://two.example?x}'`), [false, false, false]);
  assert.deepEqual(await set('disabled_at = NULL, in_review = true'), [false, false, false]);
  assert.deepEqual(await set('in_review = false'), [false, false, true]);
  await clients.delete(made.id, 'administrator');
  assert.deepEqual(await known('https://two.example'), [false]);
});

test('consuming a code or a refresh token writes into no index: the row stays in its page, also where that was full', async () => {
  const { id: clientId } = await makeApplication(clients, ada.id);
  const { authorizationId } = await makeFamily(accounts.database, ada.id, clientId);
  const revision = (await clients.find(clientId))?.revision ?? 0;
  const hashes = Array.from({ length: 300 }, () => digest(randomSecret()));
  for (const text of [
    `INSERT INTO authorization_codes (hash, authorization_id, client_id, registered_uri, expires_at, purge_at)
      SELECT hash, '${authorizationId}', '${clientId}', '${SETTINGS.redirectUris[0]}', now() + interval '1 hour', now() + interval '1 day'
      FROM unnest($1::bytea[]) AS hash`,
    `INSERT INTO refresh_tokens (hash, authorization_id, expires_at, ends_at)
      SELECT hash, '${authorizationId}', now() + interval '1 hour', now() + interval '1 day' FROM unnest($1::bytea[]) AS hash`,
  ]) {
    await pool.query(text, [hashes]);
  }
  const some = hashes.filter((_hash, at) => at % 6 === 0);
  const pages = async (table: string) => {
    const text = `SELECT (t.ctid::text::point)[0]::int AS page FROM ${table} t JOIN unnest($1::bytea[]) WITH ORDINALITY AS chosen (hash, at) USING (hash) ORDER BY at`;
    return (await pool.query<{ page: number }>(text, [some])).rows.map(({ page }) => page);
  };
  const codes = authorizationCodeStore(accounts.database);
  const refreshTokens = refreshTokenStore(accounts.database);
  const plain = { format: 'opaque', binding: undefined } as const;
  const fresh = () => ({ value: '', hash: digest(randomSecret()), seconds: 60, idleSeconds: 60, ...plain });
  const to = { clientId, revision, limited: false, key: undefined, target: undefined };
  const redirectUri = SETTINGS.redirectUris[0];
  for (const [table, outcome, consume] of [
    [
      'authorization_codes',
      'redeemed',
      (hash: Buffer) =>
        codes.redeem({ ...to, hash, redirectUri, challenge: undefined, access: fresh(), refresh: undefined }),
    ],
    [
      'refresh_tokens',
      'rotated',
      (hash: Buffer) =>
        refreshTokens.rotate({ ...to, hash, scopes: undefined, access: fresh(), successor: fresh(), idleSeconds: 60 }),
    ],
  ] as const) {
    const before = await pages(table);
    assert.ok(new Set(before).size > 3);
    const consumed = await Promise.all(some.map(async (hash): Promise<{ outcome: string }> => consume(hash)));
    assert.deepEqual([...new Set(consumed.map((each) => each.outcome))], [outcome]);
    assert.deepEqual(await pages(table), before, table);
  }
});

test('what was there before the migrations is counted and found after them', async () => {
  const old = await emptyDatabase();
  const migrations = await readMigrations(path.join(root, 'prisma/migrations'));
  const at = migrations.findIndex(({ name }) => name.endsWith('_roll_up_activity'));
  await migrate(old.url, migrations.slice(0, at));
  await asSuperuser(
    `INSERT INTO users (email, email_canonical, name) VALUES ('E@example.org', 'e@example.org', 'Eve');
    INSERT INTO clients (id, name, owner_id, confidential, redirect_uris, scopes, grants, in_review)
      SELECT i, 'App ' || i, u.id, true, ARRAY['https://app' || i || '.example/cb'], '{}', '{}', i = 3 FROM users u, generate_series(1, 3) i;
    INSERT INTO client_activity (client_id, hour, issued, refused, last_at)
      SELECT id, date_trunc('hour', now()) - h * interval '1 hour', 2, 1, now() FROM clients, generate_series(0, 1) h`,
    old.url,
  );
  await migrate(old.url, migrations);
  const { database } = openAccounts(old.url);
  try {
    const { hours } = await overviewStore(database).read();
    assert.deepEqual(
      hours.slice(-3).map(({ issued, refused }) => [issued, refused]),
      [
        [0, 0],
        [6, 3],
        [6, 3],
      ],
    );
    const found = async (search: string) => (await clientStore(database).list({ page: 1, size: 9, search })).total;
    assert.deepEqual(await Promise.all(['e@EXAMPLE', 'app 2', 'app3.example/'].map(found)), [3, 1, 1]);
    const origins = ['https://app1.example', 'https://app3.example'];
    assert.deepEqual(await Promise.all(origins.map(hasOrigin(database))), [true, false]);
  } finally {
    await database.close();
    await old.drop();
  }
});

test('people are found by the beginning of their address first, then by any part of name or address, page by page, each once', async () => {
  const own = await testDatabase();
  const here = openAccounts(own.url);
  try {
    const people = [
      'kim@a.example',
      'kim.b@a.example',
      'zoe.kim@a.example',
      'joe@a.example',
      'k_m@a.example',
      'kyra@a.example',
    ];
    for (const email of people) await makeUser(here, email);
    await here.database.pool.query(`
      UPDATE users SET name = 'Joe Kimura' WHERE email = 'joe@a.example'; UPDATE users SET name = 'Other' WHERE name NOT LIKE 'Joe%';
      UPDATE users SET name = 'Kit 100%' WHERE email = 'zoe.kim@a.example'`);
    const list = peopleList(here.database);
    const found = async (search: string, size: number) => {
      const pages: string[][] = [];
      for (let after: string | undefined = '', page = 0; after !== undefined && page < 9; page += 1) {
        const { people: some, next }: Awaited<ReturnType<typeof list.list>> = await list.list({ size, search, after });
        pages.push(some.map(({ email }) => email.replace('@a.example', '')));
        after = next;
      }
      return pages;
    };
    assert.deepEqual(await found('KIM', 9), [['kim.b', 'kim', 'joe', 'zoe.kim']]);
    assert.deepEqual(await found('kim', 1), [['kim.b'], ['kim'], ['joe'], ['zoe.kim']]);
    assert.deepEqual(await found('kim', 2), [
      ['kim.b', 'kim'],
      ['joe', 'zoe.kim'],
    ]);
    assert.deepEqual(await found('kim', 3), [['kim.b', 'kim', 'joe'], ['zoe.kim']]);
    assert.deepEqual(await found('k_', 9), [['k_m']]);
    assert.deepEqual(await found('ky', 9), [['kyra']]);
    assert.deepEqual(await found('ki', 9), [['kim.b', 'kim', 'zoe.kim']]);
    assert.deepEqual(await found('100%', 9), [['zoe.kim']]);
    assert.deepEqual(await found('nobody', 9), [[]]);
    const [{ id: joe } = { id: '' }] = (await list.list({ size: 1, search: 'joe@' })).people;
    assert.deepEqual(await found(joe, 9), [['joe']]);
    assert.deepEqual(
      (await found('', 4)).map((page) => page.length),
      [4, 2],
    );
  } finally {
    await here.database.close();
    await own.drop();
  }
});

test('people are found as soon where very many have what is looked for, far from the beginning of the list, and each once', async () => {
  const own = await testDatabase();
  const here = openAccounts(own.url);
  const add = async (address: string, name: string, count: number) => {
    await asSuperuser(
      `INSERT INTO users (email, email_canonical, name)
        SELECT e, e, '${name} ' || i FROM (SELECT i, '${address}' || i || '@example.org' AS e FROM generate_series(1, ${count}) AS i) p`,
      own.url,
    );
  };
  const reach = { walked: 100, sampled: 100, sorted: 300, searched: 150 };
  const list = peopleList(here.database, reach);
  const found = async (search: string) => {
    const pages: Awaited<ReturnType<typeof list.list>>[] = [];
    do pages.push(await list.list({ size: 150, search, after: pages.at(-1)?.next ?? '' }));
    while (pages.at(-1)?.next !== undefined);
    return { pages, people: pages.flatMap((page) => page.people.map(({ name }) => name)) };
  };
  const read = async () =>
    Promise.all(
      ['comer', 'la'].flatMap((search) =>
        [
          peopleNear(5, search, '', reach),
          haveMany(search, '', reach),
          peopleAnywhere(5, search, { from: '', id: '00000000-0000-0000-0000-000000000000' }, reach),
        ].map(({ text, values }) => rowsRead(here.database.pool, text, values)),
      ),
    );
  try {
    await add('early', 'Early', 1000);
    await add('zoe', 'Late Comer', 1000);
    await add('comer', 'First', 3);
    assert.ok(
      (await found('comer')).pages.every(({ ordered }) => ordered),
      'as long as nobody knows how many there are',
    );
    await asSuperuser('VACUUM ANALYZE users', own.url);
    const rows = await read();
    assert.ok(
      rows.every((each) => each <= 200),
      `${rows}`,
    );
    for (const search of ['comer', 'la']) {
      const { pages, people } = await found(search);
      assert.deepEqual([people.length, new Set(people).size], search === 'la' ? [1000, 1000] : [1003, 1003]);
      assert.deepEqual(
        people.slice(0, 3).every((name) => name.startsWith('First')),
        search === 'comer',
      );
      assert.ok(pages.every(({ ordered }) => !ordered));
    }
    const few = await found('comer 77');
    assert.deepEqual([few.people.length, few.pages[0]?.ordered], [11, true]);
    assert.deepEqual((await found('early')).pages[0]?.ordered, true);
    await asSuperuser("UPDATE users SET has_factor = name NOT LIKE 'Late Comer 77%'", own.url);
    const lacking = await list.list({ size: 150, search: 'comer', withoutFactor: true });
    assert.deepEqual([lacking.people.length, lacking.ordered, lacking.next], [11, true, undefined], 'few of very many');
    // The first ids are no sample of those: here they are all that lack one.
    await asSuperuser('UPDATE users SET has_factor = id NOT IN (SELECT id FROM users ORDER BY id LIMIT 200)', own.url);
    const first = await list.list({ size: 150, search: 'comer', withoutFactor: true });
    assert.deepEqual([first.people.length < 150, first.ordered, first.next], [true, true, undefined]);
  } finally {
    await here.database.close();
    await own.drop();
  }
});
