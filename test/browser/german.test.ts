import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { PASSWORD } from '../support/app.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { authorizeUrl } from '../support/flow.ts';
import { complaints, inspect } from '../support/inspect.ts';
import { liveApp } from '../support/live.ts';

// The pages that most people see, in words that are longer than those of English. PICTURES=FOLDER keeps pictures.
let site: Awaited<ReturnType<typeof liveApp>>;
let browser: TestBrowser;
let page: Page;
let heard: readonly string[];

before(async () => {
  [site, browser] = await Promise.all([liveApp(), launchBrowser()]);
  const context = await browser.newContext({ locale: 'de-DE', timezoneId: 'Europe/Berlin' });
  heard = complaints(context);
  page = await context.newPage();
  page.setDefaultTimeout(15_000);
});
after(async () => {
  await browser?.close();
  await site?.close();
});

test('German words fit every width, in light and dark, and are read aloud as German', async () => {
  const scope = { name: 'read', description: 'Ihre Karten lesen', detail: undefined, privileged: false };
  await site.deps.scopes.save(scope, 'administrator');
  const person = await site.person('ines@openfield.example', { isAdmin: true });
  const client = await site.application(person, { grants: ['authorization_code', 'refresh_token'], scopes: ['read'] });
  await page.goto(`${site.issuer}${authorizeUrl(client)}`);
  await inspect(page, 'de-sign-in');
  assert.equal(await page.locator('html').getAttribute('lang'), 'de');
  await page.getByLabel('E-Mail').fill('ines@openfield.example');
  await page.getByLabel('Passwort').fill(PASSWORD);
  await page.getByRole('button', { name: 'Anmelden', exact: true }).click();
  await page.getByRole('button', { name: 'Erlauben', exact: true }).waitFor();
  await inspect(page, 'de-consent');
  const own = `/oauth2/applications/${client.id}`;
  for (const [name, path] of Object.entries({
    applications: '/oauth2/applications',
    'application-new': '/oauth2/applications/new',
    application: own,
    'application-advanced': `${own}/advanced`,
    account: '/account',
    factors: '/account/factors',
    admin: '/admin',
    'admin-application': `/admin/applications/${client.id}`,
    'admin-audit': '/admin/audit',
    'admin-settings': '/admin/settings',
  })) {
    await page.goto(site.issuer + path);
    await inspect(page, `de-${name}`);
    if (name !== 'application-advanced') continue;
    const tops = await page.evaluate<readonly number[]>(
      "[...document.querySelectorAll('.pairs label')].map((each) => Math.round(each.getBoundingClientRect().top))",
    );
    assert.deepEqual([tops[0], tops[2]], [tops[1], tops[3]], 'labels side by side stand on one line');
  }
  assert.deepEqual(heard, []);
});
