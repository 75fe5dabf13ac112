import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { ownMigrations } from '../src/attach.ts';
import { runCommandLine } from '../src/command-line/run.ts';
import { commands } from '../src/commands/index.ts';
import { root } from '../src/root.ts';
import { readPostmaster } from '../src/storage/engine/cluster.ts';
import { startEmbedded } from '../src/storage/engine/embedded.ts';
import { asSuperuser, databaseUrl, emptyDatabase, type TestDatabase, testDatabase } from './support/database.ts';
import { latchkey, start } from './support/latchkey.ts';
import { freePort, startServer, TEST_SECRET } from './support/server.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
});
after(() => database.drop());

/** Runs a command here, with --json, expects it to succeed with one document and nothing else, and returns it. */
async function json(...args: readonly string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await here([...args, '--json']);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  assert.match(stdout, /^[^\n]+\n$/);
  return JSON.parse(stdout);
}

/** Runs a command here, expects it to fail with one line on standard error and nothing on the other; returns the line. */
async function refusal(...args: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await here(args);
  assert.notEqual(code, 0);
  assert.equal(stdout, '');
  assert.match(stderr, /^[^\n]+\n$/);
  return stderr;
}

async function here(args: readonly string[]) {
  Object.assign(process.env, { DATABASE_URL: database.url, SECRET: TEST_SECRET });
  let stdout = '';
  let stderr = '';
  const out = (text: string) => {
    stdout += text;
  };
  const err = (text: string) => {
    stderr += text;
  };
  return { code: await runCommandLine(args, { out, err }), stdout, stderr };
}

test('every command has --help, and takes --json', async () => {
  const { version } = JSON.parse(await readFile(path.join(root, 'package.json'), 'utf8'));
  assert.deepEqual(await here(['--version']), { code: 0, stdout: `${version}\n`, stderr: '' });
  const { code, stdout } = await latchkey(['--help']);
  assert.equal(code, 0);
  for (const { name } of commands) assert.match(stdout, new RegExp(`^ {2}${name.split(' ')[0]}\\b.* {2}[A-Z]`, 'm'));
  for (const { name } of commands) {
    const help = await here([...name.split(' '), '--help']);
    assert.equal(help.code, 0, help.stderr);
    assert.match(help.stdout, /--json/);
  }
});

test('people are added, listed, disabled, enabled and made administrators', async () => {
  const added = await latchkey(
    ['user', 'add', '--email', 'Ada@Example.org', '--name', 'Ada', '--password-stdin', '--json'],
    {
      databaseUrl: database.url,
      stdin: 'a long enough passphrase\n',
    },
  );
  assert.equal(added.stderr, '');
  assert.equal(JSON.parse(added.stdout).email, 'Ada@Example.org');
  assert.equal(JSON.parse(added.stdout).password_link, undefined);
  await json('user', 'make-admin', 'ada@example.org');
  assert.match(await refusal('user', 'disable', 'ada@example.org'), /only administrator: make somebody else one first/);
  await json('user', 'add', '--email', 'bea@example.org', '--name', 'Bea', '--admin');
  await json('user', 'disable', 'ada@example.org');
  const [listed] = (await json('user', 'list')) as unknown as Record<string, unknown>[];
  assert.deepEqual([listed?.['name'], listed?.['admin'], listed?.['disabled']], ['Ada', true, true]);
  assert.match(await refusal('user', 'reset-link', 'ada@example.org'), /disabled/);
  await json('user', 'enable', 'ada@example.org');
  assert.match(
    String((await json('user', 'reset-link', 'ada@example.org'))['password_link']),
    /\/new-password\?token=/,
  );
});

test('what is wrong with a person is said in one line', async () => {
  assert.match(
    await refusal('user', 'add', '--email', 'nobody', '--name', ''),
    /^--name: Enter a name\. --email: An email address looks like/,
  );
  assert.match(await refusal('user', 'disable', 'nobody@example.org'), /There is no account nobody@example\.org/);
  assert.match(await refusal('user', 'add', '--name', 'N'), /required option '--email/);
  assert.match(await refusal('user', 'ad'), /There is no command user ad\./);
});

test('an application is registered, shown, changed, given a new secret, disabled, enabled and deleted', async () => {
  await json('user', 'add', '--email', 'owner@example.org', '--name', 'Owner');
  await json('user', 'add', '--email', 'heir@example.org', '--name', 'Heir');
  await json('scope', 'add', 'read_prefs', '--description', 'Read your preferences');
  const added = await json(
    ...['app', 'add', '--name', 'Map', '--owner', 'owner@example.org', '--redirect-uri', 'https://map.example/back'],
    ...['--redirect-uri', 'http://127.0.0.1/back', '--scope', 'read_prefs', '--trusted', '--resource-server'],
  );
  const id = String(added['client_id']);
  assert.match(String(added['client_secret']), /^lk_cs_/);
  const shown = await json('app', 'show', id);
  assert.deepEqual(
    [shown['redirect_uris'], shown['scopes'], shown['grants'], shown['trusted'], shown['resource_server']],
    [
      ['https://map.example/back', 'http://127.0.0.1/back'],
      ['read_prefs'],
      ['authorization_code', 'refresh_token'],
      true,
      true,
    ],
  );
  assert.doesNotMatch(JSON.stringify(shown), /lk_cs_/);
  const changed = await json(
    ...['app', 'set', id, '--name', 'Atlas', '--no-trusted', '--access-token-seconds', '600', '--require-pkce'],
    ...['--owner', 'heir@example.org', '--grant', 'client_credentials'],
  );
  assert.deepEqual(
    [changed['name'], changed['trusted'], changed['resource_server'], changed['access_token_seconds']],
    ['Atlas', false, true, 600],
  );
  assert.deepEqual(
    [changed['require_pkce'], changed['owner'], changed['grants']],
    [true, 'heir@example.org', ['client_credentials']],
  );
  assert.equal(changed['owner_name'], 'Heir');
  for (const [given, kept] of [
    ['never', 'never'],
    ['default', undefined],
  ] as const) {
    assert.equal((await json('app', 'set', id, '--access-token-seconds', given))['access_token_seconds'], kept);
    assert.equal((await json('app', 'show', id))['access_token_seconds'], kept);
  }
  assert.match(await refusal('app', 'set', id, '--access-token-seconds', 'forever'), /60 to 2592000, "never"/);
  assert.match(String((await json('app', 'rotate-secret', id, '--now'))['client_secret']), /^lk_cs_/);
  assert.equal(((await json('app', 'show', id))['secrets'] as unknown[]).length, 1);
  const named = await json('app', 'secret-add', id, '--name', 'production 2026', '--days', '90');
  assert.match(String(named['client_secret']), /^lk_cs_/);
  const secrets = (await json('app', 'secret-list', id)) as unknown as Record<string, unknown>[];
  assert.deepEqual(secrets.map((secret) => secret['name']).sort(), [null, 'production 2026'].sort());
  assert.equal(JSON.stringify(secrets).includes(String(named['client_secret'])), false);
  assert.match(await refusal('app', 'secret-add', id, '--name', ' '), /name/);
  assert.equal((await json('app', 'secret-end', id, 'production 2026'))['ended'], true);
  assert.match(await refusal('app', 'secret-end', id, 'production 2026'), /no live secret/);
  await json('app', 'disable', id, '--reason', 'It asks for too much.');
  const disabled = await json('app', 'show', id);
  assert.deepEqual([disabled['state'], disabled['note']], ['disabled', 'It asks for too much.']);
  await json('app', 'enable', id);
  assert.equal((await json('app', 'show', id))['state'], 'active');
  const listed = (await json('app', 'list')) as unknown as Record<string, unknown>[];
  const [line] = listed.filter((app) => app['client_id'] === id);
  assert.deepEqual([line?.['owner'], line?.['owner_name']], ['heir@example.org', 'Heir']);
  assert.match(await refusal('app', 'reject', id, '--reason', 'no'), /does not wait for review/);
  assert.equal((await json('app', 'approve', id, '--note', 'Well made.'))['verified'], true);
  const approved = await json('app', 'show', id);
  assert.deepEqual([approved['verified'], approved['note']], [true, 'Well made.']);
  assert.equal((await json('app', 'set', id, '--homepage', 'https://atlas.example/', '--note', ''))['verified'], false);
  assert.equal((await json('app', 'show', id))['note'], undefined);
  await json('app', 'delete', id);
  assert.match(await refusal('app', 'show', id), /There is no application/);
});

test('a public application has no secret until it stops being public', async () => {
  await json('user', 'add', '--email', 'phone@example.org', '--name', 'Phone');
  const add = ['app', 'add', '--owner', 'phone@example.org', '--name', 'Phone'];
  const added = await json(...add, '--public', '--redirect-uri', 'org.example.phone:/back');
  assert.equal(added['client_secret'], undefined);
  const id = String(added['client_id']);
  assert.match(await refusal('app', 'rotate-secret', id), /is public/);
  assert.match(await refusal('app', 'set', id, '--resource-server'), /--no-public/);
  assert.match(String((await json('app', 'set', id, '--no-public'))['client_secret']), /^lk_cs_/);
  const wrong = await refusal(...add, '--redirect-uri', 'http://far.example/', '--scope', 'nonsense');
  assert.match(wrong, /--redirect-uri: .*--scope: There is no scope nonsense\. There are /);
  const magic = await refusal(...add, '--redirect-uri', 'https://phone.example/', '--grant', 'magic');
  assert.match(
    magic,
    /--grant: There is no grant type magic\. There are authorization_code, refresh_token, client_credentials, urn:/,
  );
});

test('an application with a secret is given a dialect until a day, and keeps its secret as long', async () => {
  await json('user', 'add', '--email', 'atlas@example.org', '--name', 'Atlas');
  const add = ['app', 'add', '--owner', 'atlas@example.org', '--name', 'Atlas', '--grant', 'client_credentials'];
  const id = String((await json(...add))['client_id']);
  const given = await json('app', 'set', id, '--dialect', 'op-api', '--dialect-until', '2199-01-31');
  assert.deepEqual([given['dialect'], given['dialect_expires_at']], ['op-api', '2199-02-01T00:00:00.000Z']);
  assert.equal((await json('app', 'set', id, '--name', 'Atlas 2'))['dialect'], 'op-api', 'what is not given stays');
  assert.match(await refusal('app', 'set', id, '--public', '--grant', 'refresh_token'), /dialect/);
  assert.match(await refusal('app', 'set', id, '--dialect', 'klingon'), /community-maps, op-api, openstreetmap, none/);
  assert.match(await refusal('app', 'set', id, '--dialect-until', '2020-01-31'), /from today on/);
  const ended = await json('app', 'set', id, '--dialect', 'none', '--public', '--grant', 'refresh_token');
  assert.deepEqual([ended['dialect'], ended['confidential']], [undefined, false]);
  assert.match(await refusal('app', 'set', id, '--dialect', 'community-maps'), /cannot be public/);
  assert.match(await refusal('app', 'set', id, '--dialect-until', '2199-01-31'), /--dialect too/);
  // Programs for OpenStreetMap keep no secret, and some are apps whose schemes have no dot.
  const uri = 'vespucci:/oauth2/';
  const map = await json(...['app', 'set', id, '--dialect', 'openstreetmap', '--redirect-uri', uri]);
  assert.deepEqual([map['dialect'], map['confidential'], map['redirect_uris']], ['openstreetmap', false, [uri]]);
  assert.equal((await json('app', 'set', id, '--name', 'Atlas 3'))['dialect'], 'openstreetmap');
  assert.match(await refusal('app', 'set', id, '--redirect-uri', 'data:text/html,x'), /data: safely/);
});

test('an application of nobody is shown, listed and administered', async () => {
  const direct = new pg.Client(database.url);
  await direct.connect();
  await direct.query("INSERT INTO clients (id, name, confidential) VALUES ('lk_ci_of_nobody', 'Itself', false)");
  await direct.end();
  const shown = await json('app', 'show', 'lk_ci_of_nobody');
  assert.deepEqual([shown['owner'], shown['owner_id'], shown['auth_methods']], [undefined, undefined, ['none']]);
  assert.match((await here(['app', 'list'])).stdout, /lk_ci_of_nobody +Itself +- +active/);
  assert.equal((await json('app', 'approve', 'lk_ci_of_nobody'))['verified'], true);
  await json('app', 'disable', 'lk_ci_of_nobody');
  await json('app', 'delete', 'lk_ci_of_nobody');
});

test('S146 app set does all that its options say, or nothing where it stops in the middle', async () => {
  const owners = ['one@openfield.example', 'two@openfield.example'];
  for (const email of owners) await json('user', 'add', '--email', email, '--name', 'Owner');
  const [one = '', two = ''] = owners;
  const added = await json(
    'app',
    'add',
    '--name',
    'Whole',
    '--owner',
    one,
    '--redirect-uri',
    'com.example.whole:/back',
    '--public',
  );
  const id = String(added['client_id']);
  const before = await json('app', 'show', id);
  const options = ['--name', 'Half', '--owner', two, '--no-public', '--trusted', '--resource-server', '--require-pkce'];
  const all = ['app', 'set', id, ...options, '--dialect', 'op-api', '--access-token-seconds', '600'];
  const late = new pg.Client(database.url);
  await late.connect();
  await late.query(`
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'stopped'; END $$;
    CREATE TRIGGER fail BEFORE INSERT ON client_secrets FOR EACH ROW EXECUTE FUNCTION fail();`);
  try {
    assert.match(await refusal(...all), /stopped/);
  } finally {
    await late.query('DROP TRIGGER fail ON client_secrets');
    await late.end();
  }
  assert.deepEqual(await json('app', 'show', id), before);
  const after = await json(...all);
  const { name, owner, confidential, trusted, resource_server, require_pkce, dialect, access_token_seconds } = after;
  const said = [name, owner, confidential, trusted, resource_server, require_pkce, dialect, access_token_seconds];
  assert.deepEqual(said, ['Half', two, true, true, true, true, 'op-api', 600]);
  assert.match(String(after['client_secret']), /^lk_cs_/);
});

test('scopes are added, updated and listed', async () => {
  assert.equal((await json('scope', 'add', 'gps', '--description', 'Read your traces'))['result'], 'added');
  const again = [
    'scope',
    'add',
    'gps',
    '--description',
    'See traces',
    '--detail',
    'Also private ones.',
    '--privileged',
  ];
  assert.equal((await json(...again))['result'], 'updated');
  const scopes = (await json('scope', 'list')) as unknown as Record<string, unknown>[];
  const [gps] = scopes.filter((scope) => scope['name'] === 'gps');
  assert.deepEqual(gps, {
    name: 'gps',
    description: 'See traces',
    detail: 'Also private ones.',
    privileged: true,
    safe: false,
    grants: [],
    offered: true,
    claims: [],
    applications: 0,
    old_names: [],
  });
  assert.match(await refusal('scope', 'add', 'two words', '--description', 'x'), /cannot be a scope/);
});

test('a scope is limited to grants, renamed without its applications losing it, and deleted when none has it', async () => {
  const limited = [
    'scope',
    'add',
    'sync',
    '--description',
    'Copy the map',
    '--grant',
    'client_credentials',
    '--not-offered',
  ];
  assert.deepEqual((await json(...limited))['grants'], ['client_credentials']);
  assert.match(await refusal(...limited, '--grant', 'refresh_token'), /--grant: A refresh token carries/);
  assert.match(await refusal(...limited, '--grant', 'magic'), /--grant: There is no grant type magic/);
  await json('user', 'add', '--email', 'sync@example.org', '--name', 'Sync');
  const add = ['app', 'add', '--owner', 'sync@example.org', '--name', 'Mirror', '--scope', 'sync'];
  const id = String((await json(...add))['client_id']);
  assert.deepEqual(await json('scope', 'rename', 'sync', 'mirror'), { name: 'mirror', old_name: 'sync' });
  assert.deepEqual((await json('app', 'show', id))['scopes'], ['mirror']);
  const scopes = (await json('scope', 'list')) as unknown as Record<string, unknown>[];
  const [mirror] = scopes.filter((scope) => scope['name'] === 'mirror');
  assert.deepEqual([mirror?.['old_names'], mirror?.['applications'], mirror?.['offered']], [['sync'], 1, false]);
  assert.match(await refusal('scope', 'add', 'sync', '--description', 'x'), /old name of another scope/);
  assert.match(await refusal('scope', 'rename', 'sync', 'other'), /There is no scope sync/);
  assert.match(await refusal('scope', 'rename', 'mirror', 'gps'), /name of another scope/);
  assert.match(await refusal('scope', 'delete', 'mirror'), /is a scope of Mirror \(lk_ci_/);
  await json('app', 'delete', id);
  assert.equal((await json('scope', 'delete', 'mirror'))['deleted'], true);
  assert.match(await refusal('scope', 'delete', 'mirror'), /There is no scope mirror/);
  assert.match(await refusal('scope', 'add', 'mirror', '--description', 'x'), /was deleted a moment ago.*try again/);
});

test('S160 migrate applies what is missing and grants SERVER_ROLE what a server needs', async () => {
  const empty = await emptyDatabase();
  const role = 'latchkey_server_test';
  await asSuperuser(`DROP ROLE IF EXISTS ${role}`);
  await asSuperuser(`CREATE ROLE ${role} LOGIN PASSWORD 'server'`);
  try {
    const env = { MIGRATE_DATABASE_URL: empty.url, SERVER_ROLE: role };
    const both = await Promise.all([1, 2].map(() => latchkey(['migrate', '--json'], { env })));
    for (const { code, stderr } of both) assert.equal(code, 0, stderr);
    const applied = both.map(({ stdout }) => JSON.parse(stdout).applied.length);
    assert.deepEqual(applied.sort(), [0, (await ownMigrations()).length]);
    const second = await latchkey(['migrate'], { env });
    assert.match(second.stdout, /^The schema is up to date\. Granted/);
    const url = new URL(empty.url);
    [url.username, url.password] = [role, 'server'];
    const { code, stdout, stderr } = await latchkey(['doctor'], { databaseUrl: url.href });
    assert.equal(code, 0, stdout + stderr);
    assert.match(stdout, /ok .*database role: cannot change the schema/);
    const missing = await latchkey(['migrate'], { env: { ...env, SERVER_ROLE: 'nobody_of_that_name' } });
    assert.match(missing.stderr, /^There is no role nobody_of_that_name.*\n$/);
  } finally {
    await empty.drop();
    await asSuperuser(`DROP ROLE ${role}`);
  }
});

test('doctor says of the configuration what was given, secrets masked', async () => {
  const env = { HASH_SLOTS: 'many', SECRET: 'short' };
  const { code, stdout, stderr } = await latchkey(['doctor'], { databaseUrl: database.url, env });
  assert.equal(code, 1);
  assert.equal(stderr, 'Found wrong: configuration\n', 'each check once');
  assert.match(
    stdout,
    /configuration: HASH_SLOTS \("many"\) must be a whole number from 1 to 64\. Example: HASH_SLOTS=2$/m,
  );
  assert.match(stdout, /configuration: SECRET \("5 characters, not shown"\) must have at least 32 characters/);
});

test('doctor names what is wrong and ends with 1', async () => {
  const empty = await emptyDatabase();
  try {
    const { code, stdout, stderr } = await latchkey(['doctor', '--json'], { databaseUrl: empty.url });
    assert.equal(code, 1);
    assert.match(stderr, /^Found wrong: database role, schema\n$/);
    const findings: { check: string; detail: string }[] = JSON.parse(stdout);
    const looked = [
      'configuration',
      'database',
      'encoding',
      'pooler',
      'privileges',
      'clock',
      'database role',
      'schema',
    ];
    assert.deepEqual(
      findings.map(({ check }) => check),
      looked,
    );
    const schema = findings.at(-1) ?? assert.fail();
    assert.match(schema.detail, /run "latchkey migrate"/);
    const { stdout: auto } = await latchkey(['doctor'], { databaseUrl: empty.url, env: { MIGRATE: 'auto' } });
    assert.match(auto, /^ok {5}schema: the next start applies the migrations that it lacks$/m);
  } finally {
    await empty.drop();
  }
});

test('commands work beside a running server on the embedded database, and without one', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'latchkey-cli-'));
  await chmod(folder, 0o711);
  const env = { DATA_DIR: path.join(folder, 'data') };
  const add = ['user', 'add', '--admin', '--name', 'A', '--email'];
  try {
    const { code, stdout: none } = await latchkey(['doctor'], { env });
    assert.deepEqual([code, existsSync(env.DATA_DIR)], [0, false], 'doctor makes nothing');
    assert.match(none, /^ok {5}database: there is none under .*: the first start makes it$/m);
    // Made without waiting for the disk.
    await (await startEmbedded({ dataDir: env.DATA_DIR, settings: { fsync: 'off' } })).release();
    assert.equal((await latchkey([...add, 'first@example.org'], { env })).code, 0);
    assert.equal(await readPostmaster(path.join(env.DATA_DIR, 'postgres')), undefined, 'it stops what it has started');
    const server = await startServer({ env });
    assert.equal((await latchkey([...add, 'second@example.org'], { env })).code, 0);
    assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
    assert.doesNotMatch(server.output(), /setup\?token=/, 'there is an administrator');
    assert.equal(await server.stop(), 0);
    const { stdout } = await latchkey(['user', 'list', '--json'], { env });
    assert.equal(JSON.parse(stdout).length, 2);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test('a database that is not there is named, with the setting and what to do', async () => {
  for (const [url, said] of [
    ['postgresql://u:hush@127.0.0.1:1/maps', 'maps at 127.0.0.1:1, .*: connect ECONNREFUSED 127.0.0.1:1'],
    ['postgresql:///maps?host=/nowhere', 'maps at its socket, .*: connect ENOENT /nowhere/.s.PGSQL.5432'],
  ] as const) {
    const line = await refusalOf(['user', 'list'], { DATABASE_URL: url, SECRET: TEST_SECRET });
    assert.match(line, new RegExp(`^The database ${said}. Start it, or correct DATABASE_URL.\n$`));
    const migration = await refusalOf(['migrate'], { MIGRATE_DATABASE_URL: url, DATABASE_WAIT_SECONDS: '0' });
    assert.match(migration, /which MIGRATE_DATABASE_URL names, cannot be reached/);
  }
});

test('serve is the server, and with --json standard output is one document', async () => {
  const address = `http://localhost:${await freePort()}`;
  const env = { PORT: new URL(address).port, LOG_LEVEL: 'trace' };
  const output = await new Promise<string>((done, failed) => {
    const { child, ran } = start(['serve', '--json'], { databaseUrl: database.url, env });
    child.stdout.once('data', () => child.kill('SIGINT'));
    ran.then(({ code, stdout }) => (code === 0 ? done(stdout) : failed(new Error(stdout)))).catch(failed);
  });
  assert.equal(JSON.parse(output).address, address);
  const refused = await refusalOf(['serve'], { DATABASE_URL: databaseUrl('none'), SECRET: 'short' });
  assert.match(refused, /SECRET .*32 characters/);
});

test('help is a command too, of the whole and of a group', async () => {
  for (const args of [[], ['help'], ['user'], ['user', 'help'], ['help', 'user']]) {
    const { stdout, stderr } = await here(args);
    assert.match(stdout, /^Usage: latchkey /, args.join(' '));
    assert.equal(stderr, '');
  }
});

test('what is not a command, and what an option cannot be, is named with what there is', async () => {
  assert.match(
    await refusal('frob'),
    /There is no command frob\. There are serve, migrate, .*, user, group, team, app, scope, .*key.*\./,
  );
  assert.match(await refusal('user', 'frob'), /There is no command user frob\. There are add, list, disable, /);
  const add = ['user', 'add', '--name', 'X', '--email'];
  assert.match(await refusal(...add, 'nobody'), /^--email: An email address looks like name@example\.org\.\n$/);
  assert.match(await refusal('user', 'add', '--email', 'x@example.org', '--name', ''), /^--name: Enter a name\.\n$/);
  assert.match(await refusal('app', 'set', 'x', '--allow-grant', 'password'), /no application with the client ID x/);
});

test('a legacy grant is given by --allow-grant alone, and where LEGACY_GRANTS names it', async () => {
  await json('user', 'add', '--email', 'legacy@example.org', '--name', 'Legacy');
  const add = ['app', 'add', '--owner', 'legacy@example.org', '--name', 'Legacy', '--grant', 'client_credentials'];
  const id = String((await json(...add))['client_id']);
  const allow = ['app', 'set', id, '--allow-grant', 'password'];
  assert.match(await refusal(...allow), /--allow-grant: .* no legacy grant password\. LEGACY_GRANTS names none\./);
  process.env['LEGACY_GRANTS'] = 'password';
  try {
    const grant = await refusal(...add, '--grant', 'password');
    assert.match(grant, /--grant: password is a legacy grant: register without it, .*app set CLIENT_ID --allow-grant/);
    assert.deepEqual((await json(...allow))['grants'], ['client_credentials', 'password']);
    const kept = await json('app', 'set', id, '--grant', 'password', '--grant', 'client_credentials');
    assert.deepEqual(kept['grants'], ['password', 'client_credentials']);
  } finally {
    delete process.env['LEGACY_GRANTS'];
  }
});

async function refusalOf(args: readonly string[], env: Readonly<Record<string, string>>): Promise<string> {
  const { code, stderr } = await latchkey(args, { env });
  assert.equal(code, 1);
  assert.match(stderr, /^[^\n]+\n$/);
  return stderr;
}

test('S146 audit export prints what happened since a time, as JSON or as a table', async () => {
  const since = new Date(Date.now() - 60_000).toISOString();
  await json('scope', 'add', 'exported', '--description', 'Be exported');
  const all = (await here(['audit', 'export', '--since', since])).stdout;
  const events = JSON.parse(all) as { event: string; at: string }[];
  assert.ok(events.some(({ event }) => event === 'scope.changed') && events.every(({ at }) => at >= since));
  const table = (await here(['audit', 'export', '--format', 'csv'])).stdout.split('\r\n');
  assert.match(table[0] ?? '', /^at,event,outcome,/);
  assert.ok(table.some((line) => /,audit\.exported,done,.*,json,/.test(line)));
  assert.deepEqual(JSON.parse((await here(['audit', 'export', '--since', '2100-01-01'])).stdout), []);
  assert.match(await refusal('audit', 'export', '--since', 'yesterday'), /Give a day, or a time with its zone/);
});
