import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import * as oauth from 'openid-client';
import type { Page } from 'playwright-core';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { PASSWORD, type TestClient } from '../support/app.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { askForCodes, pollFor } from '../support/device.ts';
import { complaints, inspect, linesOnPhone } from '../support/inspect.ts';
import { liveApp } from '../support/live.ts';
import { withoutSecret } from '../support/tokens.ts';

// A television and its person, who has a telephone. PICTURES=FOLDER keeps pictures.

let site: Awaited<ReturnType<typeof liveApp>>;
let browser: TestBrowser;
let page: Page;
let television: TestClient;
let email: string;
let heard: readonly string[];

before(async () => {
  [site, browser] = await Promise.all([liveApp(), launchBrowser()]);
  await site.scope('read_prefs', 'Read your preferences');
  await site.scope('write_api', 'Modify the map');
  await site.scope('read_gpx', 'Read your private GPS traces');
  const maker = await site.person('maps@example.org', { name: 'Open Field Foundation', isAdmin: true });
  television = withoutSecret(
    await site.application(maker, {
      ...{ name: 'Map Wall', homepage: 'https://wall.example/', confidential: false, redirectUris: [] },
      ...{ scopes: ['read_prefs', 'read_gpx'], grants: [DEVICE_CODE, 'refresh_token'] },
    }),
  );
  ({ email } = await site.person('ines@openfield.example'));
  const context = await browser.newContext({ reducedMotion: 'reduce' });
  heard = complaints(context);
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
});
afterEach(() => assert.deepEqual(heard, [], 'the browser complained'));
after(async () => {
  await browser?.close();
  await site?.close();
});

const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

test('a person scans the picture, signs in, reads and agrees, while openid-client waits on the device', async () => {
  const config = await oauth.discovery(new URL(site.issuer), television.id, undefined, oauth.None(), {
    algorithm: 'oauth2',
    execute: [oauth.allowInsecureRequests],
  });
  const device = await oauth.initiateDeviceAuthorization(config, { scope: 'read_prefs read_gpx' });
  const waiting = oauth.pollDeviceAuthorizationGrant(config, device);
  const scanned = device.verification_uri_complete ?? '';
  await page.goto(scanned);
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await press('Sign in');

  await heading('Connect a device');
  assert.equal(await page.getByLabel('Code').inputValue(), device.user_code);
  await press('Continue');
  await heading('Map Wall wants to use your account');
  assert.equal(await page.getByText(device.user_code, { exact: true }).count(), 2);
  await page.getByText('It asked just now.').waitFor();
  await page.getByText('Did you start this on your own device?').waitFor();
  await press('Authorize');
  await heading('You authorized Map Wall');
  await page.getByText('Go back to your device.').waitFor();

  const tokens = await waiting;
  assert.equal(tokens.scope, 'read_prefs read_gpx');
  const next = await oauth.refreshTokenGrant(config, tokens.refresh_token ?? '');
  assert.notEqual(next.access_token, tokens.access_token);
  await page.getByRole('link', { name: 'Authorized applications' }).click();
  await page.getByRole('heading', { name: 'Map Wall' }).waitFor();
});

test('the pages of a device, with every mistake', async () => {
  await page.goto(`${site.issuer}/device`);
  await inspect(page, 'device');
  await page.getByLabel('Code').fill('not a code');
  await press('Continue');
  await page.getByText('A code has eight letters').first().waitFor();
  await page.getByLabel('Code').fill('bcdf ghjk');
  await press('Continue');
  await page.getByText('No device waits with this code.').first().waitFor();
  await inspect(page, 'device-mistakes');
  await page.goto(`${site.issuer}/account`);
  await page.goBack();
  await page.getByText('No device waits with this code.').first().waitFor();

  const agreed = await askForCodes(site, television);
  await page.goto(`${site.issuer}/device?user_code=${agreed.user}`);
  await inspect(page, 'device-filled-in');
  await press('Continue');
  await inspect(page, 'device-consent');
  assert.deepEqual(
    await linesOnPhone(page, '.consent code.whole'),
    [1, 1],
    'a code that is compared is read in one piece',
  );
  await press('Authorize');
  await heading('You authorized Map Wall');
  await inspect(page, 'device-approved');
  for (const again of [() => page.reload(), () => page.goBack(), () => page.goForward()]) {
    await again();
    await heading('You authorized Map Wall'); // and nothing that is not so
  }
  const address = new URL(page.url());
  await page.goto(`${address.origin}${address.pathname}x${address.search}`);
  await heading('This code is no longer valid');
  await inspect(page, 'device-gone');

  const stranger = await site.person('makers@example.org', { name: 'Frame Makers' });
  const frame = withoutSecret(
    await site.application(stranger, {
      ...{ name: 'Picture Frame', confidential: false, redirectUris: [] },
      ...{ scopes: ['read_prefs'], grants: [DEVICE_CODE] },
    }),
  );
  const denied = await askForCodes(site, frame);
  await page.goto(`${site.issuer}/device`);
  await page.getByLabel('Code').fill(denied.user.toLowerCase().replace('-', ' '));
  await page.keyboard.press('Enter');
  await heading('Picture Frame wants to use your account');
  await inspect(page, 'device-consent-untrusted');
  await press('Deny');
  await heading('You did not authorize Picture Frame');
  await inspect(page, 'device-denied');
  assert.equal(
    await page.locator('.tile.plain').count(),
    1,
    'who was not verified while it asked is not so afterwards',
  );
  assert.equal((await pollFor(site, frame, denied.device)).body.error, 'access_denied');
});

test('the developer sees a program, and the picture as a device would show it', async () => {
  const ines = await site.deps.users.findByEmail(email);
  assert.ok(ines);
  const own = await site.application(ines, { redirectUris: [], grants: [DEVICE_CODE] });
  await page.goto(`${site.issuer}/oauth2/applications/${own.id}/example`);
  const picture = page.getByRole('img', { name: 'A QR code with the address and the code' });
  await picture.waitFor();
  assert.equal(await page.evaluate("document.querySelector('figure img').naturalWidth"), 240);
  await inspect(page, 'application-example-device');
  await page.goto(`${site.issuer}/oauth2/applications/${own.id}`);
  await page.getByText(`${site.issuer}/oauth2/device_authorization`).waitFor();
  await inspect(page, 'application-device');
  await page.goto(`${site.issuer}/oauth2/applications/${own.id}/edit`);
  await inspect(page, 'application-edit-device');
  await press('Save changes');
  await page.getByText('were saved').first().waitFor(); // with no address to come back to
  await page.goto(`${site.issuer}/oauth2/applications/${own.id}/advanced`);
  assert.ok(await page.getByLabel('A device without a keyboard shows a code').isChecked());
});
