import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import { PASSWORD, type TestClient } from '../support/app.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { post } from '../support/flow.ts';
import { complaints } from '../support/inspect.ts';
import { liveApp } from '../support/live.ts';
import { type SwaggerUi, startSwaggerUi } from '../support/swagger-ui.ts';

// Swagger UI with nothing but what the page of the application says: it signs in, and the API accepts its tokens.

let site: Awaited<ReturnType<typeof liveApp>>;
let browser: TestBrowser;
let swagger: SwaggerUi;
let api: TestClient;
let open: TestClient;
let confidential: TestClient;
let developer: Page;
let context: BrowserContext; // of a person who tries out the API
let email = '';
let heard: readonly string[];
const foreign: string[] = [];

before(async () => {
  [site, browser] = await Promise.all([liveApp(), launchBrowser()]);
  await site.scope('read', 'Read your preferences');
  await site.scope('write', 'Modify the map');
  const owner = await site.person();
  ({ email } = await site.person());
  api = await site.application(owner, { name: 'Maps API', resourceServer: true });
  swagger = await startSwaggerUi(async (token) => {
    const { body } = await post(site, '/oauth2/introspect', { token }, api);
    return body['active'] === true && String(body['scope']).split(' ').includes('read');
  });
  const redirectUris = [swagger.redirectUri];
  open = await site.application(owner, { name: 'Try it', confidential: false, redirectUris });
  confidential = await site.application(owner, { name: 'Nightly', redirectUris });
  const own = await browser.newContext();
  context = await browser.newContext();
  for (const each of [own, context]) each.setDefaultTimeout(15_000);
  heard = complaints(own, context);
  context.on('request', (request) => {
    const { origin } = new URL(request.url());
    if (![site.issuer, swagger.origin, 'null'].includes(origin)) foreign.push(request.url());
  });
  developer = await own.newPage();
  await developer.goto(`${site.issuer}/sign-in`);
  await signIn(developer, owner.email);
  await developer.getByRole('heading', { name: 'Your applications' }).waitFor();
});
afterEach(() => {
  assert.deepEqual(heard, [], 'the browser complained');
  assert.deepEqual(foreign, [], 'nothing comes from elsewhere');
});
after(async () => {
  await browser?.close();
  await swagger?.close();
  await site?.close();
});

async function signIn(page: Page, as: string): Promise<void> {
  await page.getByLabel('Email').fill(as);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in' }).click();
}

/** Opens the Authorize dialog of a Swagger UI that says what the developer copied from the page of the application. */
async function opened(client: TestClient, variant: Readonly<Record<string, string>>): Promise<Page> {
  await developer.goto(`${site.issuer}/oauth2/applications/${client.id}/openapi?${new URLSearchParams(variant)}`);
  const copied = (name: string) => developer.getByRole('region', { name, exact: true }).locator('code').innerText();
  const script = await copied('Swagger UI');
  // The API of the example is at an address of nobody; here it is behind Swagger UI.
  const yaml = (await copied('A whole description'))
    .replace('https://api.example.com', swagger.origin)
    .replace('host: api.example.com', `host: ${new URL(swagger.origin).host}`)
    .replace('schemes: [https]', 'schemes: [http]');
  swagger.show({ script, yaml });
  const page = await context.newPage();
  await page.goto(swagger.origin);
  await page.locator('button.authorize').first().click();
  return page;
}

/** The part of the dialog that is about a flow. */
function part(page: Page, flow: string) {
  const section = page.locator('.auth-container', { hasText: new RegExp(`Flow: ${flow}`) });
  return {
    secret: section.getByLabel('client_secret'),
    authorize: section.getByRole('button', { name: 'Apply given OAuth2 credentials' }),
    logout: section.getByRole('button', { name: 'Remove authorization' }),
  };
}

/** Calls the one operation of the API; the status of the answer. */
async function call(page: Page): Promise<string> {
  await page.locator('.close-modal').click();
  await page.getByText('What this operation does').click();
  await page.getByRole('button', { name: 'Try it out' }).click();
  await page.getByRole('button', { name: 'Execute' }).click();
  return page.locator('.live-responses-table .response-col_status').last().innerText();
}

/** Authorizes in the pop-up, where the person signs in unless they are signed in already. */
async function authorize(page: Page, flow: string): Promise<void> {
  const { authorize: button, logout } = part(page, flow);
  const [popup] = await Promise.all([context.waitForEvent('page'), button.click()]);
  await popup.getByRole('button', { name: /^(Sign in|Authorize)$/ }).waitFor();
  if (new URL(popup.url()).pathname === '/sign-in') await signIn(popup, email);
  await popup.getByRole('heading', { name: 'Try it wants to use your account' }).waitFor();
  assert.match(popup.url(), /[?&]code_challenge_method=S256/);
  await Promise.all([
    popup.waitForEvent('close'),
    popup.getByRole('button', { name: 'Authorize', exact: true }).click(),
  ]);
  await logout.waitFor();
}

for (const version of ['3.1', '3.2', '3.0', '2.0']) {
  test(`S122 S128 Swagger UI signs a person in with PKCE by what OpenAPI ${version} says of a public application`, async () => {
    const page = await opened(open, { version });
    await authorize(page, version === '2.0' ? 'accessCode' : 'authorizationCode');
    assert.equal(await call(page), '200');
    assert.match(swagger.calls.at(-1) ?? '', /^Bearer lk_at_/);
    await page.close();
  });
}

test('S128 Swagger UI finds relative addresses from the server of the API', async () => {
  const page = await opened(open, { addresses: 'relative' });
  await authorize(page, 'authorizationCode');
  await page.close();
});

for (const version of ['3.1', '2.0']) {
  test(`S128 Swagger UI gets a token for a confidential application itself by what OpenAPI ${version} says`, async () => {
    const page = await opened(confidential, { version });
    const { secret, authorize: button, logout } = part(page, version === '2.0' ? 'application' : 'clientCredentials');
    await secret.fill(confidential.secret);
    await button.click();
    await logout.waitFor();
    assert.equal(await call(page), '200');
    const token = swagger.calls.at(-1)?.replace('Bearer ', '') ?? '';
    const { body } = await post(site, '/oauth2/introspect', { token }, api);
    assert.deepEqual([body['active'], body['client_id'], body['sub']], [true, confidential.id, confidential.id]);
    await page.close();
  });
}
