import assert from 'node:assert/strict';
import { createConnection } from 'node:net';
import { after, before, test } from 'node:test';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { newUserCode, showUserCode } from '../../src/oauth/user-code.ts';
import { digest, randomId } from '../../src/secrets.ts';
import { PASSWORD, type TestClient } from '../support/app.ts';
import { untilWaiting } from '../support/barrier.ts';
import { askForCodes, pollFor, typeCode } from '../support/device.ts';
import { authorize, authorizeUrl, codeOf, pkce, post, redeem, refresh } from '../support/flow.ts';
import { type Instance, type Pair, startPair } from '../support/pair.ts';
import { inTurn, type Reachable } from '../support/remote.ts';
import { formsIn, type Visitor, visitor } from '../support/visitor.ts';

const SECRET = `canary-${randomId(40)}`;
const FORGED = '\r\n{"level":60,"msg":"forged"}\r\n\u001b[31mred\u001b[0m';
// What the server tells the person at the terminal, beside the log.
const ANNOUNCED = /^(Latchkey is ready at |There is no administrator yet\. )/;

let pair: Pair;
/** All that must never be printed: filled while the flows run. */
const canaries = new Set<string>([SECRET, PASSWORD]);
before(async () => {
  pair = await startPair({ env: { LOG_LEVEL: 'trace', SECRET } });
});
after(() => pair.close());

/** Remembers a value that must not be printed. */
function canary(value: string): string {
  assert.ok(value.length >= 6, `too short to look for: ${value}`);
  canaries.add(value);
  return value;
}

function secretOf(kind: string): string {
  return canary(`${kind}-${randomId(24)}`);
}

test('S147 at the level trace no secret is printed in any flow or error, and nothing can forge a line', async () => {
  const { a, b, seed } = pair;
  const app = inTurn(a, b);
  const person = await seed.person(canary(`canary-${randomId(12).toLowerCase()}@example.org`), {
    name: canary('Nomen Nescio'),
  });
  const grants = ['authorization_code', 'refresh_token', 'client_credentials', DEVICE_CODE];
  const client = await seed.application(person, { grants });
  canary(client.secret);
  canary(client.basic.slice('Basic '.length));
  const browser = await signIn(app, person.email);
  await exchanges(app, client, browser);
  await devices(app, client, browser);
  await wrongRequests(app, client, browser);
  await pageForms(person.email, browser);
  await slowDatabase(a, client, browser);
  for (const value of browser.cookies.values()) canary(value);
  for (const instance of [a, b]) await malformed(instance);
  await Promise.all([a.server.stop(), b.server.stop()]);
  const printed = a.server.output() + b.server.output();
  assertClean(printed);
});

async function signIn(app: Reachable, email: string): Promise<Visitor> {
  const browser = visitor(app, { headers: { 'user-agent': `agent ${secretOf('agent')} \u009b31m` } });
  const page = await browser.get(`/sign-in?return_to=${encodeURIComponent(`/account?x=${secretOf('return')}`)}`);
  for (const each of [
    { password: secretOf('password') },
    { email: FORGED, password: FORGED },
    { password: PASSWORD },
  ]) {
    await browser.submit(page, '/sign-in', { email, ...each });
    for (const value of browser.cookies.values()) canary(value);
  }
  assert.equal((await browser.get('/account')).status, 200);
  return browser;
}

/** Everything that an application does right, and what comes of doing it twice. */
async function exchanges(app: Reachable, client: TestClient, browser: Visitor): Promise<void> {
  const site = { app };
  const { verifier, challenge } = pkce();
  const more = { state: secretOf('state'), code_challenge: canary(challenge), code_challenge_method: 'S256' };
  const answer = await authorize(browser, authorizeUrl(client, more));
  const code = canary(answer.searchParams.get('code') ?? '');
  await redeem(site, client, code, { code_verifier: secretOf('wrong') });
  const tokens = await redeem(site, client, code, { code_verifier: canary(verifier) });
  assert.equal(tokens.status, 200);
  const next = await refresh(site, client, canary(tokens.body.refresh_token));
  canary(next.body.refresh_token);
  for (const token of [canary(tokens.body.access_token), canary(next.body.access_token), secretOf('token')]) {
    await post(site, '/oauth2/introspect', { token }, client);
    await post(site, '/oauth2/revoke', { token }, client);
  }
  await refresh(site, client, tokens.body.refresh_token, { scope: secretOf('scope') });
  await refresh(site, client, tokens.body.refresh_token);
  await redeem(site, client, code, { code_verifier: verifier });
  await redeem(site, client, code);
  const { id: client_id, secret: client_secret } = client;
  await post(site, '/oauth2/token', { grant_type: 'client_credentials', client_id, client_secret });
  const denied = authorizeUrl(client, { state: secretOf('state'), scope: 'read write' });
  await authorize(browser, denied, 'deny');
}

/** A device and its person, with everything that either can do wrong. */
async function devices(app: Reachable, client: TestClient, browser: Visitor): Promise<void> {
  const site = { app };
  for (const decision of ['authorize', 'deny']) {
    const { device, user } = await askForCodes(site, client);
    canary(device);
    canary(user);
    canary(user.replace('-', ''));
    for (let i = 0; i < 2; i += 1) await pollFor(site, client, device);
    await browser.get(`/device?user_code=${user}&x=${secretOf('query')}`);
    const { typed, page } = await typeCode(browser, user.toLowerCase());
    canary(user.toLowerCase());
    const path = new URL(typed.location, 'http://here.invalid').pathname;
    canary(path.split('/').at(-1) ?? '');
    await browser.submit(page, path, { decision: secretOf('decision') });
    const said = await browser.submit(page, path, { decision });
    assert.equal(said.status, 303);
    await browser.get(said.location);
    await browser.submit(page, path, { decision });
    await app.inject({ method: 'GET', url: `/device/code.svg?user_code=${user}` });
    await app.inject({ method: 'GET', url: `/device/code.svg?user_code=${secretOf('picture')}` });
    const { body } = await pollFor(site, client, device);
    if (decision === 'authorize') for (const token of [body.access_token, body.refresh_token]) canary(token);
    await pollFor(site, client, device, { scope: secretOf('scope') });
  }
  for (const code of [canary(showUserCode(newUserCode())), FORGED, secretOf('code')]) await typeCode(browser, code);
}

/** Everything wrong with a request, with something to find in every part of it. */
async function wrongRequests(app: Reachable, client: TestClient, browser: Visitor): Promise<void> {
  const site = { app };
  const basic = (text: string) => ({ authorization: `Basic ${canary(Buffer.from(text).toString('base64'))}` });
  for (const headers of [
    basic(`${client.id}:${secretOf('secret')}`),
    basic(secretOf('nocolon')),
    { authorization: `Bearer ${secretOf('bearer')}` },
    { authorization: 'Basic \u009b31m{"level":60,"msg":"forged"}' },
    { cookie: `latchkey-session=${secretOf('cookie')}`, dpop: secretOf('dpop') },
    { 'x-request-id': secretOf('id'), 'x-forwarded-for': '\u009b31m' },
  ]) {
    for (const url of ['/oauth2/token', '/oauth2/introspect', '/oauth2/revoke', `/nowhere/${secretOf('path')}`]) {
      const fields = { grant_type: FORGED, token: secretOf('token'), password: secretOf('password'), code: FORGED };
      await app.inject(formOf(url, new URLSearchParams(fields).toString(), headers));
      await app.inject(formOf(`${url}?code=${secretOf('code')}&${secretOf('name')}=1`, '', headers));
    }
  }
  for (const body of [`token=%zz${secretOf('escape')}`, `token=\0${secretOf('nul')}`, secretOf('big').repeat(4000)]) {
    await app.inject(formOf('/oauth2/token', body, { authorization: client.basic }));
    await app.inject(formOf('/sign-in', body, {}));
  }
  await app.inject({
    ...formOf('/oauth2/token', `{"token":"${secretOf('json')}"}`, {}),
    headers: { 'content-type': 'application/json' },
  });
  for (const more of [
    { redirect_uri: `https://evil.example/${secretOf('redirect')}` },
    { client_id: secretOf('client') },
    { response_type: secretOf('type'), state: secretOf('state') },
    { scope: `read ${secretOf('scope')}`, state: FORGED },
    { code_challenge: secretOf('challenge'), code_challenge_method: FORGED },
  ]) {
    await browser.get(authorizeUrl(client, more));
    await browser.get(authorizeUrl(client, more).replace('/oauth2/authorize', '/consent'));
  }
  for (const url of [
    `/a%0d%0a${secretOf('line')}`,
    `/%1b[31m?q=${secretOf('query')}`,
    `/docs/errors/${secretOf('rule')}`,
  ]) {
    for (const method of ['GET', 'POST', 'DELETE', 'TRACE', 'OPTIONS'] as const) await app.inject({ method, url });
  }
  await post(site, '/oauth2/introspect', { token: `lk_at_${secretOf('x').padEnd(49, '0').slice(0, 49)}` }, client);
}

/** The forms of the pages, with tokens that are right and wrong, and links that are consumed. */
async function pageForms(email: string, browser: Visitor): Promise<void> {
  const account = await browser.get('/account');
  for (const { fields } of formsIn(account.body))
    for (const value of Object.values(fields)) if (value.length > 20) canary(value);
  const changed = secretOf('password');
  for (const typed of [
    { 'current-password': secretOf('password'), 'new-password': secretOf('password') },
    { 'current-password': PASSWORD, 'new-password': changed },
  ]) {
    await browser.submit(await browser.get('/account'), '/account/password', typed);
  }
  await browser.post('/account/password', {
    _csrf: secretOf('csrf'),
    'current-password': changed,
    'new-password': 'x',
  });
  await browser.get(`/setup?token=${secretOf('setup')}`);
  await browser.post('/setup', { token: secretOf('setup'), email, password: secretOf('password') });
  await browser.get(`/password?token=${secretOf('link')}`);
  assert.equal((await browser.get('/account')).status, 200);
}

/** What Postgres says when a statement is cancelled, and what is printed of it. */
async function slowDatabase(site: Instance, client: TestClient, browser: Visitor): Promise<void> {
  const { pool } = pair.seed.database;
  const code = canary(await codeOf(browser, authorizeUrl(client)));
  const holder = await pool.connect();
  await holder.query('BEGIN');
  await holder.query('SELECT FROM authorization_codes WHERE hash = $1 FOR UPDATE', [digest(code)]);
  const cancelled = redeem(site, client, code);
  await untilWaiting(pool, 1);
  assert.equal((await cancelled).status, 503);
  await holder.query('COMMIT');
  holder.release();
}

/** What is no HTTP at all. */
async function malformed({ server }: Instance): Promise<void> {
  for (const text of [
    `GET /${secretOf('raw')} HTTP/9.9\r\n\r\n`,
    `${secretOf('raw')}\u001b[31m\r\n\r\n`,
    `GET /?code=${secretOf('raw')} HTTP/1.1\r\nHost: ${secretOf('host')}\r\nX: ${secretOf('header').repeat(2000)}\r\n\r\n`,
    `POST /oauth2/token HTTP/1.1\r\nHost: x\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n${secretOf('raw')}`,
  ]) {
    await new Promise<void>((done) => {
      const socket = createConnection(Number(new URL(server.url).port), '127.0.0.1', () => socket.end(text));
      socket.on('close', () => done()).on('error', () => {});
      socket.resume();
    });
  }
}

function assertClean(printed: string): void {
  const lines = printed.split('\n').filter((line) => line !== '' && !ANNOUNCED.test(line));
  const events = new Set(lines.map((line) => (JSON.parse(line) as { event?: string }).event));
  for (const event of ['request.refused', 'request.failed']) assert.ok(events.has(event), `nothing logged ${event}`);
  for (const line of lines) {
    const entry = JSON.parse(line) as { readonly msg?: string; readonly level?: number };
    assert.equal(typeof entry.level, 'number', line);
    assert.notEqual(entry.msg, 'forged');
    // biome-ignore lint/suspicious/noControlCharactersInRegex: what a terminal would obey
    assert.doesNotMatch(line, /[\u0000-\u001f\u007f-\u009f]/);
  }
  const log = lines.join('\n');
  const forms = (value: string) => [
    value,
    encodeURIComponent(value),
    Buffer.from(value).toString('base64').slice(0, -4),
  ];
  const found = [...canaries].filter((value) => forms(value).some((form) => log.includes(form)));
  assert.deepEqual(
    found.map((value) => lines.find((line) => forms(value).some((form) => line.includes(form)))),
    [],
  );
}

function formOf(url: string, payload: string, headers: Readonly<Record<string, string>>) {
  const type = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'same-origin' };
  return { method: 'POST', url, payload, headers: { ...type, ...headers } } as const;
}
