import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Team } from '../../src/accounts/team.ts';
import type { User } from '../../src/accounts/user.ts';
import { previewHost } from '../../src/oauth/model/preview.ts';
import { readDomain } from '../../src/oauth/model/team-domain.ts';
import { checkDomain } from '../../src/oauth/verify-domain.ts';
import { randomId } from '../../src/secrets.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import { REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorize, authorizeUrl, codeOf, redeem } from '../support/flow.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

// Redirect URIs of previews: exact, with an end, under a domain that the owning team has proved to be its own.

let site: TestApp;
let manager: User;
let browser: Visitor;
let there: TestApp;
let database: TestDatabase;
before(async () => {
  database = await testDatabase();
  site = await testApp({ on: database });
  there = await testApp({ on: database });
  await site.scope('read');
  await site.scope('write');
  manager = await site.person();
  browser = await site.signedIn(await site.person());
});
after(async () => {
  await site?.close();
  await there?.close();
  await database?.drop();
});

const DOMAIN = 'previews.example';
const PREVIEW = 'https://pr-17.previews.example/callback?x=1';

async function team(domain: string | undefined = DOMAIN): Promise<Team> {
  const { teams, teamDomains } = site.deps;
  const made = await teams.add({ name: randomId(8), description: '', managerId: manager.id }, 'administrator');
  assert.ok(typeof made === 'object');
  const by = { ownerId: manager.id };
  const added = await teamDomains.add(made.id, domain, by);
  assert.ok(added && added.verifiedUntil === undefined);
  assert.equal(await teamDomains.checked(made.id, added.id, true, by), true);
  return made;
}

async function application(owner: Team): Promise<TestClient> {
  const client = await site.application(manager);
  const given = { owner: { kind: 'team', teamId: owner.id } } as const;
  assert.equal((await site.deps.clients.administer(client.id, given, 'administrator')).outcome, 'changed');
  await site.deps.clients.approve(client.id, 'administrator');
  return client;
}

async function add({ id }: TestClient, uri = PREVIEW, days = 7) {
  const read = previewHost(uri);
  assert.ok('host' in read);
  return site.deps.previews.add(id, { uri, host: read.host, days }, 'administrator');
}

const run = (sql: string, ...values: unknown[]) => site.database.pool.query(sql, values);
const codeFor = (client: TestClient, uri = PREVIEW) => codeOf(browser, authorizeUrl(client, { redirect_uri: uri }));
async function isRefused(client: TestClient, uri: string, who: Visitor = browser): Promise<void> {
  const page = await who.get(authorizeUrl(client, { redirect_uri: uri }));
  assert.deepEqual([page.status, page.headers.location], [400, undefined], uri);
}

test('S012 S013 a preview comes back to its address, character by character, beside what is registered, and stays verified', async () => {
  const client = await application(await team());
  await isRefused(client, PREVIEW);
  assert.equal((await add(client)).outcome, 'added');
  const code = await codeFor(client);
  assert.equal((await redeem(site, client, code, { redirect_uri: PREVIEW })).status, 200);
  assert.ok(await codeFor(client, REDIRECT));
  for (const uri of [
    'https://pr-18.previews.example/callback?x=1',
    'https://pr-17.previews.example:8443/callback?x=1',
    'https://PR-17.previews.example/callback?x=1',
    'https://pr-17.previews.example/callback?x=1&y',
    'https://pr-17.previews.example/callback/?x=1',
    'https://pr-17.previews.example/',
    'https://previews.example/callback?x=1',
    'https://pr-17.previews.example.evil.example/callback?x=1',
    'http://pr-17.previews.example/callback?x=1',
  ]) {
    await isRefused(client, uri);
  }
  const stored = await site.deps.clients.find(client.id);
  assert.deepEqual([stored?.verified, stored?.redirectUris], [true, [REDIRECT]]);
  // Where none is named it is the registered one.
  const url = new URL(authorizeUrl(client), 'https://x.example');
  url.searchParams.delete('redirect_uri');
  assert.equal((await authorize(browser, url.pathname + url.search)).origin, new URL(REDIRECT).origin);
});

test('S018 S029 a preview that has ended, was removed, or whose domain is the team’s no more, sends nobody there and redeems no code', async () => {
  const own = await team();
  const other = await team('elsewhere.example');
  const ends: Record<string, (client: TestClient) => Promise<unknown>> = {
    ended: ({ id }) => run(`UPDATE preview_uris SET expires_at = now() WHERE client_id = $1`, id),
    removed: ({ id }) => site.deps.previews.remove(id, PREVIEW, 'administrator'),
    'of another team': ({ id }) =>
      site.deps.clients.administer(id, { owner: { kind: 'team', teamId: other.id } }, 'administrator'),
    'of a person': ({ id }) =>
      site.deps.clients.administer(id, { owner: { kind: 'person', userId: manager.id } }, 'administrator'),
    'proved too long ago': () =>
      run(`UPDATE team_domains SET verified_at = now() - interval '91 days' WHERE team_id = $1`, own.id),
    'of a domain that was removed': () => run('DELETE FROM team_domains WHERE team_id = $1', own.id),
  };
  for (const [how, end] of Object.entries(ends)) {
    await run(`UPDATE team_domains SET verified_at = now() WHERE team_id = $1`, own.id);
    const client = await application(own);
    assert.equal((await add(client)).outcome, 'added', how);
    const code = await codeFor(client);
    await end(client);
    const answer = await redeem(site, client, code, { redirect_uri: PREVIEW });
    assert.deepEqual([answer.status, answer.body.error], [400, 'invalid_grant'], how);
    await isRefused(client, PREVIEW, visitor(there.app)); // which has not read the client yet
    assert.ok(await codeFor(client, REDIRECT), how);
  }
});

test('S014 a preview is under a verified domain of the owning team, exact, of https, and for ninety days at most', async () => {
  const client = await application(await team());
  const outcome = async (uri: string) => (await add(client, uri)).outcome;
  assert.equal(await outcome('https://previews.example/'), 'added');
  assert.equal(await outcome('https://notpreviews.example/'), 'not-verified');
  assert.equal(await outcome('https://previews.example.evil.example/'), 'not-verified');
  assert.equal(await outcome(REDIRECT), 'registered');
  const personal = await site.application(manager);
  assert.equal((await add(personal)).outcome, 'not-verified');
  for (const uri of [
    'http://pr.previews.example/',
    'https://*.previews.example/',
    'https://a@previews.example/',
    'https://previews.example/#x',
    'https://Previews.example/',
    'app.example:/x',
    'urn:ietf:wg:oauth:2.0:oob',
    'https://previews.example/?code=1',
  ]) {
    assert.ok('problem' in previewHost(uri), uri);
  }
  const { rows } = await run(
    'SELECT expires_at - created_at AS life, (SELECT count(*)::int FROM preview_uris WHERE client_id = $1) AS kept FROM preview_uris WHERE client_id = $1',
    client.id,
  );
  assert.deepEqual([rows[0]?.life.days, rows[0]?.kept], [7, 1]);
  await run(`UPDATE preview_uris SET expires_at = now() - interval '1 second' WHERE client_id = $1`, client.id);
  assert.ok(((await purge(site.database))['preview_uris'] ?? 0) >= 1);
});

test('S128 a page of a preview may read the answer to its token request, and nobody else’s page', async () => {
  const client = await application(await team());
  await add(client);
  const preflight = (origin: string) =>
    site.app.inject({
      method: 'OPTIONS',
      url: '/oauth2/token',
      headers: { origin, 'access-control-request-method': 'POST' },
    });
  const allowed = async (origin: string) => (await preflight(origin)).headers['access-control-allow-origin'];
  assert.equal(await allowed('https://pr-17.previews.example'), 'https://pr-17.previews.example');
  assert.equal(await allowed('https://pr-99.previews.example'), undefined);
});

test('S098 whoever has the line in the file on the domain has the domain, and nothing else is asked', async () => {
  const asked: string[] = [];
  const line = 'latchkey-domain=abc';
  const look = (answer: unknown) => {
    const fetchText = async (url: string) => {
      asked.push(url);
      return answer as never;
    };
    return checkDomain({ domain: DOMAIN, line }, { outbound: { fetchText } });
  };
  const text = (body: string) => ({ kind: 'fetched', text: body });
  assert.equal(await look(text(`latchkey-domain=xyz\r\n ${line} \n`)), 'proved');
  for (const body of ['', 'latchkey-domain=abcd', `x${line}`, `<p>${line}</p>`]) {
    assert.equal(await look(text(body)), 'no-line', body);
  }
  assert.equal(await look({ kind: 'failed', fault: 'redirect' }), 'redirect');
  assert.deepEqual([...new Set(asked)], ['https://previews.example/.well-known/latchkey-domain']);
  for (const typed of [
    'localhost',
    '127.0.0.1',
    'a..example',
    '-a.example',
    'a.example/x',
    'a.example:1',
    'ä.example',
    '[::1]',
    'x.1',
  ]) {
    assert.equal(readDomain(typed), undefined, typed);
  }
  assert.equal(readDomain(' PR.Example.org '), 'pr.example.org');
});
