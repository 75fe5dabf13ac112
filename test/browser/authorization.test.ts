import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { PASSWORD } from '../support/app.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { complaints } from '../support/inspect.ts';
import { liveApp } from '../support/live.ts';
import { startThirdParty, type ThirdParty } from '../support/third-party.ts';

let site: Awaited<ReturnType<typeof liveApp>>;
let browser: TestBrowser;
let heard: readonly string[] = [];
const open: { close(): Promise<void> }[] = [];

before(async () => {
  [site, browser] = await Promise.all([liveApp(), launchBrowser()]);
  await site.scope('read', 'Read your preferences');
  await site.scope('write', 'Modify the map');
});
afterEach(async () => {
  for (const each of open.splice(0)) await each.close();
  assert.deepEqual(heard, [], 'the browser complained');
});
after(async () => {
  await browser?.close();
  await site?.close();
});

type Story = {
  readonly application: ThirdParty;
  readonly email: string;
  readonly context: BrowserContext;
  readonly page: Page;
};

/** A person, a browser of their own, and a third party that is registered under the name "Trailmark". */
async function story(
  options: {
    readonly javaScriptEnabled?: boolean;
    readonly goesOnTo?: string;
    readonly redirectUri?: string;
    readonly name?: string;
  } = {},
): Promise<Story> {
  const { goesOnTo, javaScriptEnabled = true, name = 'Trailmark' } = options;
  const application = await startThirdParty(goesOnTo === undefined ? {} : { goesOnTo });
  open.push(application);
  const owner = await site.person();
  const redirectUris = [options.redirectUri ?? application.redirectUri];
  await application.configure(site.issuer, await site.application(owner, { name, redirectUris }));
  const { email } = await site.person();
  const context = await browser.newContext({ javaScriptEnabled });
  context.setDefaultTimeout(15_000);
  open.unshift(context);
  heard = complaints(context);
  return { application, email, context, page: await context.newPage() };
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

const authorize = (page: Page) => page.getByRole('button', { name: 'Authorize' });
const heading = (page: Page, name: string) => page.getByRole('heading', { level: 1, name }).waitFor();

for (const javaScriptEnabled of [true, false]) {
  test(`a person comes from an application, signs in, agrees and is back, scripts ${javaScriptEnabled ? 'on' : 'off'}`, async () => {
    const { application, email, page } = await story({ javaScriptEnabled });
    await page.goto(application.login({ scope: 'read' }));
    await heading(page, 'Sign in');
    assert.ok(await page.getByText('Trailmark', { exact: true }).isVisible());
    await signIn(page, email);
    await heading(page, 'Trailmark wants to use your account');
    assert.ok(await page.getByRole('main').getByText(email).isVisible());
    assert.ok(await page.getByText('Read your preferences').isVisible());
    await authorize(page).click();
    await heading(page, 'Signed in');
    const [answer] = application.answers;
    assert.equal(answer?.searchParams.get('iss'), site.issuer);
    assert.equal(application.tokens[0]?.scope, 'read');
  });
}

test('S121 a callback that redirects on to a third origin is followed', async () => {
  const elsewhere = await startThirdParty();
  open.push(elsewhere);
  const { application, email, page } = await story({ goesOnTo: `${elsewhere.origin}/welcome` });
  await page.goto(application.login({ scope: 'read' }));
  await signIn(page, email);
  await authorize(page).click();
  await heading(page, 'Somewhere else');
  assert.equal(page.url(), `${elsewhere.origin}/welcome`);
});

test('S121 a callback that redirects on to the scheme of its own app leaves our page, from consent and from sign-in', async () => {
  const { application, email, context, page } = await story({ goesOnTo: 'exampleapp://done' });
  const started = () => page.waitForRequest('exampleapp://done'); // in a request that a policy blocks there is none
  await page.goto(application.login({ scope: 'read' }));
  await signIn(page, email);
  await Promise.all([started(), authorize(page).click()]);
  await context.clearCookies();
  await page.goto(application.login({ scope: 'read' }));
  await heading(page, 'Sign in');
  await Promise.all([started(), signIn(page, email)]); // consent is remembered
  assert.deepEqual([application.answers.length, application.tokens.length], [2, 2]);
});

test('consent is remembered; more scopes are asked for again', async () => {
  const { application, email, page } = await story();
  await page.goto(application.login({ scope: 'read' }));
  await signIn(page, email);
  await authorize(page).click();
  await heading(page, 'Signed in');
  await page.goto(application.login({ scope: 'read' }));
  await heading(page, 'Signed in');
  assert.equal(application.tokens.length, 2);
  await page.goto(application.login({ scope: 'read write' }));
  await heading(page, 'Trailmark wants to use your account');
  assert.ok(await page.getByText('Modify the map').isVisible());
});

test('a person who denies is sent back with access_denied', async () => {
  const { application, email, page } = await story();
  await page.goto(application.login({ scope: 'read' }));
  await signIn(page, email);
  await page.getByRole('button', { name: 'Deny' }).click();
  await heading(page, 'Not signed in');
  assert.ok(await page.getByText('access_denied').isVisible());
});

test('a person who does not want to sign in is sent back with access_denied', async () => {
  const { application, page } = await story({ javaScriptEnabled: false });
  await page.goto(application.login({ scope: 'read' }));
  await page.getByRole('button', { name: 'Cancel' }).click();
  await heading(page, 'Not signed in');
  assert.ok(await page.getByText('access_denied').isVisible());
});

test('a code without an address to send it to is shown to copy, with a warning', async () => {
  const redirectUri = 'urn:ietf:wg:oauth:2.0:oob';
  const { application, email, page } = await story({ redirectUri });
  await page.goto(application.login({ scope: 'read', redirect_uri: redirectUri }));
  await signIn(page, email);
  assert.ok(await page.getByText('you will be given a code to copy').isVisible());
  await authorize(page).click();
  await heading(page, 'Your code for Trailmark');
  assert.match((await page.locator('#code').textContent()) ?? '', /^lk_ac_\w+$/);
  assert.ok(await page.getByRole('heading', { name: 'Do not give this code to a person' }).isVisible());
});

test('"Use another account" signs out and goes on with the same request as somebody else', async () => {
  const { application, email, page } = await story();
  const { email: other } = await site.person(undefined, { name: 'Other Person' });
  await page.goto(application.login({ scope: 'read' }));
  await signIn(page, email);
  await page.getByRole('button', { name: 'Use another account' }).click();
  await heading(page, 'Sign in');
  await signIn(page, other);
  await page.getByRole('main').getByText(other).waitFor();
  await authorize(page).click();
  await heading(page, 'Signed in');
});

test('two tabs each finish their own request', async () => {
  const { application, email, context, page } = await story();
  const tab = await context.newPage();
  await page.goto(application.login({ scope: 'read' }));
  await tab.goto(application.login({ scope: 'write' }));
  await signIn(page, email);
  await authorize(page).waitFor();
  await signIn(tab, email);
  await authorize(tab).click();
  await heading(tab, 'Signed in');
  // The second sign-in made another session: what this tab shows has to be read again.
  await authorize(page).click();
  await page.getByText('belongs to another sign-in').waitFor();
  await authorize(page).click();
  await heading(page, 'Signed in');
  assert.deepEqual(
    application.tokens.map(({ scope }) => scope),
    ['write', 'read'],
  );
});

test('who goes back may answer the same request again', async () => {
  const { application, email, page } = await story();
  await page.goto(application.login({ scope: 'read' }));
  await signIn(page, email);
  await authorize(page).click();
  await heading(page, 'Signed in');
  await page.goBack();
  await authorize(page).click();
  await heading(page, 'Signed in');
  const codes = new Set(application.answers.map((answer) => answer.searchParams.get('code')));
  assert.deepEqual([codes.size, application.tokens.length], [2, 2]);
});

test('a decision that was used already is not carried out again', async () => {
  const { application, email, context, page } = await story();
  await page.goto(application.login({ scope: 'read' }));
  await signIn(page, email);
  await authorize(page).waitFor();
  await page.evaluate("document.querySelector('form.decide').target = '_blank'"); // so that this page stays as it is
  const [tab] = await Promise.all([context.waitForEvent('page'), authorize(page).click()]);
  await heading(tab, 'Signed in');
  const [again] = await Promise.all([context.waitForEvent('page'), authorize(page).click()]);
  await heading(again, 'You have answered this already');
  assert.equal(application.answers.length, 1);
});

test('S063 a double click on Authorize gives one code', async () => {
  const { application, email, page } = await story();
  await page.goto(application.login({ scope: 'read' }));
  await signIn(page, email);
  await authorize(page).dblclick();
  await heading(page, 'Signed in');
  const codes = new Set(application.answers.map((answer) => answer.searchParams.get('code')));
  assert.deepEqual([codes.size, application.tokens.length], [1, 1]);
});

test('S122 a client that opened the pages as a pop-up can still talk to it at the end', async () => {
  const { application, email, page } = await story();
  await page.goto(application.origin);
  const opened = page.waitForEvent('popup');
  await page.evaluate(`void open(${JSON.stringify(application.login({ scope: 'read' }))})`);
  const popup = await opened;
  await signIn(popup, email);
  await authorize(popup).click();
  await heading(popup, 'Signed in');
  assert.equal(await popup.evaluate('opener.origin'), application.origin);
});

test('S122 a link out of the consent page carries no Referer', async () => {
  const { application, email, page } = await story();
  const home = `${application.origin}/home`;
  await site.database.pool.query('UPDATE clients SET homepage = $1', [home]);
  await page.goto(application.login({ scope: 'read' }));
  await signIn(page, email);
  const left = page.waitForRequest(home);
  await page.getByRole('link', { name: new URL(home).host }).click();
  assert.equal((await (await left).allHeaders())['referer'], undefined);
  await heading(page, 'Somewhere else');
  assert.equal(await page.evaluate('document.referrer'), '');
});

test('S125 a hostile name is text and nothing else', async () => {
  const name = '"><img src=x onerror=alert(1)><script>alert(2)</script>&lt;';
  const { application, email, page } = await story({ name });
  page.on('dialog', () => assert.fail('a name was run'));
  await page.goto(application.login({ scope: 'read', state: name }));
  assert.ok(await page.getByText(name, { exact: true }).isVisible());
  await signIn(page, email);
  await heading(page, `${name} wants to use your account`);
  assert.equal(await page.locator('img, script').count(), 0);
  await page.getByRole('button', { name: 'Deny' }).click();
  await heading(page, 'Not signed in');
  assert.equal(application.answers[0]?.searchParams.get('state'), name);
});
