import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { root } from '../../src/root.ts';
import { snippets } from '../../src/web/applications/snippets/index.ts';
import type { TestClient } from '../support/app.ts';
import { decideDevice } from '../support/device.ts';
import { programIn, startProgram } from '../support/example-program.ts';
import { authorize } from '../support/flow.ts';
import { liveApp } from '../support/live.ts';
import { remote } from '../support/remote.ts';
import { freePort } from '../support/server.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

// The programs on an application's example page, saved and started as the page says. Nothing in them is changed.

let site: Awaited<ReturnType<typeof liveApp>>;
let person: Awaited<ReturnType<typeof site.person>>;
let browser: Visitor;

before(async () => {
  site = await liveApp();
  await site.scope('read');
  await site.scope('write');
  person = await site.person();
  browser = await site.signedIn(person);
});
after(async () => {
  await site?.close();
  await rm(path.join(root, '.build/examples'), { recursive: true, force: true });
});

async function example(client: TestClient, library: string, section: string) {
  const page = await browser.get(`/oauth2/applications/${client.id}/example?with=${encodeURIComponent(library)}`);
  assert.equal(page.status, 200);
  const program = programIn(page.body, section);
  assert.ok(program, `${library} has a program for ${section}`);
  return program;
}

async function tokensOf(client: TestClient): Promise<number> {
  const { rows } = await site.database.pool.query('SELECT 1 FROM access_tokens WHERE client_id = $1', [client.id]);
  return rows.length;
}

const libraries = snippets.filter(({ packages }) => packages.length > 0).map(({ name }) => name);
const kinds = [
  { confidential: true, refreshing: true },
  { confidential: false, refreshing: false },
];
for (const library of libraries) {
  for (const { confidential, refreshing } of kinds) {
    const kind = `${confidential ? 'confidential' : 'public'} application ${refreshing ? 'that refreshes' : 'without refresh'}`;
    test(`${library} signs people in for a ${kind}, as its example is printed`, async () => {
      const origin = `http://127.0.0.1:${await freePort()}`;
      const client = await site.application(person, {
        confidential,
        redirectUris: [`${origin}/callback`],
        grants: ['authorization_code', ...(refreshing ? ['refresh_token'] : [])],
        accessTokenSeconds: refreshing ? 60 : 3600, // the examples refresh a minute early: so at once
      });
      const secret = confidential ? { secret: client.secret } : {};
      const program = await startProgram(await example(client, library, 'code'), secret);
      try {
        const start = await program.said(/^Open (\S+)$/m);
        assert.ok(start.startsWith(origin));
        const local = visitor(remote(origin));
        const pathOf = (url: URL) => url.pathname + url.search;
        const leave = async () => (await local.get(pathOf(new URL(start)))).location;

        const refused = await local.get(pathOf(await authorize(browser, await leave(), 'deny')));
        assert.ok([401, 403].includes(refused.status), program.output());
        assert.ok((await local.get('/')).location.endsWith('/login'));

        const stranger = await visitor(remote(origin)).get(pathOf(await authorize(browser, await leave())));
        assert.ok(stranger.status >= 400, 'an answer that another browser began is not taken');
        assert.equal(await tokensOf(client), 0);

        const made = new URLSearchParams({ code: 'lk_ac_made', iss: site.issuer });
        made.set('state', new URL(await leave()).searchParams.get('state') ?? '');
        assert.equal((await local.get(`/callback?${made}`)).status, 403);
        await program.said(/(\/docs\/errors\/code-not-accepted)/); // the developer is told where to read on

        const back = await local.get(pathOf(await authorize(browser, await leave())));
        assert.equal(back.status, 302, program.output());
        assert.equal(await tokensOf(client), 1);
        for (const used of [1, 2]) {
          const home = await local.get(back.location);
          assert.deepEqual(JSON.parse(home.body), { signedIn: true, scope: 'read write' });
          assert.equal(await tokensOf(client), refreshing ? 1 + used : 1);
        }
      } finally {
        await program.stop();
      }
    });
  }
}

for (const library of libraries) {
  test(`${library} signs people in behind a proxy that speaks https, with cookies for https alone`, async () => {
    const redirectUris = ['https://app.example/callback'];
    const client = await site.application(person, { redirectUris });
    const printed = await example(client, library, 'code');
    const port = String(await freePort()); // 8080 may be taken here
    const text = printed.text.replace('8080', port);
    const program = await startProgram({ ...printed, text }, { secret: client.secret });
    try {
      assert.equal(await program.said(/^Open (\S+)$/m), 'https://app.example/login');
      const local = visitor(remote(`http://127.0.0.1:${port}`), { headers: { 'x-forwarded-proto': 'https' } });
      const left = await local.get('/login');
      const back = await local.get(`/callback${(await authorize(browser, left.location)).search}`);
      assert.deepEqual(JSON.parse((await local.get(back.location)).body), { signedIn: true, scope: 'read write' });
      const cookies = [...left.setCookies, ...back.setCookies].filter((line) => !line.includes('1970'));
      assert.ok(cookies.length > 0);
      for (const line of cookies) assert.match(line, /; Secure/);
    } finally {
      await program.stop();
    }
  });
}

const shell = ['curl', 'openssl'].filter((tool) => spawnSync(tool, ['--version']).error !== undefined);
const needsShell = { skip: shell.length > 0 && `not on this machine: ${shell.join(', ')}` };
for (const confidential of [true, false]) {
  const kind = confidential ? 'confidential' : 'public';
  test(`curl gets a ${kind} application its first token, as its example is printed`, needsShell, async () => {
    const redirectUris = confidential ? ['https://app.example/callback'] : ['urn:ietf:wg:oauth:2.0:oob'];
    const client = await site.application(person, { confidential, redirectUris });
    const program = await startProgram(
      await example(client, 'curl', 'code'),
      confidential ? { secret: client.secret } : {},
    );
    const address = await program.said(/^(http\S+)$/m);
    program.child.stdin?.end(`${await codeFrom(address)}\n`);
    const output = await program.ended;
    assert.match(output, /"access_token":"lk_at_\w+".*"scope":"read write".*"refresh_token":"lk_rt_\w+"/);
  });
}

/** The code that a person would copy: from the address, or from the page. */
async function codeFrom(address: string): Promise<string> {
  const { location } = await browser.get(address.slice(site.issuer.length));
  const page = await browser.get(location);
  const answer = await browser.submit(page, '/consent', { decision: 'authorize' });
  return /lk_ac_\w+/.exec(answer.location || answer.body)?.[0] ?? '';
}

// Both wait for the five seconds that a device waits between two questions: so they wait at the same time.
test('openid-client and curl connect a device, as their examples are printed', needsShell, async () => {
  const connect = async (library: string) => {
    const client = await site.application(person, { grants: [DEVICE_CODE] });
    const program = await startProgram(await example(client, library, 'device'), { secret: client.secret });
    await decideDevice(browser, await program.said(/^Open \S+\/device and type (\S+)$/m));
    assert.match(await program.ended, /access_token['"]?: ?['"]lk_at_\w+/);
    assert.equal(await tokensOf(client), 1);
  };
  await Promise.all([connect('openid-client'), connect('curl')]);
});

for (const library of ['openid-client', 'simple-oauth2', 'curl']) {
  test(`${library} gets an application a token for itself, as its example is printed`, {
    skip: library === 'curl' && needsShell.skip,
  }, async () => {
    const client = await site.application(person);
    const program = await startProgram(await example(client, library, 'credentials'), { secret: client.secret });
    assert.match(await program.ended, /access_token['"]?: ?['"]lk_at_\w+/);
    assert.equal(await tokensOf(client), 1);
  });
}

for (const library of ['openid-client', 'curl']) {
  test(`${library} checks a token for an API, as its example is printed`, {
    skip: library === 'curl' && needsShell.skip,
  }, async () => {
    const api = await site.application(person, { resourceServer: true });
    const checked = async (TOKEN: string) => {
      const program = await startProgram(await example(api, library, 'introspect'), { secret: api.secret, TOKEN });
      return program.ended;
    };
    const issued = await startProgram(await example(api, 'simple-oauth2', 'credentials'), { secret: api.secret });
    const [token = ''] = /lk_at_\w+/.exec(await issued.ended) ?? [];
    assert.match(await checked(token), /active['"]?: ?true/);
    assert.match(await checked('lk_at_unknown'), /active['"]?: ?false/);
  });
}

test('the client of the README shows a token', async () => {
  const port = String(await freePort()); // 8080 may be taken here
  const [, text = ''] = /```js\n([\s\S]*?)```/.exec(readFileSync(path.join(root, 'README.md'), 'utf8')) ?? [];
  await site.scope('read_prefs');
  const client = await site.application(person, {
    redirectUris: ['http://127.0.0.1:8080/callback'],
    scopes: ['read_prefs'],
  });
  const program = await startProgram(
    { file: 'client.mjs', text: text.replaceAll('8080', port), command: 'node client.mjs' },
    { ISSUER: site.issuer, CLIENT_ID: client.id, CLIENT_SECRET: client.secret },
  );
  const back = await authorize(browser, await program.said(/^Open (\S+)$/m));
  assert.match(await (await fetch(back)).text(), /Signed in/);
  assert.match(await program.ended, /access_token: 'lk_at_\w+'/);
});

test('what a library cannot do is shown with curl, and a library that is not there as the first', async () => {
  const client = await site.application(person);
  assert.equal((await example(client, 'passport-oauth2', 'credentials')).file, 'token.sh');
  assert.match((await example(client, 'nothing', 'code')).text, /openid-client/);
});

test('what an application has not registered is not in its example', async () => {
  const none = await site.application(person, { redirectUris: [], scopes: [], grants: ['client_credentials'] });
  const page = await browser.get(`/oauth2/applications/${none.id}/example`);
  assert.equal(programIn(page.body, 'code'), undefined);
  assert.doesNotMatch(programIn(page.body, 'credentials')?.text ?? 'scope', /scope/);
  const oob = await site.application(person, { redirectUris: ['urn:ietf:wg:oauth:2.0:oob'] });
  assert.equal((await example(oob, 'openid-client', 'code')).file, 'app.sh');
});

test('an example asks for what its grant may carry', async () => {
  const some = { name: 'edit', description: 'Edit', detail: undefined, privileged: false };
  await site.deps.scopes.save({ ...some, grants: ['authorization_code'] }, 'administrator');
  const client = await site.application(person, { scopes: ['edit', 'read'] });
  assert.match((await example(client, 'openid-client', 'code')).text, /scope: 'edit read'/);
  assert.match((await example(client, 'openid-client', 'credentials')).text, /scope: 'read'/);
});

test('no value ends the text it stands in', async () => {
  const redirectUris = [`https://app.example/'+alert(1)+'`];
  const client = await site.application(person, { redirectUris, scopes: [`a'b`] });
  for (const library of libraries) {
    const { text } = await example(client, library, 'code');
    assert.ok(text.includes(`'https://app.example/\\'+alert(1)+\\''`), library);
    assert.ok(text.includes(`'a\\'b'`), library);
  }
  assert.ok((await example(client, 'curl', 'code')).text.includes(`'https://app.example/'\\''+alert(1)+'\\'''`));
  assert.ok((await example(client, 'curl', 'credentials')).text.includes(`scope='a'\\''b'`));
});
