import assert from 'node:assert/strict';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';

import { PASSWORD } from '../support/app.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { authorizeUrl, isActive, post } from '../support/flow.ts';
import { complaints, inspect } from '../support/inspect.ts';
import { liveApp } from '../support/live.ts';

let site: Awaited<ReturnType<typeof liveApp>>;
let browser: TestBrowser;
before(async () => {
  [site, browser] = await Promise.all([liveApp({ LEGACY_GRANTS: 'password,implicit' }), launchBrowser()]);
  await site.scope('read', 'Read your preferences');
});
after(async () => {
  await browser?.close();
  await site?.close();
});

/** A page of years ago: its script takes the token from the fragment, then a link leads elsewhere. */
const CALLBACK = `<!doctype html><html lang="en"><title>Old map</title><h1>Old map</h1><p id="token"></p><a href="/next">Next</a>
<script>document.getElementById('token').textContent = new URLSearchParams(location.hash.slice(1)).get('access_token');</script>`;

test('S004 S121 S122 an old page gets its token in Chromium, and no server is ever sent it', async () => {
  const heard: IncomingMessage[] = [];
  const server = createServer((request, reply) => {
    heard.push(request);
    const page = request.url?.startsWith('/callback')
      ? CALLBACK
      : '<!doctype html><html lang="en"><title>x</title><h1>Next</h1>';
    reply.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const grants = ['implicit'];
  const redirectUris = ['http://127.0.0.1/callback'];
  const client = await site.application(await site.person(), { name: 'Old map', grants, redirectUris });
  const person = await site.person();
  const context = await browser.newContext();
  context.setDefaultTimeout(15_000);
  const wrong = complaints(context);
  try {
    const page = await context.newPage();
    const asked: { url: string; referer: string | undefined }[] = [];
    page.on('request', (request) => asked.push({ url: request.url(), referer: request.headers()['referer'] }));
    const redirectUri = `${origin}/callback`;
    await page.goto(`${site.issuer}${authorizeUrl(client, { response_type: 'token', redirect_uri: redirectUri })}`);
    await page.getByLabel('Email').fill(person.email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('heading', { level: 1, name: 'Old map wants to use your account' }).waitFor();
    assert.ok(await page.getByText('It gets its access right there, in this browser.').isVisible());
    await inspect(page, 'consent-implicit');
    await page.getByRole('button', { name: 'Authorize' }).click();
    await page.getByRole('heading', { level: 1, name: 'Old map' }).waitFor();
    const token = (await page.locator('#token').textContent()) ?? '';
    assert.match(token, /^lk_at_/);
    await page.getByRole('link', { name: 'Next' }).click();
    await page.getByRole('heading', { level: 1, name: 'Next' }).waitFor();
    const sent = heard.map(({ url, headers }) => `${url} ${JSON.stringify(headers)}`);
    assert.ok(sent.some((line) => line.startsWith('/callback ')));
    assert.ok(!sent.some((line) => line.includes(token) || line.includes('access_token')), 'in no request');
    // What Chromium shows of the redirect itself has the fragment; no address before the hash has it.
    for (const { url, referer = '' } of asked) assert.ok(!`${url.split('#')[0]}${referer}`.includes(token), url);
    assert.deepEqual(wrong, []);
    const api = await site.application(await site.person(), { resourceServer: true });
    assert.ok(await isActive(site, api, token));
  } finally {
    await context.close();
    server.close();
  }
});

test('an administrator gives old grants on the page of the application, and its owner reads what to use instead', async () => {
  const person = await site.person(undefined, { isAdmin: true });
  const client = await site.application(person, { name: 'Old map', accessTokenSeconds: 'never' });
  const context = await browser.newContext();
  context.setDefaultTimeout(15_000);
  const wrong = complaints(context);
  try {
    const page = await context.newPage();
    await page.goto(`${site.issuer}/admin/applications/${client.id}`);
    await page.getByLabel('Email').fill(person.email);
    await page.getByLabel('Password').fill(PASSWORD);
    await page.getByRole('button', { name: 'Sign in' }).click();
    const old = page.getByRole('region', { name: 'Old grants' });
    await old.getByRole('checkbox', { name: 'Password' }).check();
    await old.getByRole('checkbox', { name: 'Implicit' }).check();
    await old.getByRole('button', { name: 'Save' }).click();
    await page.getByText('The changes were saved.').waitFor();
    assert.ok(await old.getByRole('checkbox', { name: 'Password' }).isChecked());
    await inspect(page, 'admin-application-old-grants');
    const fields = { grant_type: 'password', username: person.email, password: PASSWORD };
    assert.equal((await post(site, '/oauth2/token', fields, client)).status, 200);
    await site.deps.activity.flush();
    await page.goto(`${site.issuer}/oauth2/applications/${client.id}`);
    await page.getByText('Used once in the last 30 days.').waitFor();
    await inspect(page, 'application-old-grants');
    await page.goto(`${site.issuer}/oauth2/authorized_applications`);
    await page.getByText('It signs in with your password').waitFor();
    await inspect(page, 'authorized-by-password');
    assert.deepEqual(wrong, []);
  } finally {
    await context.close();
  }
});
