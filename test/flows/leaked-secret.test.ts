import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { randomToken } from '../../src/secrets.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { withDialect } from '../support/dialects.ts';
import { authorizeUrl } from '../support/flow.ts';
import { form, raw } from '../support/raw.ts';
import { recordStatements } from '../support/statements.ts';
import type { Visitor } from '../support/visitor.ts';

// A credential in an address is known to every log on the way: refused for everybody, and a live secret is marked.

let site: TestApp;
let ines: User;
let browser: Visitor;
const logLines: string[] = [];
before(async () => {
  site = await testApp({ logLines });
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
});
after(() => site.close());

const BODY = form({ grant_type: 'client_credentials' });
const PATHS = [
  ...['/oauth2/token', '/oauth2/access_token', '/auth/v2/accesstoken', '/oauth2/introspect', '/oauth2/revoke'],
];

async function leakedAt(client: TestClient): Promise<Date | undefined> {
  await site.deps.leakedSecrets.flush();
  return (await site.deps.clients.find(client.id))?.secrets[0]?.leakedAt;
}

const inUrl = (path: string, client: Pick<TestClient, 'id' | 'secret'>, method: 'POST' | 'GET' = 'POST') =>
  raw(
    site,
    method === 'GET' ? '' : BODY,
    {},
    { url: `${path}?${form({ client_id: client.id, client_secret: client.secret })}`, method },
  );

test('S033 a secret in the address is refused at every endpoint, and marked where it is a live one', async () => {
  for (const path of PATHS) {
    for (const [client, method] of [
      [await site.application(ines), 'POST'],
      [await withDialect(site, ines, 'op-api'), 'POST'],
      [await site.application(ines), 'GET'],
    ] as const) {
      const answer = await inUrl(path, client, method);
      assert.deepEqual([answer.status, answer.error], [method === 'GET' ? 405 : 400, 'invalid_request'], path);
      assert.doesNotMatch(answer.text, /access_token"|"active"/);
      assert.ok(await leakedAt(client), `${method} ${path}`);
    }
  }
});

test('the answer is the same for a live secret, a wrong one and an unknown client', async () => {
  const client = await site.application(ines);
  for (const path of PATHS) {
    const answers = [
      await inUrl(path, client),
      await inUrl(path, { ...client, secret: randomToken('cs') }),
      await inUrl(path, { ...client, secret: 'wrong' }),
      await inUrl(path, { id: 'lk_ci_nobody', secret: client.secret }),
    ];
    const [first, ...others] = answers.map(({ status, text, headers }) => {
      const { date: _, ...rest } = headers;
      return { status, text, rest };
    });
    for (const other of others) assert.deepEqual(other, first, path);
  }
});

test('no answer waits for the look-up, and many of them are one statement', async () => {
  const client = await site.application(ines);
  await site.deps.leakedSecrets.flush();
  const sent = recordStatements(site.database);
  try {
    for (let at = 0; at < 50; at += 1) await inUrl('/oauth2/token', { ...client, secret: randomToken('cs') });
    await inUrl('/oauth2/token', client);
    assert.deepEqual(sent.names(), []);
    await site.deps.leakedSecrets.flush();
    assert.equal(sent.names().length, 1);
    sent.clear();
    await raw(site, BODY, {}, { url: '/oauth2/token?scope=read' });
    await site.deps.leakedSecrets.flush();
    assert.deepEqual(sent.names(), [], 'where there is no secret, nothing is looked up');
  } finally {
    sent.stop();
  }
  assert.ok(await leakedAt(client));
});

test('it is marked and written to the audit trail once, and the owner is told to end it', async () => {
  const client = await site.application(ines);
  const page = `/oauth2/applications/${client.id}`;
  assert.doesNotMatch((await browser.get(page)).body, /came in the address/);
  await inUrl('/oauth2/token', client);
  const first = await leakedAt(client);
  await inUrl('/oauth2/revoke', client);
  assert.deepEqual(await leakedAt(client), first);
  const { rows } = await site.database.pool.query(
    "SELECT count(*)::int AS count FROM audit_events WHERE event = 'client.secret_leaked' AND client_id = $1",
    [client.id],
  );
  assert.equal(rows[0].count, 1);
  const { body } = await browser.get(page);
  assert.equal(body.match(/came in the address of a request/g)?.length, 1);
  assert.match(body, new RegExp(`${page}/rotate-secret">Rotate secret</a>`));
  assert.doesNotMatch(body, new RegExp(client.secret));
});

test('the authorization request has no place for a credential: it goes home as an error, however it is sent', async () => {
  const client = await site.application(ines);
  const values = {
    client_secret: client.secret,
    password: 'x',
    code: 'x',
    refresh_token: 'x',
    access_token: 'x',
    token: 'x',
  };
  for (const [name, value] of Object.entries(values)) {
    const home = new URL((await browser.get(authorizeUrl(client, { [name]: value }))).location);
    assert.equal(home.searchParams.get('error'), 'invalid_request', name);
    assert.match(home.searchParams.get('error_uri') ?? '', /credential-in-url$/);
    assert.equal(home.searchParams.get('state'), 'some state');
    assert.equal(home.searchParams.get('code'), null);
    assert.doesNotMatch(home.href, new RegExp(client.secret));
  }
  assert.ok(await leakedAt(client));
  assert.match(
    (await browser.get(authorizeUrl(client, { client_secret: '' }))).location,
    /^\/consent/,
    'empty is absent',
  );

  const posted = await site.application(ines);
  const fields = Object.fromEntries(new URL(authorizeUrl(posted), 'https://x.invalid').searchParams);
  const answer = await browser.post('/oauth2/authorize', { ...fields, client_secret: posted.secret });
  assert.equal(new URL(answer.location).searchParams.get('error'), 'invalid_request');
  assert.doesNotMatch(answer.location, new RegExp(posted.secret), 'we put none into an address ourselves');
  assert.equal(await leakedAt(posted), undefined, 'it was in the body');
});

test('a credential beside a wrong return address is refused on a page, and marked', async () => {
  const client = await site.application(ines);
  const url = authorizeUrl(client, { redirect_uri: 'https://evil.example/', client_secret: client.secret });
  const page = await browser.get(url);
  assert.deepEqual([page.status, page.location], [400, '']);
  assert.doesNotMatch(page.body, new RegExp(client.secret));
  assert.ok(await leakedAt(client));
});

test('S147 no secret that came in an address is in the log', async () => {
  const client = await site.application(ines);
  logLines.length = 0;
  for (const path of PATHS) await inUrl(path, client);
  await browser.get(authorizeUrl(client, { client_secret: client.secret }));
  await site.deps.leakedSecrets.flush();
  assert.ok(logLines.length >= PATHS.length);
  assert.doesNotMatch(logLines.join('\n'), new RegExp(client.secret));
});
