import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { issuePasswordLink, issueSetupLink } from '../../src/accounts/one-time-link.ts';
import type { User } from '../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { rotateSecret } from '../../src/oauth/register-client.ts';
import { PASSWORD, type TestApp, testApp } from '../support/app.ts';
import { askForCodes, decideDevice, pollFor, typeCode } from '../support/device.ts';
import { withDialect } from '../support/dialects.ts';
import { authorizeUrl, codeOf, pkce, post, redeem } from '../support/flow.ts';
import { accessTokenOf, consumerOf, requestTokenOf } from '../support/oauth1.ts';
import { basic, form, raw } from '../support/raw.ts';
import { recordStatements } from '../support/statements.ts';
import { ask, rotate } from '../support/tokens.ts';
import { formsIn, visitor } from '../support/visitor.ts';

let site: TestApp;
let ines: User;
let live: Readonly<Record<string, string>>;
let dump: string;
let columns: readonly Buffer[];
let sent: ReturnType<typeof recordStatements>;
let clientId: string;

/** A whole life: everything that is secret, alive or used up, and then all that Postgres holds. */
before(async () => {
  site = await testApp({ env: { OAUTH1: 'on' } });
  sent = recordStatements(site.database);
  await site.scope('read');
  const setup = (await issueSetupLink(site.deps.links)) ?? '';
  ines = await site.person(undefined, { isAdmin: true });
  const grants = ['authorization_code', 'refresh_token', 'client_credentials', DEVICE_CODE];
  const client = await site.application(ines, { grants });
  clientId = client.id;
  const browser = await site.signedIn(ines);
  const link = (await issuePasswordLink((await site.person()).id, 'administrator', site.deps)) ?? '';
  const { verifier, challenge } = pkce();
  const url = authorizeUrl(client, { code_challenge: challenge, code_challenge_method: 'S256' });
  const consent = await browser.get((await browser.get(url)).location);
  const [decide] = formsIn(consent.body).filter(({ action }) => action.startsWith('/consent'));
  const home = new URL((await browser.submit(consent, '/consent', { decision: 'authorize' })).location);
  const spentCode = home.searchParams.get('code') ?? '';
  const first = (await redeem(site, client, spentCode, { code_verifier: verifier })).body;
  const second = (await rotate(site, client, first.refresh_token)).body;
  const own = (await ask(site, client, { grant_type: 'client_credentials' })).body;
  const line = (await ask(site, await withDialect(site, ines, 'op-api'), { grant_type: 'client_credentials' })).body;
  const openCode = await codeOf(browser, url);
  const newSecret = await rotateSecret({ clientId: client.id, endOld: false, by: 'administrator' }, site.deps);

  const pending = await askForCodes(site, client, 'read');
  const entered = await typeCode(browser, pending.user);
  const connected = await askForCodes(site, client, 'read');
  await decideDevice(browser, connected.user);
  const onDevice = (await pollFor(site, client, connected.device)).body;
  const consumer = await consumerOf(site, ines);
  const asked = await requestTokenOf(site, consumer);
  const allowed = await accessTokenOf(site, browser, consumer);

  // What is sent to the wrong place is kept for the developer, but never what it was.
  for (const fields of [
    { grant_type: 'refresh_token', refresh_token: openCode },
    { grant_type: 'authorization_code', code: second.refresh_token },
    { grant_type: 'authorization_code', code: openCode, code_verifier: verifier },
    { grant_type: 'refresh_token', refresh_token: second.refresh_token, scope: 'read write' },
    { token: second.access_token },
  ]) {
    await ask(site, client, fields);
  }
  await post(site, '/oauth2/token', { client_id: client.id, client_secret: first.access_token });
  await Promise.all([site.deps.activity.flush(), site.deps.refusals.flush()]);

  live = {
    setup,
    link,
    verifier,
    spentCode,
    openCode,
    password: PASSWORD,
    session: browser.cookies.get('latchkey-session') ?? '',
    knownBrowser: [...browser.cookies].find(([name]) => /browser/.test(name))?.[1] ?? '',
    csrf: browser.cookies.get('latchkey-csrf') ?? '',
    formToken: decide?.fields['_csrf'] ?? '',
    decision: decide?.fields['shown'] ?? '',
    firstAccess: first.access_token,
    firstRefresh: first.refresh_token,
    secondAccess: second.access_token,
    secondRefresh: second.refresh_token,
    ownAccess: own.access_token,
    pendingDevice: pending.device,
    spentDevice: connected.device,
    deviceHandle: entered.typed.location.slice('/device/'.length, '/device/'.length + 22),
    deviceAccess: onDevice.access_token,
    deviceRefresh: onDevice.refresh_token,
    lineAccess: line.access_token,
    lineRefresh: line.refresh_token,
    secret: client.secret,
    newSecret: newSecret ?? '',
    consumerSecret: consumer.secret,
    requestToken: asked.key,
    requestTokenSecret: asked.secret,
    oauth1Token: allowed.key,
    oauth1TokenSecret: allowed.secret,
  };
  ({ dump, columns } = await dumped());
});
after(() => site.close());

async function dumped() {
  const { pool } = site.database;
  const { rows: tables } = await pool.query(
    `SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public' AND table_type = 'BASE TABLE'`,
  );
  let text = '';
  const bytes: Buffer[] = [];
  for (const { name } of tables) {
    const { rows } = await pool.query(`SELECT row_to_json(t)::text AS row, t.* FROM "${name}" t`);
    for (const { row, ...fields } of rows) {
      text += `${name} ${row}\n`;
      bytes.push(...Object.values(fields).filter((field): field is Buffer => Buffer.isBuffer(field)));
    }
  }
  return { dump: text, columns: bytes };
}

/** What a value could look like where it was stored after all. */
function formsOf(value: string): readonly string[] {
  const forms = [value];
  const plain = [Buffer.from(value)];
  const body = /^lk_[a-z0-9]{2}_([0-9A-Za-z]{43})/.exec(value)?.[1];
  if (body !== undefined) {
    forms.push(body);
    const number = [...body].reduce(
      (sum, sign) => sum * 62n + BigInt('0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'.indexOf(sign)),
      0n,
    );
    plain.push(Buffer.from(body), Buffer.from(number.toString(16).padStart(64, '0'), 'hex'));
  }
  if (/^[\w-]{43}$/.test(value)) plain.push(Buffer.from(value, 'base64url'));
  for (const bytes of plain) {
    forms.push(bytes.toString('hex'), bytes.toString('base64').replace(/=+$/, ''), bytes.toString('base64url'));
  }
  return forms;
}

test('S072 a whole dump of the database holds no value that opens anything', () => {
  assert.ok(dump.length > 5000 && dump.includes(clientId), 'there is a dump to look into');
  for (const [what, value] of Object.entries(live)) {
    assert.ok(value.length >= 20, `${what} is something to look for: ${value}`);
    for (const stored of formsOf(value)) {
      assert.equal(dump.toLowerCase().includes(stored.toLowerCase()), false, `${what} as ${stored}`);
    }
  }
});

test('S072 no column is good for anything where a value is asked for', async () => {
  assert.ok(columns.length > 10);
  const browser = visitor(site.app);
  for (const bytes of new Set(columns.map((each) => each.toString('hex')))) {
    const stored = Buffer.from(bytes, 'hex');
    for (const value of [bytes, stored.toString('base64'), stored.toString('base64url'), `\\x${bytes}`]) {
      const authorization = basic(clientId, live['newSecret'] ?? '');
      const requests = [
        { grant_type: 'refresh_token', refresh_token: value },
        { grant_type: 'authorization_code', code: value, redirect_uri: 'https://app.example/callback' },
        { grant_type: DEVICE_CODE, device_code: value },
      ];
      for (const fields of requests) {
        assert.equal((await raw(site, form(fields), { authorization })).error, 'invalid_grant');
      }
      const inspected = await raw(site, form({ token: value }), { authorization }, { url: '/oauth2/introspect' });
      assert.equal(inspected.text, '{"active":false}');
      const own = form({ grant_type: 'client_credentials', client_id: clientId, client_secret: value });
      assert.equal((await raw(site, own)).status, 401);
      browser.cookies.set('latchkey-session', encodeURIComponent(value));
      assert.match((await browser.get('/account')).location, /^\/sign-in/);
    }
  }
});

test('S037 no token, code or secret is ever sent to Postgres: all are looked up by their digest', () => {
  const parameters = sent.sent.flatMap(({ values, text }) => [text, ...values.map(shown)]).join('\n');
  assert.ok(parameters.includes(clientId));
  for (const [what, value] of Object.entries(live)) {
    for (const stored of formsOf(value)) assert.equal(parameters.includes(stored), false, `${what} as ${stored}`);
  }

  function shown(value: unknown): string {
    if (Buffer.isBuffer(value)) return value.toString('hex');
    if (Array.isArray(value)) return value.map(shown).join('\n');
    return value instanceof Date ? value.toISOString() : String(value);
  }
});
