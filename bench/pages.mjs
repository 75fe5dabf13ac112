// node bench/pages.mjs [--people N] [--keep FOLDER]: how long pages take where there are a million people, 20,000 applications and a
// million events. The data is made once where a folder is named. docs/scaling.md has what was measured.
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { build, root } from '../scripts/steps.mjs';
import { cpuMicroseconds } from './processes.mjs';

const { values: options } = parseArgs({ options: { people: { type: 'string' }, keep: { type: 'string' } } });
const people = Number(options.people ?? 1_000_000);
const ROUNDS = 15;
const QUIET_MILLIS = 3000; // after a start, in which what people need is loaded
const PROCESSES = 5;
const SECRET = 'kqp7Vw2mzT9xLr4sYb8nHd3cGf6jEa5uRo1iNtMk';

await build();
const built = (file) => import(path.join(root, 'dist', file));
const { startEmbedded } = await built('storage/engine/embedded.js');
const { migrate, readMigrations } = await built('storage/engine/migrate.js');
const { openDatabase } = await built('storage/engine/database.js');
const { buildApp } = await built('app.js');
const { readConfig } = await built('config.js');
const { createLog } = await built('log.js');
const { digest } = await built('secrets.js');

const directory = options.keep ?? mkdtempSync(path.join(tmpdir(), 'latchkey-pages-'));
mkdirSync(directory, { recursive: true });
chmodSync(directory, 0o711);
const { url, release } = await startEmbedded({ dataDir: path.join(directory, 'data') });
try {
  await migrate(url, await readMigrations(path.join(root, 'prisma/migrations')));
  await fill(url);
  const person = await measure(url);
  await measureFirst(url, ['/admin', `/admin/people/${person}`, '/admin/people?q=weber', '/admin/audit?outcome=done']);
} finally {
  await release();
  if (!options.keep) rmSync(directory, { recursive: true, force: true });
}

async function fill(address) {
  const client = new pg.Client(address);
  await client.connect();
  try {
    const each = `generate_series(1, ${people}) i`;
    const applications = Math.min(20_000, people);
    const some = (most, seed) => `1 + (hashint8(i::bigint * 7919 + ${seed}) & 2147483647) % ${most}`;
    for (const [table, text] of [
      [
        'users',
        `INSERT INTO users (email, email_canonical, name, has_factor, created_at)
          SELECT e, e, f || ' ' || l, i % 1000 <> 0, now() - i % 900 * interval '1 day' FROM (SELECT i, f, l, lower(f) || '.' || lower(l) || i || '@example.org' AS e FROM (
            SELECT i, (ARRAY['Ada','Bea','Cleo','Dara','Eve','Finn','Gita','Hugo','Ines','Jan','Kim','Lena','Mira','Noor','Olga','Pim'])[1 + i % 16] AS f,
              (ARRAY['Moreau','Needle','Okoro','Petrov','Quist','Rossi','Sato','Tanaka','Urbina','Vega','Weber','Xu','Young','Zola'])[1 + i % 14] AS l FROM ${each}) named) p`,
      ],
      [
        '',
        `CREATE TEMP TABLE person AS SELECT substring(email FROM '[0-9]+')::bigint AS n, id FROM users;
        CREATE UNIQUE INDEX ON person (n); ANALYZE person`,
      ],
      [
        'clients',
        `INSERT INTO clients (id, name, owner_id, confidential, redirect_uris, scopes, grants, homepage, in_review, verified, created_at)
          SELECT 'lk_ci_' || lpad(i::text, 22, '0'), (ARRAY['Trail','Map','Route','Field','City','Bird','River','Tree'])[1 + i % 8] || ' ' || (ARRAY['Editor','Viewer','Counter','Guide'])[1 + i % 4] || ' ' || i,
            p.id, true, ARRAY['https://app' || i || '.example/cb'], '{openid}', '{authorization_code,refresh_token}', 'https://app' || i || '.example/', i % 50 = 0, i % 20 = 1, now() - i % 700 * interval '1 day'
          FROM generate_series(1, ${applications}) i JOIN person p ON p.n = CASE WHEN i <= 20 THEN 1 ELSE ${some(Math.min(10_000, people), 1)} END`,
      ],
      [
        'client_activity',
        `INSERT INTO client_activity (client_id, hour, issued, refused, last_at, last_issued_at)
          SELECT c.id, date_trunc('hour', now()) - h * interval '1 hour', 20, 1, now(), now() FROM clients c, generate_series(0, 47) h`,
      ],
      [
        'consents',
        `INSERT INTO consents (user_id, client_id, scopes)
          SELECT DISTINCT p.id, 'lk_ci_' || lpad((${some(applications, 3)})::text, 22, '0'), ARRAY['openid']
          FROM generate_series(1, ${people / 2}) i JOIN person p ON p.n = CASE WHEN i <= 15 THEN 1 ELSE ${some(people, 4)} END`,
      ],
      [
        'audit_events',
        `INSERT INTO audit_events (at, event, user_id, client_id, address, request_id)
          SELECT now() - i * interval '3 seconds', e, p.id, CASE WHEN e LIKE 'consent%' THEN 'lk_ci_' || lpad((${some(applications, 5)})::text, 22, '0') END,
            '10.' || i % 256 || '.' || i % 199 || '.' || i % 13, 'req_' || md5(i::text)
          FROM (SELECT i, (ARRAY['sign_in.succeeded','sign_in.succeeded','sign_in.succeeded','sign_in.failed','consent.approved','session.ended'])[1 + i % 6] AS e FROM ${each}) happened
          JOIN person p ON p.n = CASE WHEN i % 2000 = 0 THEN 1 ELSE ${some(people, 6)} END`,
      ],
      [
        'refusals',
        `INSERT INTO refusals (client_id, rule, sent_hash, sent, request_id, last_at)
          SELECT c.id, (ARRAY['redirect-uri-mismatch','code-not-accepted','pkce-missing'])[1 + r], digest.d, '', '', now() - r * interval '7 hours'
          FROM clients c, generate_series(0, 2) r, (SELECT '\\x00'::bytea AS d) digest`,
      ],
      [
        'groups',
        `INSERT INTO groups (name, name_key) SELECT 'Group ' || i, 'group ' || i FROM generate_series(1, 1000) i`,
      ],
      [
        'group_members',
        `INSERT INTO group_members (user_id, group_id) SELECT p.id, g.id FROM person p
          JOIN (SELECT id, row_number() OVER (ORDER BY name_key) AS n FROM groups) g ON g.n = 1 + p.n % 1000`,
      ],
      ['', 'VACUUM ANALYZE'],
    ]) {
      const start = performance.now();
      if (table !== '' && (await client.query(`SELECT FROM ${table} LIMIT 1`)).rowCount > 0) continue; // kept
      await client.query(text);
      console.log(`${table}: ${((performance.now() - start) / 1000).toFixed(1)} s`);
    }
  } finally {
    await client.end();
  }
}

async function measure(address) {
  const { config, problems } = readConfig({
    DATABASE_URL: address,
    SECRET,
    ISSUER: 'http://localhost:3000',
    LOG_LEVEL: 'silent',
  });
  if (problems) throw new Error(JSON.stringify(problems));
  const database = openDatabase({ url: address, max: 10, onIdleError: () => {} });
  const { app, deps } = await buildApp({ config, database, log: createLog('silent') });
  try {
    await app.listen({ port: 0, host: '127.0.0.1' });
    deps.expectPeople();
    const one = "SELECT owner_id AS id FROM clients WHERE id = 'lk_ci_' || lpad('1', 22, '0')";
    const { rows } = await database.pool.query(`UPDATE users SET is_admin = true WHERE id = (${one}) RETURNING id`);
    const { id } = rows[0];
    await database.pool.query(
      `INSERT INTO sessions (id_hash, user_id, authenticated_at, amr, expires_at, address, agent)
        VALUES ($1, $2, now(), '{pwd}', now() + interval '12 hours', '::1', 'bench') ON CONFLICT (id_hash) DO UPDATE SET seen_at = now(), authenticated_at = now()`,
      [digest('bench'), id],
    );
    const group = (await database.pool.query("SELECT id FROM groups WHERE name = 'Group 7'")).rows[0].id;
    const application = `lk_ci_${'7'.padStart(22, '0')}`;
    const paths = [
      '/admin',
      '/admin/people',
      '/admin/people?after=kim.sato500007@example.org',
      '/admin/people?q=kim.sato',
      '/admin/people?q=okoro999999@',
      '/admin/people?q=Hugo',
      '/admin/people?q=weber',
      '/admin/people?q=nobody-at-all',
      '/admin/people?q=zz',
      '/admin/people?q=ki',
      '/admin/people?q=example',
      '/admin/people?q=m web',
      '/admin/people?q=d weber',
      '/admin/people?factor=none',
      '/admin/people?q=weber&factor=none',
      '/admin/people?q=example&factor=none',
      '/admin/people?q=nobody-at-all&factor=none',
      `/admin/people/${id}`,
      '/admin/applications',
      '/admin/applications?page=300',
      '/admin/applications?q=Counter',
      '/admin/applications?q=app777',
      '/admin/applications?q=zola',
      `/admin/applications/${application}`,
      '/admin/groups',
      '/admin/groups?q=group 77',
      `/admin/groups/${group}`,
      '/admin/scopes',
      '/admin/resources',
      '/admin/keys',
      '/admin/settings',
      '/admin/audit',
      '/admin/audit?event=sign_in.failed',
      '/admin/audit?outcome=refused',
      '/admin/audit?outcome=done',
      `/admin/audit?person=${id}`,
      `/admin/audit?application=${application}`,
      '/admin/audit?address=10.7.7.7',
      '/admin/audit?request=req_none',
      `/admin/audit?person=${id}&outcome=refused`,
      '/admin/audit?address=10.7.7.7&event=consent.approved',
      '/oauth2/applications',
      '/oauth2/authorized_applications',
      '/start',
      '/start?q=trail',
      '/account',
      '/account/activity',
      '/account/sessions',
    ];
    await new Promise((done) => setTimeout(done, QUIET_MILLIS));
    console.log('\n| page | first | median | slowest |\n|---|---|---|---|');
    for (const url of paths) {
      const times = [];
      for (let round = 0; round < ROUNDS; round += 1) {
        const start = performance.now();
        const { statusCode } = await app.inject({ url: encodeURI(url), headers: { cookie: 'latchkey-session=bench' } });
        times.push(performance.now() - start);
        if (statusCode !== 200) console.log(`${url} answered ${statusCode}`);
        if (statusCode !== 200) break;
      }
      const [first = 0] = times;
      const warm = times.slice(1).sort((a, b) => a - b);
      const shown = [first, warm[Math.floor(warm.length / 2)], warm.at(-1)].map((ms) => (ms ?? Number.NaN).toFixed(0));
      console.log(
        `| ${url.replace(id, ':id').replace(group, ':id').replace(application, ':id')} | ${shown.join(' | ')} |`,
      );
    }
    return id;
  } finally {
    await app.close();
    await database.close();
  }
}

/** The first answers of processes that started a moment ago, in the time of a clock and in CPU of the process. */
async function measureFirst(address, paths) {
  console.log('\n| first answer of a process | milliseconds | CPU |\n|---|---|---|');
  for (const url of paths) {
    const times = [];
    for (let count = 0; count < PROCESSES; count += 1) {
      const port = 20_000 + Math.floor(Math.random() * 20_000);
      const env = { NODE_ENV: 'production', LOG_LEVEL: 'warn', PORT: String(port), DATABASE_URL: address, SECRET };
      const child = spawn(process.execPath, [path.join(root, 'dist/main.js')], {
        env: { PATH: process.env.PATH, ...env },
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const ended = new Promise((done) => child.on('close', done));
      await new Promise((done) => child.stdout.once('data', done));
      await new Promise((done) => setTimeout(done, QUIET_MILLIS));
      const [start, cpu] = [performance.now(), cpuMicroseconds(child.pid)];
      const answer = await fetch(`http://127.0.0.1:${port}${encodeURI(url)}`, {
        headers: { cookie: 'latchkey-session=bench' },
      });
      await answer.text();
      times.push([performance.now() - start, (cpuMicroseconds(child.pid) - cpu) / 1000]);
      if (answer.status !== 200) console.log(`${url} answered ${answer.status}`);
      child.kill('SIGTERM');
      await ended;
    }
    const [clock, cpu] = [0, 1].map((at) =>
      times
        .map((each) => each[at].toFixed(0))
        .sort((a, b) => a - b)
        .join(', '),
    );
    console.log(`| ${url.replace(/people\/.*/, 'people/:id')} | ${clock} | ${cpu} |`);
  }
}
