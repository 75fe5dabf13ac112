import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { examine } from '../src/command-line/examine.ts';
import { deriveKeys } from '../src/secrets.ts';
import { runCommand as run } from './support/commands.ts';
import { type TestDatabase, testDatabase } from './support/database.ts';
import { TEST_SECRET } from './support/server.ts';

let database: TestDatabase;
let pool: pg.Pool;
before(async () => {
  database = await testDatabase();
  pool = new pg.Pool({ connectionString: database.url, max: 1 });
  Object.assign(process.env, { DATABASE_URL: database.url, SECRET: TEST_SECRET });
  await run('user', 'add', '--email', 'root@example.org', '--name', 'Root', '--admin');
  for (const email of ['ada@example.org', 'ben@example.org']) {
    await run('user', 'add', '--email', email, '--name', 'Somebody');
  }
});
after(async () => {
  await pool?.end();
  await database?.drop();
});

async function objectOf(...args: readonly string[]): Promise<Readonly<Record<string, unknown>>> {
  return (await run(...args)).json as Readonly<Record<string, unknown>>;
}

async function idOf(email: string): Promise<string> {
  const { rows } = await pool.query<{ id: string }>('SELECT id FROM users WHERE email = $1', [email]);
  return rows[0]?.id ?? '';
}

test('roles are added, given to addresses and groups, taken and removed from the command line', async () => {
  const { client_id: id } = (await objectOf('app', 'add', '--name', 'Trail', '--owner', 'ada@example.org')) as {
    client_id: string;
  };
  await run('group', 'add', 'Crew');
  assert.match((await run('app', 'role-add', id, 'chief editor')).err, /Begin with a letter or a digit.*chief editor/);
  assert.match((await run('app', 'role-add', 'nothing', 'editor')).err, /There is no application/);
  assert.deepEqual((await run('app', 'role-add', id, 'editor')).json, {
    client_id: id,
    role: 'editor',
    result: 'added',
  });
  assert.equal((await objectOf('app', 'role-add', id, 'editor'))['result'], 'unchanged');

  const give = (...to: readonly string[]) => run('app', 'role-give', id, 'editor', ...to);
  const person = { client_id: id, role: 'editor', person: 'Ben@example.org' };
  assert.deepEqual((await give('--person', 'Ben@example.org')).json, { ...person, result: 'changed' });
  assert.deepEqual((await give('--person', 'Ben@example.org')).json, { ...person, result: 'unchanged' });
  assert.equal((await give('--person', 'later@example.org')).err, '', 'whoever comes later has it then');
  assert.deepEqual((await give('--group', 'crew')).json, {
    client_id: id,
    role: 'editor',
    group: 'Crew',
    result: 'changed',
  });
  assert.match((await give()).err, /Give --person EMAIL or --group NAME/);
  assert.match((await give('--person', 'ben')).err, /--person is no address of mail: "ben"/);
  assert.match((await give('--group', 'None')).err, /There is no group None/);
  assert.match((await run('app', 'role-give', id, 'king', '--group', 'Crew')).err, /has no role king\. It has editor/);
  const roles = async () => {
    const { rows } = await pool.query<{ role: string }>('SELECT roles_of($1, $2::uuid) AS role', [
      id,
      await idOf('ben@example.org'),
    ]);
    return rows.map(({ role }) => role);
  };
  assert.deepEqual(await roles(), ['editor']);
  const take = (...from: readonly string[]) => objectOf('app', 'role-take', id, 'editor', ...from);
  assert.equal((await take('--person', 'ben@EXAMPLE.org'))['result'], 'changed');
  assert.equal((await take('--person', 'ben@example.org'))['result'], 'unchanged');
  assert.equal((await take('--group', 'Crew'))['result'], 'changed');
  assert.deepEqual(await roles(), []);
  assert.deepEqual((await run('app', 'role-remove', id, 'editor')).json, {
    client_id: id,
    role: 'editor',
    removed: true,
  });
  assert.match((await run('app', 'role-remove', id, 'editor')).err, /Trail has no role editor/);
  const { rows } = await pool.query('SELECT count(*)::int AS left FROM role_addresses WHERE client_id = $1', [id]);
  assert.deepEqual(rows, [{ left: 0 }]);
});

test('the people of a group are made to have a second factor, and that is taken back', async () => {
  await run('group', 'add', 'Keepers');
  await run('group', 'member-add', 'Keepers', 'ada@example.org');
  const required = async () => (await objectOf('group', 'show', 'Keepers'))['require_factor'];
  assert.match((await run('group', 'set', 'Keepers')).err, /Say what to change/);
  assert.match((await run('group', 'set', 'None', '--require-factor')).err, /There is no group None/);
  const set = await objectOf('group', 'set', 'keepers', '--require-factor');
  assert.deepEqual([set['name'], set['require_factor'], await required()], ['Keepers', true, true]);
  assert.equal((await objectOf('group', 'set', 'Keepers', '--no-require-factor'))['require_factor'], false);
  assert.equal(await required(), false);
});

test('user list tells those apart who have no second factor', async () => {
  await pool.query('UPDATE users SET has_factor = true WHERE email = $1', ['ada@example.org']);
  const emails = async (...more: readonly string[]) =>
    ((await run('user', 'list', ...more)).json as readonly { email: string }[]).map(({ email }) => email);
  assert.deepEqual(await emails(), ['ada@example.org', 'ben@example.org', 'root@example.org']);
  assert.deepEqual(await emails('--without-factor'), ['ben@example.org', 'root@example.org']);
  await pool.query('UPDATE users SET has_factor = false');
});

test('doctor says how much is still encrypted under an older SECRET than the first', async () => {
  const older = 'an older secret of forty characters, no 1'.replace(',', '');
  const id = await idOf('ada@example.org');
  const sealed = deriveKeys([older]).seal('totp-secret', 'JBSWY3DPEHPK3PXP', id);
  await pool.query('INSERT INTO totp_factors (user_id, secret, last_step) VALUES ($1, $2, 0)', [id, sealed]);
  const found = async (secret: string) => {
    process.env['SECRET'] = secret;
    const findings = await examine();
    process.env['SECRET'] = TEST_SECRET;
    return findings.find(({ check }) => check === 'secrets');
  };
  assert.deepEqual((await found(TEST_SECRET))?.ok, false);
  const waiting = await found(`${TEST_SECRET},${older}`);
  assert.equal(waiting?.ok, true);
  assert.match(
    waiting?.detail ?? '',
    /^all can be read; still under an older SECRET \(Secrets of authenticator apps: 1\): keep it/,
  );
  assert.equal((await found(older))?.detail, 'all can be read');
  assert.match((await found(`${older},${TEST_SECRET}`))?.detail ?? '', /nothing is under an older SECRET any more/);
  await pool.query('DELETE FROM totp_factors');
});

test('an account is exported without its secrets, deleted with days to keep it, and for good', async () => {
  const data = (await objectOf('user', 'export', 'ben@example.org')) as { profile: { email: string }; roles: unknown };
  assert.deepEqual([data.profile.email, data.roles], ['ben@example.org', []]);
  assert.match((await run('user', 'export', 'nobody@example.org')).err, /There is no account/);
  const id = await idOf('ben@example.org');
  const { rows } = await pool.query('SELECT user_id FROM audit_events WHERE event = $1', ['user.exported']);
  assert.deepEqual(rows, [{ user_id: id }]);

  assert.match((await run('user', 'delete', 'root@example.org')).err, /root@example\.org is the only administrator/);
  assert.match((await run('user', 'delete', 'nobody@example.org')).err, /There is no account/);
  const begun = await objectOf('user', 'delete', 'ben@example.org');
  assert.deepEqual([begun['id'], begun['deleted']], [id, false]);
  const days = (Date.parse(String(begun['deletes_at'])) - Date.now()) / 86_400_000;
  assert.ok(days > 13.9 && days < 14.1, `${days}`);
  await run('user', 'enable', 'ben@example.org');
  assert.equal(
    ((await objectOf('user', 'export', 'ben@example.org'))['profile'] as { deletes_at: unknown }).deletes_at,
    null,
  );
  const gone = await objectOf('user', 'delete', 'ben@example.org', '--now');
  assert.deepEqual([gone['deleted'], gone['deletes_at']], [true, null]);
  assert.match((await run('user', 'export', 'ben@example.org')).err, /There is no account/);
});
