import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { runCommandLine } from '../../src/command-line/run.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { TEST_SECRET } from '../support/server.ts';

let on: TestDatabase;
let site: TestApp;
before(async () => {
  on = await testDatabase();
  site = await testApp({ on });
  for (const name of ['read', 'write']) await site.scope(name);
  Object.assign(process.env, { DATABASE_URL: on.url, SECRET: TEST_SECRET });
});
after(async () => {
  await site.close();
  await on.drop();
});

async function run(...args: readonly string[]) {
  let stdout = '';
  let stderr = '';
  const out = (text: string) => {
    stdout += text;
  };
  const err = (text: string) => {
    stderr += text;
  };
  const code = await runCommandLine(args, { out, err });
  return { code, stdout, stderr };
}

async function json(...args: readonly string[]) {
  const { code, stdout, stderr } = await run(...args, '--json');
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  return JSON.parse(stdout);
}

test('resources are added, replaced, listed, given to applications and deleted when none has them', async () => {
  const add = ['resource', 'add', 'https://api.example/notes', '--name', 'Notes'];
  const added = await json(...add, '--scope', 'read', '--access-token-format', 'jwt', '--access-token-seconds', '120');
  const uri = 'https://api.example/notes';
  const form = { access_token_format: 'jwt', access_token_seconds: 120 };
  assert.deepEqual(added, { uri, name: 'Notes', scopes: ['read'], ...form, result: 'added' });
  // Another spelling means the same one, which keeps its own.
  const again = await json('resource', 'add', 'HTTPS://API.example/notes/', '--name', 'My notes');
  assert.deepEqual(again, { uri, name: 'My notes', scopes: [], result: 'updated' });
  const owner = await site.person();
  const client = await site.application(owner);
  const set = await json('app', 'set', client.id, '--resource', 'https://API.example/notes');
  assert.deepEqual(set.resources, [uri]);
  assert.deepEqual(await json('resource', 'list'), [{ uri, name: 'My notes', scopes: [], applications: 1 }]);
  assert.match((await run('resource', 'list')).stdout, /notes {2}1 application/);
  const usual = await json('app', 'set', client.id, '--default-resource', 'https://API.example/notes/');
  assert.equal(usual.default_resource, uri);
  assert.equal((await json('app', 'set', client.id, '--name', 'Another')).default_resource, uri);
  const other = await run('app', 'set', client.id, '--default-resource', 'https://other.example/');
  assert.match(other.stderr, /--default-resource: it may not ask for https:\/\/other\.example\//);
  assert.equal((await json('app', 'set', client.id, '--no-default-resource')).default_resource, undefined);
  await json('app', 'set', client.id, '--default-resource', uri);
  assert.match((await run('resource', 'delete', uri)).stderr, /take it from them first/);
  const left = await json('app', 'set', client.id, '--no-resource');
  assert.deepEqual([left.resources, left.default_resource], [[], undefined]);
  assert.deepEqual(await json('resource', 'delete', `${uri}/`), { uri: `${uri}/`, deleted: true });
  assert.match((await run('resource', 'delete', uri)).stderr, /There is no resource/);
  assert.match((await run('resource', 'list')).stdout, /There is no resource yet/);
});

test('what is wrong with a resource is said in one line', async () => {
  const refused = async (...args: readonly string[]) => {
    const { code, stdout, stderr } = await run('resource', 'add', ...args);
    assert.deepEqual([code, stdout], [1, '']);
    return stderr;
  };
  for (const wrong of [
    'api',
    'https://api.example/#x',
    'https:api',
    'https://me@api.example/',
    'https://api.example/ x',
  ]) {
    assert.match(await refused(wrong, '--name', 'A'), /is not the address of an API/, wrong);
  }
  assert.match(await refused('https://a.example/', '--name', 'A', '--scope', 'nothing'), /There is no scope nothing/);
  assert.match(await refused('https://a.example/', '--name', 'A', '--access-token-seconds', '5'), /from 60 to/);
  const { stderr } = await run('app', 'set', 'nobody', '--resource', 'https://a.example/');
  assert.match(stderr, /nobody/);
  const client = await site.application(await site.person());
  assert.match((await run('app', 'set', client.id, '--resource', 'https://a.example/')).stderr, /there is no https/);
});

test('a renamed scope stays a scope of its resources', async () => {
  await site.scope('draw');
  await json('resource', 'add', 'urn:example:maps', '--name', 'Maps', '--scope', 'draw');
  await json('scope', 'rename', 'draw', 'paint');
  const [listed] = await json('resource', 'list');
  assert.deepEqual(listed.scopes, ['paint']);
});
