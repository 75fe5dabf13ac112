import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { after, before, test } from 'node:test';
import type { BrowserContext, Page } from 'playwright-core';
import type { User } from '../../src/accounts/user.ts';
import { PASSWORD, type TestClient } from '../support/app.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { withDialect } from '../support/dialects.ts';
import { filesOf } from '../support/documented-application.ts';
import { post } from '../support/flow.ts';
import { liveApp } from '../support/live.ts';
import { type MapService, startMapService } from '../support/map-service.ts';

// osm-auth, and the iD editor with it, as they are published: they sign people in and call a map's API. The dialect openstreetmap
// is all that is switched on.

const OSM_AUTH = path.dirname(createRequire(import.meta.url).resolve('osm-auth'));
/** The folder dist of @openstreetmap/id, which is too large to come with every installation. */
const ID_DIST = process.env['ID_DIST'] ?? '';
const SCOPES = ['read_prefs', 'write_prefs', 'write_api', 'read_gpx', 'write_notes'];
const LAND = `<!doctype html><script>
  new BroadcastChannel('osm-api-auth-complete').postMessage(location.href);
  window.close();
</script>`;

let site: Awaited<ReturnType<typeof liveApp>>;
let browser: TestBrowser;
let ines: User;
let mara: User;
let api: TestClient;
const open: { close(): Promise<unknown> }[] = [];

before(async () => {
  [site, browser] = await Promise.all([liveApp(), launchBrowser()]);
  for (const name of SCOPES) await site.scope(name);
  ines = await site.person('ines@example.org', { name: 'Ines' });
  mara = await site.person('mara@example.org', { name: 'Mara' });
  api = await site.application(ines, { resourceServer: true, scopes: [] });
});
after(async () => {
  for (const each of open) await each.close();
  await browser?.close();
  await site?.close();
});

/** An editor at an address of its own, which is what its application registers. */
async function startEditor(pageOf: (clientId: string, map: () => MapService) => string, folder: string) {
  const pages: Record<string, string> = { '/land.html': LAND };
  const map = await startMapService({
    pages,
    folder,
    names: new Map([ines, mara].map(({ id, name }) => [id, name])),
    introspect: async (token) => (await post(site, '/oauth2/introspect', { token }, api)).body as never,
  });
  const client = await withDialect(site, ines, 'openstreetmap', {
    ...{ name: 'Editor', confidential: false, grants: ['authorization_code'], scopes: SCOPES },
    ...{ redirectUris: [`${map.editor}/land.html`], accessTokenSeconds: 'never' },
  });
  pages['/'] = pageOf(client.id, () => map);
  const context = await browser.newContext();
  context.setDefaultTimeout(20_000);
  open.push(context, map);
  const page = await context.newPage();
  await page.goto(`${map.editor}/`);
  return { map, context, page, client };
}

/** Presses the button, and does in the pop-up what a person does. */
async function inPopup(context: BrowserContext, page: Page, button: string, steps: (popup: Page) => Promise<void>) {
  const [popup] = await Promise.all([context.waitForEvent('page'), page.getByRole('button', { name: button }).click()]);
  const closed = popup.waitForEvent('close');
  await steps(popup);
  await popup.getByRole('button', { name: 'Authorize' }).click();
  await closed;
}

async function signIn(popup: Page, { email }: User) {
  await popup.getByLabel('Email').fill(email);
  await popup.getByLabel('Password').fill(PASSWORD);
  await popup.getByRole('button', { name: 'Sign in' }).click();
}

/** What docs/applications/id.md tells to write, with the addresses of this test in it. */
const printed = (file: string, clientId: string, map: () => MapService) =>
  (filesOf('id').get(file) ?? '')
    .replace('lk_ci_...', clientId)
    .replace('https://auth.example.com', site.issuer)
    .replace('https://api.map.example', map().api);

const withOsmAuth = (clientId: string, map: () => MapService) => `<!doctype html>
  <button id="in">Sign in to the map</button><button id="switch">Switch the account</button><p role="status"></p>
  <script src="/osm-auth.iife.js"></script><script>
    ${printed('osm-auth', clientId, map)}
    const say = (text) => { document.querySelector('[role=status]').textContent = text; };
    const show = (error) => error ? say('failed: ' + (error.responseText || error)) :
      auth.xhr({ method: 'GET', path: '/api/0.6/user/details.json' }, (wrong, answer) =>
        say(wrong ? 'refused: ' + wrong.status : 'Hello, ' + JSON.parse(answer).user.display_name));
    document.getElementById('in').onclick = () => auth.authenticate(show);
    document.getElementById('switch').onclick = () => { auth.logout(); auth.authenticate(show, { switchUser: true }); };
    if (auth.authenticated()) show();
  </script>`;

test('row 26: osm-auth signs a person in and calls the API, stays signed in, and switches the account', async () => {
  const { map, context, page, client } = await startEditor(withOsmAuth, OSM_AUTH);
  const said = (text: string) => page.getByRole('status').getByText(text).waitFor();
  await inPopup(context, page, 'Sign in to the map', (popup) => signIn(popup, ines));
  await said('Hello, Ines');
  await page.reload();
  await said('Hello, Ines');
  await inPopup(context, page, 'Switch the account', async (popup) => {
    await popup.getByText('You are signed in as ines@example.org').waitFor();
    await popup.getByRole('main').getByRole('button', { name: 'Sign out' }).click();
    await signIn(popup, mara);
  });
  await said('Hello, Mara');
  await site.deps.consents.revoke(mara.id, client.id, {});
  await page.reload();
  await said('refused: 401');
  assert.deepEqual(map.calls, [...Array(3).fill('/api/0.6/user/details.json 200'), '/api/0.6/user/details.json 401']);
});

test('row 26: without the dialect osm-auth is told why, in words that a developer can read', async () => {
  const { context, page, client } = await startEditor(withOsmAuth, OSM_AUTH);
  await site.database.pool.query('UPDATE clients SET dialect = NULL WHERE id = $1', [client.id]);
  await inPopup(context, page, 'Sign in to the map', (popup) => signIn(popup, ines));
  await page.getByRole('status').getByText('parameters-in-query').waitFor();
});

const withId = (clientId: string, map: () => MapService) => `<!doctype html>
  <button id="in">Sign in to the map</button><p role="status"></p><div id="id" style="width:800px;height:600px"></div>
  <script src="/iD.min.js"></script><script>
    const say = (text) => { document.querySelector('[role=status]').textContent = text; };
    const context = iD.coreContext().assetPath('/').containerNode(document.getElementById('id'));
    context.init();
    ${printed('iD', clientId, map)}
    document.getElementById('in').onclick = () => context.connection().authenticate((error) => error ?
      say('failed: ' + (error.responseText || error.message || error)) :
      context.connection().userDetails((wrong, user) => say(wrong ? 'refused: ' + wrong : 'Hello, ' + user.display_name)));
  </script>`;

const noId = existsSync(path.join(ID_DIST, 'iD.min.js'))
  ? false
  : 'ID_DIST does not name the folder dist of @openstreetmap/id';
test('row 26: the iD editor signs a person in and asks its API who that is', { skip: noId }, async () => {
  const { map, context, page } = await startEditor(withId, ID_DIST);
  await inPopup(context, page, 'Sign in to the map', (popup) => signIn(popup, ines));
  await page.getByRole('status').getByText('Hello, Ines').waitFor();
  assert.ok(map.calls.includes('/api/0.6/user/details.json 200'), map.calls.join());
});
