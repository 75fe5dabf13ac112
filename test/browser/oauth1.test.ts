import assert from 'node:assert/strict';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { User } from '../../src/accounts/user.ts';
import { PASSWORD } from '../support/app.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { complaints, inspect } from '../support/inspect.ts';
import { liveApp } from '../support/live.ts';
import { type Credentials, call, consumerOf, oauth1Of } from '../support/oauth1.ts';

// OAuth 1.0a as people meet it in a browser: register, authorize, revoke, administer. PICTURES=FOLDER keeps pictures.

const still = { reducedMotion: 'reduce' } as const;
let site: Awaited<ReturnType<typeof liveApp>>;
let browser: TestBrowser;
let consumerSite: Server;
let back: string;
const answers: URL[] = [];
let maker: Page;
let person: Page;
let ines: User;
let heard: readonly string[];
let by: Credentials;

before(async () => {
  [site, browser] = await Promise.all([liveApp({ OAUTH1: 'on' }), launchBrowser()]);
  for (const [name, description, detail] of [
    ['read_prefs', 'Read your preferences', 'Your language, units and home location.'],
    ['write_api', 'Modify the map', 'Its edits are public and carry your name.'],
    ['read_gpx', 'Read your private GPS traces', undefined],
  ] as const) {
    await site.deps.scopes.save({ name, description, detail, privileged: false }, 'administrator');
  }
  // Somebody else's site, whose callback leads on to another of its addresses.
  consumerSite = createServer((request, reply) => {
    const url = new URL(request.url ?? '', back);
    if (url.pathname === '/back') {
      answers.push(url);
      reply.writeHead(303, { location: back.replace('127.0.0.1', 'localhost').replace('/back', '/welcome') }).end();
    } else {
      reply.setHeader('content-type', 'text/html').end('<title>Back</title><h1>Welcome back</h1>');
    }
  });
  await new Promise<void>((listening) => consumerSite.listen(0, '127.0.0.1', listening));
  back = `http://127.0.0.1:${(consumerSite.address() as AddressInfo).port}/back`;
  const [one, other] = [await browser.newContext(still), await browser.newContext(still)];
  heard = complaints(one, other);
  [maker, person] = [await one.newPage(), await other.newPage()];
  for (const page of [maker, person]) page.setDefaultTimeout(15_000);
  await site.person('maker@mapwright.example', { name: 'Mapwright Makers' });
  ines = await site.person('ines@openfield.example', { isAdmin: true });
});
afterEach(() => {
  const own = heard.filter((line) => !line.startsWith(back.replace('/back', '')) && !line.includes('favicon'));
  assert.deepEqual(own, [], 'the browser complained');
});
after(async () => {
  await browser?.close();
  consumerSite?.close();
  await site?.close();
});

const at = (path: string) => site.issuer + path;
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await press(page, 'Sign in');
}

async function tokenOf(consumer: Credentials): Promise<Credentials> {
  const data = { oauth_callback: 'oob' };
  const { body } = await call(site, { by: consumer, path: '/oauth/request_token', data, issuer: site.issuer });
  return { key: body['oauth_token'] ?? '', secret: body['oauth_token_secret'] ?? '' };
}

test('a developer registers an application of OAuth 1.0a, and finds everything about it again', async () => {
  await maker.goto(at('/'));
  await signIn(maker, 'maker@mapwright.example');
  await maker.getByRole('link', { name: 'OAuth 1 settings' }).click();
  await heading(maker, 'OAuth 1 settings');
  await inspect(maker, 'consumers-empty');
  await maker.getByRole('link', { name: 'Register an OAuth 1.0a application' }).click();
  await inspect(maker, 'consumer-new');
  await maker.getByLabel('Callback URL').fill('http://mapwright.example/back');
  await maker.getByText('Advanced').click();
  await maker.getByLabel('RSA public key').fill('ssh-rsa AAAAB3NzaC1yc2E');
  await press(maker, 'Register');
  await maker.getByText('This is not an RSA public key').first().waitFor();
  await inspect(maker, 'consumer-new-mistakes');
  await maker.getByLabel('Name', { exact: true }).fill('Mapwright');
  await maker.getByLabel('Main Application URL').fill('https://mapwright.example/');
  await maker.getByLabel('Callback URL').fill(back);
  await maker.getByLabel('RSA public key').fill('');
  for (const label of ['Read your preferences', 'Modify the map']) await maker.getByLabel(label).check();
  await press(maker, 'Register');
  await maker.getByText('Mapwright is registered. Keep its consumer secret now').waitFor();
  await inspect(maker, 'consumer-registered');
  const [secret = ''] = await maker.locator('.secret code').allTextContents();
  const [key = ''] = await maker.locator('dd code.value').allTextContents();
  by = { key: key.trim(), secret: secret.trim() };
  await maker.getByRole('link', { name: 'OAuth 1 settings' }).click();
  await maker.getByRole('link', { name: 'Mapwright' }).click();
  const address = maker.url();
  await inspect(maker, 'consumer');
  for (const [button, name] of [
    ['Edit', 'edit'],
    ['Rotate secret', 'rotate-secret'],
    ['Delete', 'delete'],
  ] as const) {
    await maker.goto(address);
    await press(maker, button);
    await inspect(maker, `consumer-${name}`);
  }
  await maker.getByRole('link', { name: 'Keep it' }).click();
});

test('a person comes from it, signs in, agrees and is back, over a redirect to another origin', async () => {
  const token = await tokenOf(by);
  await person.goto(at(`/oauth/authorize?oauth_token=${token.key}`));
  await heading(person, 'Sign in');
  assert.ok(await person.getByText('Mapwright', { exact: true }).isVisible());
  await signIn(person, ines.email);
  await heading(person, 'Mapwright wants to use your account');
  assert.equal(
    await person.getByRole('link', { name: 'Mapwright', exact: true }).getAttribute('href'),
    'https://mapwright.example/',
  );
  await inspect(person, 'consumer-consent');
  await press(person, 'Authorize');
  await heading(person, 'Welcome back');
  const verifier = answers.at(-1)?.searchParams.get('oauth_verifier') ?? '';
  const data = { oauth_verifier: verifier };
  const given = await call(site, { by, token, path: '/oauth/access_token', data, issuer: site.issuer });
  assert.equal(given.status, 200);
  await person.goto(at(`/oauth/authorize?oauth_token=${token.key}`));
  await heading(person, 'There is nothing left to decide here');
  await inspect(person, 'consumer-consent-gone');

  const other = await tokenOf(by);
  await person.goto(at(`/oauth/authorize?oauth_token=${other.key}`));
  await press(person, 'Deny');
  await heading(person, 'Welcome back');
  assert.equal(answers.at(-1)?.searchParams.get('oauth_verifier'), null);
});

test('a person copies the verifier for a program without a web page, by an administrator whom everybody knows', async () => {
  const desktop = await consumerOf(site, ines, { name: 'Fieldbook', callbackUrl: undefined, scopes: ['read_gpx'] });
  await person.goto(at(`/oauth/authorize?oauth_token=${(await tokenOf(desktop)).key}`));
  await person.getByText('Nowhere: you will be given a code to copy').waitFor();
  await inspect(person, 'consumer-consent-out-of-band');
  await press(person, 'Authorize');
  await heading(person, 'Your code for Fieldbook');
  await inspect(person, 'consumer-verifier');
  await person.goto(at(`/oauth/authorize?oauth_token=${(await tokenOf(desktop)).key}`));
  await press(person, 'Deny');
  await heading(person, 'You did not authorize Fieldbook');
});

test('a person ends what they allowed, and an administrator decides about applications', async () => {
  await person.goto(at('/oauth2/authorized_applications'));
  await inspect(person, 'authorized-consumers');
  await press(person, 'Revoke Mapwright');
  await person.getByText('It has to ask you again.').first().waitFor();
  await oauth1Of(site).consumers.allowPlaintext(by.key, true, 'administrator');
  await maker.goto(at(`/oauth1/applications/${by.key}`));
  await maker.getByText('lets it send its secrets').waitFor();
  await person.goto(at('/admin/applications'));
  await person.getByRole('link', { name: 'Applications of OAuth 1.0a' }).click();
  await inspect(person, 'admin-consumers');
  await person.getByRole('link', { name: 'Mapwright' }).click();
  await inspect(person, 'admin-consumer');
  await person.locator('summary', { hasText: 'Disable' }).click();
  await person.getByRole('button', { name: /^Disable / }).click();
  await person.getByText('The application was disabled.').waitFor();
});
