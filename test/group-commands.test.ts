import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import pg from 'pg';
import { runCommand as run } from './support/commands.ts';
import { type TestDatabase, testDatabase } from './support/database.ts';
import { TEST_SECRET } from './support/server.ts';

let database: TestDatabase;
before(async () => {
  database = await testDatabase();
  Object.assign(process.env, { DATABASE_URL: database.url, SECRET: TEST_SECRET });
  for (const email of ['ada@example.org', 'ben@example.org']) {
    await run('user', 'add', '--email', email, '--name', 'Somebody');
  }
});
after(() => database?.drop());

test('groups are made, filled, shown and deleted from the command line', async () => {
  await run('group', 'add', 'Maps', '--description', 'Who makes maps', '--owner', 'ada@example.org');
  await run('group', 'add', 'Everybody here');
  assert.match((await run('group', 'add', 'maps')).err, /^There is a group maps already\.\n$/);
  assert.match((await run('group', 'add', ' ')).err, /Give it a name/);
  assert.match((await run('group', 'add', 'x', '--owner', 'nobody@example.org')).err, /no account/);

  const added = await run('group', 'member-add', 'maps', 'ben@example.org');
  assert.deepEqual(added.json, { group: 'Maps', member: 'ben@example.org', result: 'added' });
  const again = await run('group', 'member-add', 'Maps', 'ben@example.org');
  assert.deepEqual(again.json, { group: 'Maps', member: 'ben@example.org', result: 'unchanged' });
  await run('group', 'member-add', 'Everybody here', '--group', 'Maps');
  assert.match((await run('group', 'member-add', 'Maps', '--group', 'Everybody here')).err, /nested once/);
  assert.match((await run('group', 'member-add', 'Maps')).err, /Give an address, or --group/);
  assert.match((await run('group', 'member-add', 'None', 'ben@example.org')).err, /There is no group None/);

  const shown = (await run('group', 'show', 'Maps')).json as Record<string, unknown>;
  assert.deepEqual(
    { ...shown, id: '', created_at: '' },
    {
      id: '',
      created_at: '',
      name: 'Maps',
      description: 'Who makes maps',
      owner: 'ada@example.org',
      require_factor: false,
      people: ['ben@example.org'],
      groups: [],
      in_groups: ['Everybody here'],
    },
  );
  const listed = (await run('group', 'list')).json as readonly Record<string, unknown>[];
  assert.deepEqual(
    listed.map(({ name, people, groups, applications }) => [name, people, groups, applications]),
    [
      ['Everybody here', 0, 1, 0],
      ['Maps', 1, 0, 0],
    ],
  );

  const changed = await run(
    'group',
    'set',
    'Maps',
    '--name',
    'Map makers',
    '--description',
    'All of them',
    '--no-owner',
  );
  assert.deepEqual(
    { ...(changed.json as object), id: '' },
    { id: '', name: 'Map makers', description: 'All of them', require_factor: false },
  );
  assert.match((await run('group', 'set', 'Map makers', '--name', 'everybody here')).err, /There is a group/);
  assert.match((await run('group', 'set', 'Map makers', '--name', ' ')).err, /Give it a name/);
  assert.match((await run('group', 'set', 'Map makers')).err, /Say what to change/);
  const back = await run('group', 'set', 'Map makers', '--name', 'Maps', '--owner', 'ada@example.org');
  assert.deepEqual(
    { ...(back.json as object), id: '' },
    { id: '', name: 'Maps', description: 'All of them', owner: 'ada@example.org', require_factor: false },
  );

  const removed = await run('group', 'member-remove', 'Maps', 'ben@example.org');
  assert.deepEqual(removed.json, { group: 'Maps', member: 'ben@example.org', result: 'removed' });
  await run('group', 'member-remove', 'Everybody here', '--group', 'Maps');
  await run('group', 'delete', 'Everybody here');
  assert.match((await run('group', 'show', 'Everybody here')).err, /There is no group/);
});

test('app set gives an application to groups, and back to everybody', async () => {
  await run('group', 'add', 'Crew');
  const app = (await run('app', 'add', '--name', 'Trail', '--owner', 'ada@example.org')).json as { client_id: string };
  const groupsOf = async () =>
    ((await run('app', 'show', app.client_id)).json as { readonly groups?: readonly string[] }).groups;
  assert.equal(await groupsOf(), undefined);
  await run('app', 'set', app.client_id, '--allow-group', 'Maps', '--allow-group', 'crew');
  assert.deepEqual(await groupsOf(), ['Crew', 'Maps']);
  assert.match((await run('app', 'set', app.client_id, '--allow-group', 'None')).err, /There is no group None/);
  assert.match((await run('group', 'delete', 'Maps')).err, /Applications are for the group Maps/);
  await run('app', 'set', app.client_id, '--name', 'Trails');
  assert.deepEqual(await groupsOf(), ['Crew', 'Maps']);
  await run('app', 'set', app.client_id, '--no-allow-group');
  assert.equal(await groupsOf(), undefined);
  await run('group', 'delete', 'Maps');
});

test('teams are made, filled, shown and deleted from the command line, and own applications', async () => {
  await run('team', 'add', 'Field maps', '--manager', 'ada@example.org', '--description', 'Maps of fields');
  assert.match(
    (await run('team', 'add', 'field MAPS', '--manager', 'ada@example.org')).err,
    /There is a team field MAPS/,
  );
  await run('team', 'member-add', 'field maps', 'ben@example.org');
  assert.match((await run('team', 'member-remove', 'Field maps', 'ada@example.org')).err, /only manager of Field maps/);
  assert.match((await run('team', 'member-add', 'Field maps', 'x@example.org')).err, /There is no account/);
  const added = (await run('app', 'add', '--name', 'Trail', '--owner-team', 'Field maps')).json as {
    client_id: string;
  };
  assert.match((await run('app', 'add', '--name', 'Trail')).err, /--owner-team/);
  assert.match((await run('team', 'delete', 'Field maps')).err, /owns applications/);
  const shown = (await run('team', 'show', 'Field maps')).json as Record<string, unknown>;
  assert.deepEqual(shown['members'], [
    { email: 'ada@example.org', role: 'manager' },
    { email: 'ben@example.org', role: 'developer' },
  ]);
  assert.deepEqual(shown['applications'], [{ client_id: added.client_id, name: 'Trail' }]);
  const [listed] = (await run('team', 'list')).json as readonly Record<string, unknown>[];
  assert.deepEqual([listed?.['members'], listed?.['applications']], [2, 1]);
  await run('team', 'member-add', 'Field maps', 'ben@example.org', '--role', 'manager');
  await run('team', 'member-remove', 'Field maps', 'ada@example.org');
  const app = (await run('app', 'set', added.client_id, '--owner', 'ada@example.org')).json as Record<string, unknown>;
  assert.deepEqual([app['owner'], app['owner_team']], ['ada@example.org', undefined]);
  const again = (await run('app', 'set', added.client_id, '--owner-team', 'Field maps')).json as Record<
    string,
    unknown
  >;
  assert.deepEqual([again['owner'], again['owner_team']], [undefined, 'Field maps']);
  const uri = 'https://pr-1.previews.example/cb';
  const redirect = (act: string, ...more: string[]) => run('app', `redirect-${act}`, added.client_id, ...more);
  assert.match((await redirect('add', uri, '--days', '91')).err, /Give 1 to 90/);
  assert.match((await redirect('add', 'http://x.example/', '--days', '3')).err, /https/);
  assert.match((await redirect('add', uri, '--days', '3')).err, /under no domain that the team .* has verified/);
  const client = new pg.Client(database.url);
  await client.connect();
  await client.query(
    `INSERT INTO team_domains (team_id, domain, token, verified_at) SELECT id, 'previews.example', 'x', now() FROM teams`,
  );
  await client.end();
  assert.match(JSON.stringify((await redirect('add', uri, '--days', '3')).json), /"expires_at":"20/);
  const [kept] = (await redirect('list')).json as readonly Record<string, unknown>[];
  assert.deepEqual([kept?.['redirect_uri'], kept?.['live']], [uri, true]);
  await redirect('remove', uri);
  assert.match((await redirect('remove', uri)).err, /has no redirect URI .* that ends/);
  assert.deepEqual((await redirect('list')).json, []);
  await run('app', 'delete', added.client_id);
  await run('team', 'delete', 'Field maps');
});

test('what administrators do on the page of a person is done from the command line', async () => {
  const email = 'ben@example.org';
  assert.deepEqual((await run('user', 'end-sessions', email)).json, { id: await idOf(email), email, ended: 0 });
  assert.deepEqual((await run('user', 'remove-factors', email)).json, { id: await idOf(email), email, removed: false });
  assert.match((await run('user', 'invite', email)).err, /needs SMTP_URL and MAIL_FROM/);
  await run('user', 'make-admin', email);
  await run('user', 'make-admin', 'ada@example.org');
  assert.deepEqual((await run('user', 'remove-admin', email)).json, { id: await idOf(email), email, admin: false });
  await run('user', 'remove-admin', email);
  assert.match((await run('user', 'remove-admin', 'ada@example.org')).err, /is the only administrator/);
});

async function idOf(email: string): Promise<string | undefined> {
  const listed = (await run('user', 'list')).json as readonly { readonly id: string; readonly email: string }[];
  return listed.find((each) => each.email === email)?.id;
}
