import assert from 'node:assert/strict';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { root } from '../../src/root.ts';
import { PASSWORD } from '../support/app.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { programIn, type Running, startProgram } from '../support/example-program.ts';
import { complaints } from '../support/inspect.ts';
import { liveApp } from '../support/live.ts';
import { freePort } from '../support/server.ts';

// The page that signs people in without a server of its own, as the example prints it, in a browser.

const ODD = ["it's`$", '{1}</script>'].join(''); // a scope may be called so, and must not end the program that it is in
let site: Awaited<ReturnType<typeof liveApp>>;
let browser: TestBrowser;
let program: Running;
let page: Page;
let address: string;
let heard: readonly string[];

before(async () => {
  [site, browser] = await Promise.all([liveApp(), launchBrowser()]);
  await site.scope('read', 'Read your preferences');
  await site.scope(ODD, 'Something odd');
  const person = await site.person();
  const redirectUris = [`http://127.0.0.1:${await freePort()}/callback`];
  const scopes = ['read', ODD];
  const client = await site.application(person, { confidential: false, redirectUris, scopes });
  const developer = await site.signedIn(person);
  const shown = await developer.get(`/oauth2/applications/${client.id}/example?with=fetch`);
  const printed = programIn(shown.body, 'code');
  assert.ok(printed);
  // As docs/integrating.md recommends, it is registered without the port that the program picks.
  const free = `UPDATE clients SET redirect_uris = '{http://127.0.0.1/callback}' WHERE id = $1`;
  await site.database.pool.query(free, [client.id]);
  program = await startProgram(printed);
  address = await program.said(/^Open (\S+)$/m);
  const context = await browser.newContext();
  context.setDefaultTimeout(15_000);
  heard = complaints(context);
  page = await context.newPage();
  await page.goto(address);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByLabel('Email').fill(person.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Authorize' }).waitFor();
});
after(async () => {
  await program?.stop();
  await browser?.close();
  await site?.close();
  await rm(path.join(root, '.build/examples'), { recursive: true, force: true });
});

const says = () => page.getByRole('status').innerText();
const untilSaid = (text: string) => page.getByRole('status').getByText(text).waitFor();

test('a page in the browser signs people in and renews, as its example is printed', async () => {
  await page.getByRole('button', { name: 'Authorize' }).click();
  await untilSaid('Signed in');
  assert.equal(await says(), `Signed in, with the scopes: read ${ODD}`);
  assert.equal(new URL(page.url()).search, '', 'the code does not stay in the address');
  for (const _ of [1, 2]) {
    const answered = page.waitForResponse(`${site.issuer}/oauth2/token`);
    await page.getByRole('button', { name: 'Renew' }).click();
    assert.equal((await answered).status(), 200);
  }
  assert.deepEqual(heard, [], 'the browser complained');
});

test('it says what was refused, and takes no answer that another tab began', async () => {
  await page.goto(address);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.getByRole('button', { name: 'Deny' }).click();
  await page.getByRole('button', { name: 'Renew' }).waitFor({ state: 'hidden' });
  await page.getByRole('status').filter({ hasText: /\S/ }).waitFor();
  assert.doesNotMatch(await says(), /Signed in|null|undefined/);
  await page.goto(`${new URL(address).origin}/callback?code=lk_ac_made&state=made&iss=${site.issuer}`);
  await untilSaid('This did not begin in this tab.');
});
