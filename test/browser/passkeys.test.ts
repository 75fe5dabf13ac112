import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { PASSWORD } from '../support/app.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { complaints, inspect } from '../support/inspect.ts';
import { liveApp } from '../support/live.ts';

// A person and the authenticator of their computer, which Chromium plays. PICTURES=FOLDER keeps pictures.

let site: Awaited<ReturnType<typeof liveApp>>;
let browser: TestBrowser;
let page: Page;
let heard: readonly string[];
let email: string;
/** Whether the person touches the authenticator when it asks. */
let touches: (ready: boolean) => Promise<unknown>;

before(async () => {
  [site, browser] = await Promise.all([liveApp(), launchBrowser()]);
  ({ email } = await site.person('ines@openfield.example'));
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  heard = complaints(context);
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
  const devtools = await context.newCDPSession(page);
  await devtools.send('WebAuthn.enable');
  const { authenticatorId } = await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      ...{ protocol: 'ctap2', transport: 'internal', hasResidentKey: true, hasUserVerification: true },
      ...{ isUserVerified: true, automaticPresenceSimulation: false },
    },
  });
  touches = (enabled) => devtools.send('WebAuthn.setAutomaticPresenceSimulation', { authenticatorId, enabled });
});
afterEach(() => assert.deepEqual(heard, [], 'the browser complained'));
after(async () => {
  await browser?.close();
  await site?.close();
});

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

async function signOut() {
  await page.getByRole('button', { name: 'Ines Moreau' }).click();
  await press('Sign out');
  await heading('Sign in');
}

test('a person adds a passkey, and keeps the recovery codes', async () => {
  await page.goto(`${site.issuer}/sign-in?return_to=/account/factors`);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await press('Sign in');
  await heading('Second factors');
  for (const name of ['Passkeys', 'Authenticator app', 'Recovery codes']) {
    await page.getByRole('heading', { level: 2, name }).waitFor();
  }
  await touches(true);
  await press('Add a passkey');
  await heading('Your recovery codes');
  await inspect(page, 'recovery-codes');
  await page.getByRole('link', { name: 'I have saved them' }).click();
  await heading('Second factors');
  await page.getByText('Chrome on Linux', { exact: true }).waitFor();
  await inspect(page, 'factors');
});

test('the passkey alone signs in, by the button', async () => {
  await touches(false);
  await signOut();
  await inspect(page, 'sign-in-with-passkey');
  await touches(true);
  await press('Use a passkey');
  await page.getByRole('button', { name: 'Ines Moreau' }).waitFor();
});

test('the browser offers it beside the field for the address, before anybody presses anything', async () => {
  await touches(false);
  await signOut();
  assert.equal(await page.getByLabel('Email').getAttribute('autocomplete'), 'username webauthn');
  await touches(true);
  await page.reload();
  await page.getByRole('button', { name: 'Ines Moreau' }).waitFor();
});

test('after the password the passkey is the second step', async () => {
  await touches(false);
  await signOut();
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await press('Sign in');
  await heading('One more step');
  await inspect(page, 'sign-in-factor');
  await touches(true);
  await press('Use a passkey');
  await page.getByRole('button', { name: 'Ines Moreau' }).waitFor();
});

test('it is renamed and removed', async () => {
  await page.goto(`${site.issuer}/account/factors`);
  await page.getByLabel('Rename the passkey Chrome on Linux').click();
  await page.getByLabel('Name', { exact: true }).fill('Desk');
  await press('Rename');
  await page.getByText('The passkey has its new name.').waitFor();
  await page.getByLabel('Remove the passkey Desk').click();
  await press('Remove the passkey Desk');
  await page.getByText('You have none yet.').waitFor();
});

test('an authenticator app is set up from its picture', async () => {
  await page.goto(`${site.issuer}/account/factors`);
  await press('Set up');
  await heading('Set up an authenticator app');
  await page.getByRole('img', { name: /QR code/ }).waitFor();
  await inspect(page, 'factor-app');
});
