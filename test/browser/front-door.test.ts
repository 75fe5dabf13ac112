import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, afterEach, before, test } from 'node:test';
import * as oauth from 'openid-client';
import type { Page } from 'playwright-core';
import { PASSWORD, type TestApp, testApp } from '../support/app.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { complaints } from '../support/inspect.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { startThirdParty, type ThirdParty } from '../support/third-party.ts';

// The story of a new installation, told on the real server with scripts switched off. Each test goes on where the one
// before it ended.

const INES = 'inês@bücher.example'; // browsers rewrite such an address where they know that it is one

let database: TestDatabase;
let server: TestServer;
let site: TestApp; // the same database from here, for what has no page
let browser: TestBrowser;
let page: Page;
let stranger: Page;
let heard: readonly string[];
let trailmark: ThirdParty;
let address = ''; // of the application's page
let clientId = '';
let secret = '';

before(async () => {
  database = await testDatabase();
  [server, site, browser, trailmark] = await Promise.all([
    startServer({ databaseUrl: database.url }),
    testApp({ on: database }),
    launchBrowser(),
    startThirdParty(),
  ]);
  const contexts = await Promise.all([1, 2].map(() => browser.newContext({ javaScriptEnabled: false })));
  heard = complaints(...contexts);
  [page, stranger] = (await Promise.all(contexts.map((context) => context.newPage()))) as [Page, Page];
  for (const each of [page, stranger]) each.setDefaultTimeout(15_000);
  await site.scope('read', 'Read your preferences');
  await site.scope('write', 'Modify the map');
});
afterEach(() => assert.deepEqual(heard, [], 'the browser complained'));
after(async () => {
  await browser?.close();
  await trailmark?.close();
  await site?.close();
  await server?.stop();
  await database?.drop();
});

const at = (path: string) => server.url + path;
const field = (on: Page, name: string) => on.getByLabel(name, { exact: true });
const press = (on: Page, name: string) => on.getByRole('button', { name, exact: true }).click();
const follow = (on: Page, name: string) => on.getByRole('main').getByRole('link', { name, exact: true }).click();
const heading = (on: Page, name: string) => on.getByRole('heading', { level: 1, name, exact: true }).waitFor();

async function signIn(on: Page, email: string, password = PASSWORD): Promise<void> {
  await field(on, 'Email').fill(email);
  await field(on, 'Password').fill(password);
  await press(on, 'Sign in');
}

test('the server prints a link that makes the first administrator, once', async () => {
  const [link] = /http:\S+\/setup\?token=\S+/.exec(server.output()) ?? [];
  assert.ok(link, server.output());
  await page.goto(link);
  await heading(page, 'Create the first administrator');
  await field(page, 'Name').fill('Ines Moreau');
  await field(page, 'Email').fill(INES);
  await field(page, 'Password').fill(PASSWORD);
  await press(page, 'Create administrator');
  await heading(page, 'Overview');
  assert.equal((await page.goto(link))?.status(), 404);
  await heading(page, 'This link does not work any more');
});

test('a person signs out, and in again, and sees what is theirs', async () => {
  await page.goto(at('/'));
  await page.locator('header').getByRole('button', { name: 'Ines Moreau' }).click();
  await press(page, 'Sign out');
  await heading(page, 'Sign in');
  await signIn(page, INES, 'not mine');
  await page.getByText('do not belong together').waitFor();
  assert.equal(await field(page, 'Email').inputValue(), INES);
  await signIn(page, 'inês@xn--bcher-kva.example');
  await heading(page, 'Your applications');
  for (const name of ['Applications', 'Authorized', 'Account', 'Administration']) {
    assert.ok(await page.getByRole('link', { name, exact: true }).first().isVisible(), name);
  }
});

test('an application is registered; what is wrong is said beside each field, and nothing typed is lost', async () => {
  await follow(page, 'Register an application');
  await page.getByText('Advanced').click();
  await field(page, 'Name').fill('Trailmark');
  await field(page, 'Homepage URL').fill('trailmark');
  await field(page, 'Redirect URIs').fill(`${trailmark.redirectUri}\nhttp://elsewhere.example/`);
  await page.getByRole('checkbox', { name: 'Read your preferences' }).check();
  await page.getByRole('checkbox', { name: 'Act for itself, without a person' }).check();
  await press(page, 'Register');
  for (const name of ['Homepage URL', 'Redirect URIs']) {
    assert.equal(await field(page, name).getAttribute('aria-invalid'), 'true', name);
    const described = ((await field(page, name).getAttribute('aria-describedby')) ?? '').split(' ');
    assert.ok(await page.locator(`#${described.at(-1)}`).isVisible(), name);
  }
  assert.equal(await field(page, 'Name').inputValue(), 'Trailmark');
  assert.equal(await field(page, 'Homepage URL').inputValue(), 'trailmark');
  assert.match(await field(page, 'Redirect URIs').inputValue(), /^http:\/\/127.*\n.*elsewhere/);
  for (const name of ['Confidential application', 'Read your preferences', 'Act for itself, without a person']) {
    assert.ok(await page.getByRole('checkbox', { name }).isChecked(), name);
  }
  await field(page, 'Homepage URL').fill('https://trailmark.example/');
  await field(page, 'Redirect URIs').fill(`${trailmark.redirectUri}\nhttps://trailmark.example/callback`);
  await press(page, 'Register');
  await heading(page, 'Trailmark');
  clientId = await valueBeside('Client ID');
  secret = (await page.locator('.secret code').textContent()) ?? '';
  assert.match(secret, /^lk_cs_\w+$/);
  assert.equal(await valueBeside('Token'), at('/oauth2/token'));
  assert.equal(page.url(), at(`/oauth2/applications/${clientId}`));
});

test('who goes back is shown what was wrong with the form, and before that the form', async () => {
  await page.goBack();
  await heading(page, 'Register an application');
  assert.equal(await field(page, 'Homepage URL').getAttribute('aria-invalid'), 'true');
  assert.equal(await field(page, 'Homepage URL').inputValue(), 'trailmark');
  await page.reload();
  assert.equal(await field(page, 'Name').inputValue(), 'Trailmark');
  await page.goBack();
  await heading(page, 'Register an application');
  await page.goto(at(`/oauth2/applications/${clientId}`));
});

test('the secret is shown this once, and a reload registers nothing', async () => {
  await page.reload();
  await heading(page, 'Trailmark');
  assert.equal(await page.locator('.secret').count(), 0);
  await page.goto(at('/oauth2/applications'));
  const row = page.getByRole('row', { name: 'Trailmark' });
  for (const text of [clientId, 'read', 'Active'])
    assert.ok(await row.getByText(text, { exact: true }).isVisible(), text);
  await follow(page, 'Trailmark');
  await heading(page, 'Trailmark');
  address = page.url();
  assert.ok(!(await page.content()).includes(secret));
});

test('the application signs its owner in with what its page said', async () => {
  await trailmark.configure(server.url, { id: clientId, secret });
  await page.goto(trailmark.login({ scope: 'read' }));
  await heading(page, 'Trailmark wants to use your account');
  await press(page, 'Authorize');
  await heading(page, 'Signed in');
});

test('the person sees what they authorized and revokes it, and the tokens end', async () => {
  const config = await asTrailmark();
  const [tokens] = trailmark.tokens;
  assert.ok(tokens);
  assert.equal((await oauth.tokenIntrospection(config, tokens.access_token)).active, true);
  await page.goto(at('/oauth2/authorized_applications'));
  await heading(page, 'Authorized applications');
  assert.ok(await page.getByText('Read your preferences').isVisible());
  await press(page, 'Revoke Trailmark');
  await page.getByRole('status').waitFor();
  assert.equal(await page.getByRole('heading', { name: 'Trailmark' }).count(), 0);
  assert.equal((await oauth.tokenIntrospection(config, tokens.access_token)).active, false);
  await assert.rejects(oauth.refreshTokenGrant(config, tokens.refresh_token ?? ''));
});

test('a redirect URI that is not registered is explained to the owner, and to nobody else', async () => {
  const wrong = trailmark.login({ scope: 'read', redirect_uri: 'https://trailmark.example/callback/' });
  await page.goto(wrong);
  await heading(page, 'We did not send you back to Trailmark');
  assert.equal(await page.locator('mark').textContent(), '/');
  assert.ok(await page.getByText(trailmark.redirectUri).isVisible());
  await stranger.goto(wrong);
  await heading(stranger, 'We did not send you back to Trailmark');
  assert.ok(!(await stranger.content()).includes(trailmark.redirectUri));
  await follow(stranger, 'redirect-uri-mismatch');
  await heading(stranger, 'redirect-uri-mismatch');
});

test('a changed name is asked for again, and the tokens of before stay', async () => {
  await authorizeAgain();
  await page.goto(address);
  await press(page, 'Edit');
  await field(page, 'Name').fill('Trailmark Two');
  await press(page, 'Save changes');
  await heading(page, 'Trailmark Two');
  const { access_token: token = '' } = trailmark.tokens.at(-1) ?? {};
  assert.equal((await oauth.tokenIntrospection(await asTrailmark(), token)).active, true);
  await page.goto(trailmark.login({ scope: 'read' }));
  await heading(page, 'Trailmark Two wants to use your account');
});

test('a file of keys is read into the form beside all that was typed, and Enter saves', async () => {
  await page.goto(`${address}/advanced`);
  const told = 'https://trailmark.example/told';
  await field(page, 'Back-channel logout URI').fill(told);
  await field(page, 'Access token').fill('601');
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const key = { ...publicKey.export({ format: 'jwk' }), kid: 'filed' };
  const file = {
    name: 'keys.json',
    mimeType: 'application/json',
    buffer: Buffer.from(JSON.stringify({ keys: [key] })),
  };
  await field(page, 'Public keys from a file').setInputFiles(file);
  await press(page, 'Read the file');
  assert.match(await field(page, 'Public keys').inputValue(), /"filed"/);
  assert.equal(await field(page, 'Back-channel logout URI').inputValue(), told);
  assert.equal(await field(page, 'Access token').inputValue(), '601');
  await field(page, 'Access token').fill('602');
  await field(page, 'Access token').press('Enter');
  await heading(page, 'Trailmark Two');
  const kept = await site.deps.clients.find(clientId);
  assert.deepEqual([kept?.metadata.backchannelLogoutUri, kept?.accessTokenSeconds], [told, 602]);
  await page.goto(`${address}/advanced`);
  for (const name of ['Access token', 'Public keys', 'Back-channel logout URI']) await field(page, name).fill('');
  await press(page, 'Save');
  await heading(page, 'Trailmark Two');
});

test('a rotated secret is shown once, and the old one goes on working for a day', async () => {
  await page.goto(address);
  await press(page, 'Rotate secret');
  await press(page, 'Rotate secret');
  const next = (await page.locator('.secret code').textContent()) ?? '';
  assert.match(next, /^lk_cs_\w+$/);
  assert.notEqual(next, secret);
  for (const each of [secret, next]) {
    await trailmark.configure(server.url, { id: clientId, secret: each });
    assert.ok(await oauth.clientCredentialsGrant(await asTrailmark(each)));
  }
});

test("somebody else's application is not there; a deleted one is gone", async () => {
  await stranger.goto(at('/sign-in'));
  await signIn(stranger, (await site.person()).email);
  await heading(stranger, 'Your applications');
  assert.equal((await stranger.goto(address))?.status(), 404);
  await heading(stranger, 'There is nothing here');
  assert.equal((await stranger.goto(at('/admin')))?.status(), 404);

  await page.goto(address);
  await press(page, 'Delete');
  await press(page, 'Delete');
  await heading(page, 'Your applications');
  assert.ok(await page.getByText('No application yet').isVisible());
  assert.equal((await page.goto(address))?.status(), 404);
  await assert.rejects(oauth.clientCredentialsGrant(await asTrailmark()));
});

function valueBeside(term: string): Promise<string> {
  const row = page.locator('dl.facts > div', { has: page.locator('dt', { hasText: new RegExp(`^${term}\\b`) }) });
  return row.locator('code.value').innerText();
}

function asTrailmark(as = secret): Promise<oauth.Configuration> {
  const options = { algorithm: 'oauth2' as const, execute: [oauth.allowInsecureRequests] };
  return oauth.discovery(new URL(server.url), clientId, undefined, oauth.ClientSecretBasic(as), options);
}

async function authorizeAgain(): Promise<void> {
  await page.goto(trailmark.login({ scope: 'read' }));
  await press(page, 'Authorize');
  await heading(page, 'Signed in');
}
