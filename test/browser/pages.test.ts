import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import path from 'node:path';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import { issueInvitation } from '../../src/accounts/invitation.ts';
import { issuePasswordLink, issueSetupLink } from '../../src/accounts/one-time-link.ts';
import type { User } from '../../src/accounts/user.ts';
import { registerClient } from '../../src/oauth/register-client.ts';
import { root } from '../../src/root.ts';
import { digest } from '../../src/secrets.ts';
import { PASSWORD } from '../support/app.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { type Phone, phoneWith } from '../support/factors.ts';
import { authorizeUrl, codeOf } from '../support/flow.ts';
import { assertFits, complaints, inspect, linesOnPhone, PHONE } from '../support/inspect.ts';
import { liveApp } from '../support/live.ts';
import { mailServer } from '../support/mail-server.ts';
import { png } from '../support/png.ts';

// Every page there is, as axe, a small phone and a person see it. PICTURES=FOLDER keeps pictures.

const CALLBACK = 'https://trailmark.example/oauth/callback';
const SCOPES = [
  ['read_prefs', 'Read your preferences', 'Your language, units and home location.'],
  ['write_api', 'Modify the map', 'Its edits are public and carry your name.'],
  ['read_gpx', 'Read your private GPS traces', undefined],
  ['write_prefs', 'Modify your preferences', undefined],
  ['write_notes', 'Modify notes', undefined],
] as const;
const ALL_SCOPES = SCOPES.map(([name]) => name);
const THREE = 'read_prefs write_api read_gpx';
const LONG = 'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(2).slice(0, 80);
const still = { reducedMotion: 'reduce' } as const; // a picture of a colour on its way is of no use

let site: Awaited<ReturnType<typeof liveApp>>;
let browser: TestBrowser;
let mail: Awaited<ReturnType<typeof mailServer>>;
let guest: Page;
let ines: Page;
/** Somebody else each time. */
let noor: Page;
let inesHerself: User;
let heard: readonly string[];

before(async () => {
  mail = await mailServer();
  const mails = { SMTP_URL: mail.url, MAIL_FROM: 'Latchkey <no-reply@latchkey.example>', SIGN_UP: 'open' };
  [site, browser] = await Promise.all([liveApp(mails), launchBrowser()]);
  const there = { ...still, timezoneId: 'Asia/Kolkata' };
  const [one, other, third] = [
    await browser.newContext(still),
    await browser.newContext(there),
    await browser.newContext(still),
  ];
  heard = complaints(one, other, third);
  [guest, ines, noor] = [await one.newPage(), await other.newPage(), await third.newPage()];
  for (const page of [guest, ines, noor]) page.setDefaultTimeout(15_000);
  for (const [name, description, detail] of SCOPES) {
    await site.deps.scopes.save({ name, description, detail, privileged: name === 'write_notes' }, 'administrator');
  }
});
afterEach(() => assert.deepEqual(heard, [], 'the browser complained'));
after(async () => {
  await browser?.close();
  await site?.close();
  await mail?.close();
});

const at = (path: string) => site.issuer + path;
const menu = (page: Page) => page.locator('header').getByRole('button', { name: 'Ines Moreau' }).click();
const press = (page: Page, name: string) => page.getByRole('button', { name, exact: true }).click();
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name }).waitFor();

async function signIn(page: Page, email: string): Promise<void> {
  await page.getByLabel('Email').fill(email);
  await page.getByLabel('Password').fill(PASSWORD);
  await press(page, 'Sign in');
}

/** On a busy machine the last password is more than five minutes old by now. */
async function proveAgain(): Promise<void> {
  await ines.goto(at('/sign-in/again?return_to=%2Fadmin'));
  await ines.getByLabel('Password').fill(PASSWORD);
  await press(ines, 'Continue');
  await heading(ines, 'Overview');
}

test('the setup page, empty and with mistakes in it', async () => {
  await guest.goto(at(`/setup?token=${await issueSetupLink(site.deps.links)}`));
  await inspect(guest, 'setup');
  await guest.getByLabel('Name').fill('Ines Moreau');
  await guest.getByLabel('Password').fill('short');
  await press(guest, 'Create administrator');
  await heading(guest, 'Create the first administrator');
  assert.equal(await guest.getByLabel('Name').inputValue(), 'Ines Moreau');
  await inspect(guest, 'setup-mistakes');
});

test('the pages for setting a password', async () => {
  inesHerself = await site.person('ines@openfield.example', { isAdmin: true });
  const token = await issuePasswordLink(inesHerself.id, 'administrator', site.deps);
  await guest.goto(at(`/new-password?token=${token}`));
  await inspect(guest, 'new-password');
  await guest.goto(at('/new-password?token=used'));
  await heading(guest, 'This link does not work any more');
  await inspect(guest, 'error-used-link');
});

test('the sign-in page, and where a password was wrong', async () => {
  await guest.goto(at('/sign-in'));
  await inspect(guest, 'sign-in');
  await guest.getByLabel('Email').fill('ines@openfield.example');
  await guest.getByLabel('Password').fill('not mine');
  await press(guest, 'Sign in');
  await guest.getByText('do not belong together').waitFor();
  assert.equal(await guest.title(), 'Error: Sign in · Latchkey');
  await inspect(guest, 'sign-in-refused');
});

test('the documentation of refusals', async () => {
  await guest.goto(at('/docs/errors'));
  await inspect(guest, 'error-rules');
  await guest.getByRole('link', { name: 'redirect-uri-mismatch', exact: true }).click();
  await heading(guest, 'redirect-uri-mismatch');
  await inspect(guest, 'error-rule');
});

test('the documentation', async () => {
  await guest.goto(at('/docs'));
  await inspect(guest, 'documentation');
  await guest.getByRole('link', { name: 'Connecting an application' }).click();
  await heading(guest, 'Connecting an application');
  await inspect(guest, 'document');
  await guest.goto(at('/docs/applications/id'));
  await heading(guest, 'iD and osm-auth');
  await inspect(guest, 'document-application');
});

test('error pages', async () => {
  await guest.goto(at('/nowhere'));
  await heading(guest, 'There is nothing here');
  await inspect(guest, 'error-not-found');
  await guest.goto(at('/oauth2/authorize?client_id=nobody'));
  await inspect(guest, 'error-unknown-client');
});

test('the way to a verified application: sign-in and consent', async () => {
  const owner = await site.person('office@trailmark.example', { name: 'Trailmark Cooperative', isAdmin: true });
  const homepage = 'https://trailmark.example/';
  const client = await site.application(owner, { homepage, redirectUris: [CALLBACK], scopes: ALL_SCOPES });
  const links = { tosUri: `${homepage}terms`, policyUri: `${homepage}privacy`, contacts: ['help@trailmark.example'] };
  const drawn = await site.deps.drawLogo(png(256, 256));
  if ('problem' in drawn) throw new Error(drawn.problem);
  await site.deps.clients.connect(client.id, { metadata: links, authMethods: undefined }, 'administrator');
  await site.deps.logos.set(client.id, drawn, 'administrator');
  await ines.goto(at(authorizeUrl(client, { redirect_uri: CALLBACK, scope: THREE })));
  await inspect(ines, 'sign-in-for-application');
  await signIn(ines, inesHerself.email);
  await heading(ines, 'Trailmark wants to use your account');
  assert.ok(await ines.getByText('Verified', { exact: true }).isVisible());
  for (const name of ['Authorize', 'Deny']) {
    const box = await ines.getByRole('button', { name, exact: true }).boundingBox();
    assert.ok(box && box.y + box.height <= 800, `${name} ends at ${box && box.y + box.height} px of 800`);
  }
  await inspect(ines, 'consent');
  await ines.goto(at(authorizeUrl(client, { redirect_uri: CALLBACK, scope: THREE, prompt: 'select_account login' })));
  await heading(ines, 'Choose an account');
  await inspect(ines, 'choose-account');
  await ines.getByRole('button', { name: /^Continue as/ }).click();
  await heading(ines, 'Confirm that it is you');
  await inspect(ines, 'sign-in-again-for-application');

  await guest.goto(at(authorizeUrl(client, { redirect_uri: `${CALLBACK}/`, scope: THREE })));
  await heading(guest, 'We did not send you back to Trailmark');
  await inspect(guest, 'error-stranger');
});

test('consent for applications that nobody has checked, and for those that ask for nothing or for much', async () => {
  const owner = await site.person('maps@example.org', { name: '“maps4ever”' });
  const redirectUris = ['https://cb.fastlink-7.example/callback'];
  const homepage = 'https://gpx-helper.example/';
  const asks = { redirectUris, homepage, scopes: ALL_SCOPES };
  const helper = await site.application(owner, { ...asks, name: 'GPX Helper Pro' });
  const [redirect_uri] = redirectUris;
  await ines.goto(at(authorizeUrl(helper, { redirect_uri, scope: 'write_api read_gpx write_notes' })));
  assert.ok(await ines.getByText('Another site than its homepage.').isVisible());
  await inspect(ines, 'consent-unverified');

  const wordy = await site.application(owner, { ...asks, name: LONG });
  await ines.goto(at(authorizeUrl(wordy, { redirect_uri, scope: ALL_SCOPES.join(' ') })));
  await inspect(ines, 'consent-wordy');

  const modest = await site.application(owner, { ...asks, name: 'Modest', scopes: [] });
  await ines.goto(at(authorizeUrl(modest, { redirect_uri, scope: undefined })));
  await inspect(ines, 'consent-nothing');
});

test('the code to copy', async () => {
  const redirect_uri = 'urn:ietf:wg:oauth:2.0:oob';
  const owner = await site.person('fieldbook@example.org', { name: 'Fieldbook Makers' });
  const client = await site.application(owner, { name: 'Fieldbook', redirectUris: [redirect_uri], scopes: ALL_SCOPES });
  await ines.goto(at(authorizeUrl(client, { redirect_uri, scope: 'read_gpx' })));
  await press(ines, 'Authorize');
  await heading(ines, 'Your code for Fieldbook');
  await inspect(ines, 'out-of-band-code');
});

test('the applications of a person: from none to one that is deleted', async () => {
  await ines.goto(at('/'));
  await heading(ines, 'Your applications');
  await inspect(ines, 'applications-empty');
  await ines.getByRole('link', { name: 'Register an application' }).click();
  await inspect(ines, 'application-new');
  await ines.getByText('Advanced').click();
  await ines.getByLabel('Name', { exact: true }).fill('');
  await ines.getByLabel('Homepage URL').fill('trailmark');
  await ines.getByLabel('Redirect URIs').fill('http://trailmark.example/callback\nnot an address');
  await press(ines, 'Register');
  await inspect(ines, 'application-new-mistakes');
  await ines.getByLabel('Name', { exact: true }).fill('Trailmark');
  await ines.getByLabel('Homepage URL').fill('https://trailmark.example/');
  await ines.getByLabel('Redirect URIs').fill(`${CALLBACK}\nhttp://127.0.0.1:8080/callback`);
  for (const label of ['Read your preferences', 'Modify the map']) await ines.getByLabel(label).check();
  await press(ines, 'Register');
  await ines.getByText('Trailmark is registered. Keep its client secret now').waitFor();
  await inspect(ines, 'application-registered');

  await ines.getByRole('link', { name: 'Applications', exact: true }).first().click();
  await inspect(ines, 'applications');
  await ines.getByRole('link', { name: 'Trailmark' }).click();
  const address = ines.url();
  const id = address.split('/').at(-1) ?? '';
  const asked = { id, secret: '', basic: '' };
  await ines.goto(at(authorizeUrl(asked, { redirect_uri: `${CALLBACK}/`, scope: 'read_prefs' })));
  await ines.getByText('A slash at the end makes it another address.').waitFor();
  await inspect(ines, 'error-owner');
  const sentHome = at(authorizeUrl(asked, { redirect_uri: CALLBACK, scope: 'read_prefs write_gpx' }));
  assert.equal((await fetch(sentHome, { redirect: 'manual' })).status, 303);
  await site.deps.refusals.flush();
  await ines.goto(at('/oauth2/applications'));
  await ines.getByRole('link', { name: 'Refused just now: see why, for Trailmark' }).waitFor();
  await inspect(ines, 'applications-refused');
  await ines.goto(address);
  await inspect(ines, 'application');
  await ines.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await press(ines, 'Copy Client ID');
  await ines.getByText('Copied').waitFor();
  assert.equal(await ines.evaluate('navigator.clipboard.readText()'), id);
  for (const name of ['production 2026', 'staging']) {
    await ines.goto(`${address}/secrets`);
    await ines.getByLabel('Name', { exact: true }).fill(name);
    const soon = new Date(Date.now() + 9 * 86_400_000).toISOString().slice(0, 10);
    if (name === 'staging') await ines.getByLabel('Ends').fill(soon);
    await press(ines, 'Add secret');
    await ines.getByText('Your new secret. Keep it now').waitFor();
  }
  await inspect(ines, 'application-secrets');
  await ines.goto(`${address}/logo`);
  await ines.getByLabel('Image file').setInputFiles({ name: 'a.png', mimeType: 'image/png', buffer: png(300, 300) });
  await press(ines, 'Upload');
  await ines.getByText('The logo was changed.').waitFor();
  await inspect(ines, 'application-logo');
  for (const tab of ['advanced', 'revoke-all', 'refusals', 'example', 'openapi']) {
    await ines.goto(`${address}/${tab}`);
    await inspect(ines, `application-${tab}`);
  }
  for (const [button, name] of [
    ['Edit', 'edit'],
    ['Rotate secret', 'rotate-secret'],
    ['Delete', 'delete'],
  ] as const) {
    await ines.goto(address);
    await press(ines, button);
    await inspect(ines, `application-${name}`);
  }
});

test('the teams of a person, and who is invited into one', async () => {
  await ines.goto(at('/teams'));
  await inspect(ines, 'teams-empty');
  await ines.getByRole('link', { name: 'Create a team' }).click();
  await heading(ines, 'Create a team');
  await inspect(ines, 'team-new');
  await ines.getByLabel('Name', { exact: true }).fill('Field maps');
  await ines.getByLabel('Description').fill('Maps and apps of the field crew');
  await press(ines, 'Create team');
  await heading(ines, 'Field maps');
  const omar = await site.person('omar@example.org', { name: 'Omar Haddad' });
  const [team] = await site.deps.teams.listOf(inesHerself.id);
  assert.ok(team);
  await site.deps.teams.appoint(team.id, omar.id, 'developer', 'administrator');
  const owner = { kind: 'team', teamId: team.id } as const;
  const invited = { email: LONG, emailCanonical: LONG, role: 'developer', hash: Buffer.from('hash') } as const;
  await site.deps.teams.invite(team.id, invited, { ownerId: inesHerself.id });
  const fieldbook = await site.application(omar, { name: 'Field notes', scopes: ['read_gpx'] });
  await site.deps.clients.administer(fieldbook.id, { owner }, 'administrator');
  await site.deps.teamDomains.add(team.id, 'previews.openfield.example', { ownerId: inesHerself.id });
  await ines.getByLabel('Email').fill('nothing');
  await press(ines, 'Invite');
  await ines.getByText('looks like name@example.org').first().waitFor();
  await inspect(ines, 'team');
  await ines.goto(at('/teams'));
  await inspect(ines, 'teams');
  const token = 'a'.repeat(43);
  const hers = { email: inesHerself.email, emailCanonical: inesHerself.email, role: 'manager' } as const;
  const others = { name: 'Surveyors', description: 'Who measures the land', managerId: omar.id };
  const other = await site.deps.teams.add(others, 'administrator');
  assert.ok(typeof other === 'object');
  await site.deps.teams.invite(other.id, { ...hers, hash: digest(token) }, { ownerId: omar.id });
  await ines.goto(at(`/teams/invitation?token=${token}`));
  await heading(ines, 'Join Surveyors');
  await inspect(ines, 'team-invitation');
  await press(ines, 'Join the team');
  await ines.goto(at('/oauth2/applications/new'));
  await inspect(ines, 'application-new-team');
  const given = await site.application(omar, { name: 'Trail book' });
  const to = { kind: 'person', email: inesHerself.email, emailCanonical: inesHerself.email } as const;
  await site.deps.clientOffers.offer(given.id, to, { ownerId: omar.id });
  await ines.goto(at('/oauth2/applications/offers'));
  await inspect(ines, 'offers');
  await press(ines, 'Accept Trail book');
  await ines.getByText('Trail book is yours to keep now.').waitFor();
  await ines.getByRole('link', { name: 'Transfer it' }).click();
  await inspect(ines, 'application-transfer');
  await ines.goto(at('/oauth2/applications'));
  await ines.getByText('Team Field maps').waitFor();
  await inspect(ines, 'applications-team');
});

test('what a person has authorized', async () => {
  await ines.goto(at('/oauth2/authorized_applications'));
  await heading(ines, 'Authorized applications');
  await inspect(ines, 'authorized-applications');
  const owner = await site.person('wordy@example.org', { name: LONG.slice(0, 60) });
  const wordy = await site.application(owner, { name: LONG, scopes: ALL_SCOPES });
  await codeOf(await site.signedIn(inesHerself), authorizeUrl(wordy, { scope: THREE }));
  await ines.reload();
  await inspect(ines, 'authorized-applications-wordy');
  for (const name of ['Fieldbook', LONG]) {
    await press(ines, `Revoke ${name}`);
    await ines.getByText('It has to ask you again.').first().waitFor();
  }
  await inspect(ines, 'authorized-applications-empty');
});

test('the account of a person', async () => {
  await ines.goto(at('/account'));
  await inspect(ines, 'account');
  await ines.getByLabel('Current password').fill('not mine');
  await press(ines, 'Change password');
  await inspect(ines, 'account-mistakes');
  await ines.goto(at('/sign-in/again?return_to=%2Faccount'));
  await inspect(ines, 'sign-in-again');
  await ines.goto(at('/account'));
  await menu(ines);
  await inspect(ines, 'account-menu');
  const signOut = ines.getByRole('button', { name: 'Sign out', exact: true });
  assert.ok(await signOut.isVisible());
  await ines.keyboard.press('Escape');
  await signOut.waitFor({ state: 'hidden' });
  await menu(ines);
  await signOut.waitFor();
  await ines.getByRole('heading', { level: 1 }).click();
  await signOut.waitFor({ state: 'hidden' });
  await ines.goto(at('/account'));
  await ines.getByLabel('Name', { exact: true }).fill('Administrator of everything and of nothing besides');
  await press(ines, 'Save');
  await inspect(ines, 'account-long-name');
  await ines.getByLabel('Name', { exact: true }).fill('Ines Moreau');
  await press(ines, 'Save');
  const done = ines.getByText('Your name was saved.');
  await done.waitFor();
  await ines.reload();
  await heading(ines, 'Account');
  assert.equal(await done.count(), 0, 'what was done is said once');
});

test('times are said in the zone of the reader, and in UTC where there is no script', async () => {
  await ines.goto(at('/account/sessions'));
  const title = (page: Page) => page.locator('time').first().getAttribute('title');
  assert.match((await title(ines)) ?? '', /GMT\+5:30/);
  await ines.goto(at('/admin'));
  assert.match(await ines.locator('.lead time').innerText(), /GMT\+5:30/);
  const plain = await browser.newContext({
    javaScriptEnabled: false,
    storageState: await ines.context().storageState(),
  });
  const page = await plain.newPage();
  await page.goto(at('/account/sessions'));
  assert.match((await title(page)) ?? '', /^\d+ \w+ \d{4}, \d\d:\d\d:\d\d UTC$/);
  await plain.close();
});

test('typing can begin at once where a page asks for one thing', async () => {
  // Not waitForFunction, which our policy stops as soon as it has to ask twice.
  const typed = (page: Page, id: string) => page.locator(`#${id}:focus`).waitFor();
  await guest.goto(at('/sign-in'));
  await typed(guest, 'email');
  await ines.goto(at('/sign-in/again'));
  await typed(ines, 'password');
  await ines.goto(at('/device'));
  await typed(ines, 'user_code');
});

test('administration', async () => {
  await proveAgain();
  const owner = await site.person('maker@example.org', { name: 'Maker of Things' });
  const settings = {
    ...{ name: 'Tile Machine', homepage: 'https://tiles.example/', confidential: true, requirePkce: false },
    ...{ redirectUris: ['https://tiles.example/cb'], scopes: ['write_notes'], grants: ['authorization_code'] },
  };
  await registerClient(
    { owner: { kind: 'person', userId: owner.id }, settings, inReview: true },
    'administrator',
    site.deps,
  );
  await site.deps.activity.flush();
  await ines.goto(at('/admin'));
  await inspect(ines, 'admin');
  for (const name of ['Applications', 'People', 'Scopes', 'Resources', 'Settings', 'Audit trail']) {
    await ines.getByRole('main').getByRole('link', { name, exact: true }).click();
    await inspect(ines, `admin-${name.toLowerCase().replace(' ', '-')}`);
  }
  await ines.goto(at('/admin/resources/new'));
  await press(ines, 'Add resource');
  await inspect(ines, 'admin-resource-new-mistakes');
  await ines.getByLabel('Name').fill('Map API');
  await ines.getByLabel('Address').fill('https://api.example.com/');
  await press(ines, 'Add resource');
  await ines.getByText('The resource was added.').waitFor();
  await inspect(ines, 'admin-resource');
  await ines.goto(at('/admin/applications'));
  await ines.getByRole('link', { name: 'Tile Machine' }).click();
  await heading(ines, 'Tile Machine');
  await inspect(ines, 'admin-application');
  await ines.locator('summary', { hasText: 'Disable' }).click();
  await inspect(ines, 'admin-application-asks');
  await press(ines, 'Approve');
  await ines.getByText('The application was approved.').waitFor();
  const application = ines.url().split('?')[0] ?? '';
  await ines.goto(`${application}/transfer`);
  await ines.getByLabel('Email of the new owner').fill('nobody@example.org');
  await press(ines, 'Transfer');
  await ines.getByText('Nobody has an account with this address.').first().waitFor();
  await inspect(ines, 'admin-application-transfer');
  for (const name of ['edit', 'delete', 'refusals']) {
    await ines.goto(`${application}/${name}`);
    await inspect(ines, `admin-application-${name}`);
  }
  await ines.goto(at(`/admin/people/${inesHerself.id}`));
  await inspect(ines, 'admin-person-in-use');
  await ines.goto(at('/admin/people/new'));
  await inspect(ines, 'admin-person-new');
  await ines.goto(at('/admin/people?q=maker@'));
  await inspect(ines, 'admin-people-found');
  await ines.getByRole('link', { name: '1 application of Maker of Things' }).click();
  await heading(ines, 'Applications of Maker of Things');
  await inspect(ines, 'admin-applications-owned');
  await ines.getByRole('link', { name: 'Maker of Things' }).first().click();
  await heading(ines, 'Maker of Things');
  await inspect(ines, 'admin-person');
  await ines.locator('summary', { hasText: 'Disable' }).click();
  await ines.locator('summary', { hasText: 'Make administrator' }).click();
  await inspect(ines, 'admin-person-asks');
  await press(ines, 'Disable Maker of Things');
  await ines.getByText('The account was disabled.').waitFor();
});

test('administration of scopes', async () => {
  await proveAgain();
  await ines.goto(at('/admin/scopes'));
  await ines.getByRole('link', { name: 'Add a scope' }).click();
  await heading(ines, 'Add a scope');
  await inspect(ines, 'admin-scope-new');
  await ines.getByLabel('Name', { exact: true }).fill('two words');
  await press(ines, 'Add scope');
  await ines.getByRole('alert').waitFor();
  await inspect(ines, 'admin-scope-new-mistakes');
  await ines.getByLabel('Name', { exact: true }).fill('mirror_map');
  await ines.getByLabel('Description').fill('Copy the whole map');
  await ines.getByLabel('Offered to developers').uncheck();
  await ines.getByLabel('client_credentials').check();
  await press(ines, 'Add scope');
  await ines.getByText('The scope was added.').waitFor();
  await ines.goto(at('/admin/scopes'));
  await inspect(ines, 'admin-scopes-limited');
  await ines.getByRole('link', { name: 'write_notes' }).click();
  await ines.getByLabel('New name').fill('notes.write');
  await press(ines, 'Rename');
  await ines.getByText('The scope was renamed.').waitFor();
  await inspect(ines, 'admin-scope');
  await ines.getByRole('link', { name: 'Tile Machine' }).click();
  await ines.getByRole('link', { name: 'Change its scopes' }).click();
  await heading(ines, 'Scopes of Tile Machine');
  await ines.getByLabel('Copy the whole map').check();
  await press(ines, 'Save');
  await ines.getByText('It can have mirror_map only with client_credentials').first().waitFor();
  await inspect(ines, 'admin-application-scopes');
  await ines.goto(at('/oauth2/applications/new'));
  await inspect(ines, 'application-new-limited');
});

test('an application with a dialect, and with a secret that leaked', async () => {
  await proveAgain();
  const settings = { name: 'Village Atlas', scopes: ['read_prefs'], redirectUris: [CALLBACK] };
  const client = await site.application(inesHerself, settings);
  const page = `/admin/applications/${client.id}/dialect`;
  await ines.goto(at(page));
  await heading(ines, 'Dialect of Village Atlas');
  await inspect(ines, 'admin-application-dialect');
  await ines.getByLabel('community-maps').check();
  await ines.getByLabel('Last day').fill('2020-01-31');
  await press(ines, 'Save');
  await ines.getByText('Give a day from today on.').first().waitFor();
  await inspect(ines, 'admin-application-dialect-mistakes');
  await ines.getByLabel('Last day').fill('2199-01-31');
  await press(ines, 'Save');
  await ines.getByText('Saved.').waitFor();
  await fetch(at(`/oauth2/token?client_secret=${client.secret}`), { method: 'POST' });
  site.deps.activity.record(client.id, { dialect: true });
  await Promise.all([site.deps.leakedSecrets.flush(), site.deps.activity.flush()]);
  await ines.goto(at(`/oauth2/applications/${client.id}`));
  await ines.getByRole('heading', { name: 'Dialect community-maps' }).waitFor();
  await inspect(ines, 'application-dialect');
  await ines.getByRole('alert').getByRole('link', { name: 'Rotate secret' }).click();
  await heading(ines, /^New client secret|Rotate/);
});

test('names of 80 letters and scopes of 60 fit a phone, on every page', async () => {
  const scope = LONG.toLowerCase().slice(0, 60);
  const host = `${'deep.'.repeat(8)}example.org`;
  await site.deps.scopes.save({ name: scope, description: LONG, detail: LONG, privileged: false }, 'administrator');
  const owner = await site.person(`${LONG.toLowerCase().slice(0, 60)}@${host}`, { name: LONG, isAdmin: true });
  const redirectUris = [`https://${host}/${LONG}/callback`, 'http://127.0.0.1:8080/callback'];
  const wide = { name: LONG, homepage: `https://${host}/`, scopes: [scope], redirectUris };
  const client = await site.application(owner, wide);
  const context = await browser.newContext({ ...still, viewport: PHONE });
  const page = await context.newPage();
  await page.goto(at(authorizeUrl(client, { redirect_uri: redirectUris[0], scope })));
  await assertFits(page, 'sign-in');
  await signIn(page, owner.email);
  await heading(page, /wants to use your account/);
  await assertFits(page, 'consent');
  await page.goto(at(authorizeUrl(client, { redirect_uri: `${redirectUris[0]}/x`, scope })));
  await heading(page, /We did not send you back/);
  await assertFits(page, 'error');
  await site.deps.refusals.flush();
  const own = `/oauth2/applications/${client.id}`;
  const admin = `/admin/applications/${client.id}`;
  const paths = [
    ...[
      '',
      '/edit',
      '/rotate-secret',
      '/secrets',
      '/logo',
      '/advanced',
      '/revoke-all',
      '/delete',
      '/refusals',
      '/example',
      '/openapi',
    ].map((each) => own + each),
    ...['', '/scopes', '/dialect', '/edit', '/transfer', '/delete', '/refusals'].map((each) => admin + each),
    ...['/oauth2/applications', '/oauth2/applications/new', '/oauth2/authorized_applications', '/account', '/device'],
    ...[
      '/admin',
      '/admin/applications',
      '/admin/people',
      `/admin/people/${owner.id}`,
      '/admin/scopes',
      '/admin/keys',
      '/admin/audit',
      '/sign-in/again',
    ],
    ...[`/admin/scope/${scope}`, '/docs/errors', '/docs/errors/redirect-uri-mismatch', '/nowhere'],
    ...['integrating', 'applications', 'libraries', 'compatibility'].map((name) => `/docs/${name}`),
    ...readdirSync(path.join(root, 'docs/applications')).map((name) => `/docs/applications/${path.parse(name).name}`),
  ];
  for (const each of paths) {
    await page.goto(at(each));
    await assertFits(page, each);
  }
  await context.close();
});

test('the keyboard alone reaches every field and button, in reading order', async () => {
  const focused = (page: Page) =>
    page.evaluate<string>('const { activeElement: on } = document; (on.labels?.[0] ?? on).textContent.trim()');
  const tabs = async (page: Page, upTo: string) => {
    const names: string[] = [];
    while (names.at(-1) !== upTo && names.length < 20) {
      await page.keyboard.press('Tab');
      names.push(await focused(page));
    }
    return names;
  };
  await guest.goto(at('/sign-in'));
  const way = [await focused(guest), ...(await tabs(guest, 'Sign in'))];
  assert.deepEqual(way, ['Email', 'Password', 'Sign in']);

  const owner = await site.person('office@example.org', { name: 'Office', isAdmin: true });
  const client = await site.application(owner, { scopes: ALL_SCOPES });
  await ines.goto(at(authorizeUrl(client, { scope: 'read_prefs' })));
  const toDecide = await tabs(ines, 'Deny');
  assert.deepEqual(toDecide.slice(-4), ['app.example', 'Use another account', 'Authorize', 'Deny']);
  await ines.keyboard.press('Shift+Tab');
  assert.equal(await focused(ines), 'Authorize');
});

/** Signs somebody in who has not been here, in a browser that has not either. */
async function newcomer(email: string, person: { readonly name: string; readonly isAdmin?: boolean }): Promise<User> {
  const user = await site.person(email, person);
  await noor.context().clearCookies();
  await noor.goto(at('/sign-in?return_to=/account'));
  await signIn(noor, email);
  await heading(noor, 'Account');
  return user;
}

/** The path of the link in the newest mail to this address. */
async function mailedPath(email: string): Promise<string> {
  for (;;) {
    const found = mail.mails.findLast(({ to }) => to.includes(email));
    const link = found && new RegExp(`^${site.issuer}(/\\S+)$`, 'm').exec(found.text);
    if (link?.[1]) return link[1];
    await mail.received(mail.mails.length + 1);
  }
}

test('accounts that people make for themselves or are invited to, and a password that was forgotten', async () => {
  await guest.goto(at('/sign-up'));
  await heading(guest, 'Create your account');
  await inspect(guest, 'sign-up');
  await guest.getByLabel('Name').fill('Grace Hopper');
  await guest.getByLabel('Email').fill('grace@openfield');
  await guest.getByLabel('Password').fill('short');
  await press(guest, 'Create account');
  await guest.getByText('A password has at least 8 characters').waitFor();
  assert.equal(await guest.getByLabel('Name').inputValue(), 'Grace Hopper');
  await inspect(guest, 'sign-up-mistakes');
  await guest.getByLabel('Email').fill('grace@openfield.example');
  await guest.getByLabel('Password').fill(PASSWORD);
  await press(guest, 'Create account');
  await heading(guest, 'Check your mail');
  await inspect(guest, 'sign-up-sent');
  assert.equal(await guest.getByRole('link', { name: 'Wrong address? Start again' }).getAttribute('href'), '/sign-up');
  const mailed = at(await mailedPath('grace@openfield.example'));
  await noor.context().clearCookies();
  await noor.goto(mailed);
  await heading(noor, 'Create this account?');
  assert.equal(await noor.getByLabel('Name').inputValue(), 'Grace Hopper');
  await noor.getByLabel('Password').waitFor();
  await inspect(noor, 'sign-up-confirm-elsewhere');
  await guest.goto(mailed);
  await heading(guest, 'Create this account?');
  await inspect(guest, 'sign-up-confirm');
  await press(guest, 'Create account');
  await guest.getByText('Your account is ready').waitFor();

  const email = 'invited@openfield.example';
  const person = { email, emailCanonical: email, name: 'Katherine Johnson', isAdmin: false, passwordHash: undefined };
  const invited = await site.deps.users.add(person, 'administrator');
  assert.ok(invited !== 'email-taken');
  await guest.goto(at(`/invitation?token=${await issueInvitation(invited.id, site.deps)}`));
  await heading(guest, 'Create your account');
  assert.equal(await guest.getByLabel('Name').inputValue(), 'Katherine Johnson');
  await inspect(guest, 'invitation');

  await guest.goto(at('/sign-in'));
  await guest.getByRole('link', { name: 'Forgot your password?' }).click();
  await heading(guest, 'Forgot your password?');
  await inspect(guest, 'recover');
  await guest.getByLabel('Email').fill('grace@openfield.example');
  await press(guest, 'Send link');
  await heading(guest, 'Check your mail');
  await inspect(guest, 'recover-sent');
});

let phone: Phone;

test('the other pages of an account: address, sessions, activity, personal access tokens, second factors', async () => {
  await newcomer('noor@openfield.example', { name: 'Noor Haddad' });
  await noor.getByRole('link', { name: 'Change', exact: true }).click();
  await heading(noor, 'Change your email address');
  await noor.getByLabel('New email address').fill('nobody');
  await press(noor, 'Send link');
  await noor.getByRole('alert').waitFor();
  await inspect(noor, 'account-email');
  for (const [tab, name] of [
    ['sessions', 'Sessions'],
    ['activity', 'Activity'],
  ] as const) {
    await noor.goto(at(`/account/${tab}`));
    await heading(noor, name);
    await inspect(noor, tab);
  }
  await noor.goto(at('/account/tokens'));
  await press(noor, 'Create token');
  await noor.getByRole('alert').waitFor();
  await inspect(noor, 'personal-tokens-mistakes');
  await noor.getByLabel('Name', { exact: true }).fill('Backup at home');
  await noor.getByLabel('Read your preferences').check();
  await press(noor, 'Create token');
  await noor.getByRole('heading', { name: 'Your new token' }).waitFor();
  await inspect(noor, 'personal-tokens');
  await noor.goto(at('/account/factors'));
  await inspect(noor, 'factors-none');
  await press(noor, 'Set up');
  await heading(noor, 'Set up an authenticator app');
  await inspect(noor, 'factor-app');
  await noor.getByRole('link', { name: 'Cancel' }).click();
  await heading(noor, 'Second factors');
  await press(noor, 'Set up');
  phone = phoneWith((await noor.locator('[data-copy="secret"]').innerText()).replaceAll(' ', ''));
  await noor.getByLabel('Code', { exact: true }).fill(phone.next());
  await press(noor, 'Turn on');
  await heading(noor, 'Your recovery codes');
  await inspect(noor, 'recovery-codes');
  assert.deepEqual(
    await linesOnPhone(noor, '.codes > span'),
    Array(10).fill(1),
    'a code that is typed is read in one piece',
  );
  await noor.goto(at('/account/factors'));
  await noor.getByText('10 codes are left').waitFor();
  await inspect(noor, 'factors');
});

test('an account that its person deletes, and keeps after all', async () => {
  await noor.goto(at('/account'));
  await noor.getByRole('link', { name: 'Delete my account…' }).click();
  await heading(noor, 'Delete your account');
  await noor.getByText('Backup at home').waitFor();
  await inspect(noor, 'account-delete');
  await press(noor, 'Delete my account');
  await noor.getByRole('status').getByText('will be deleted in 14 days').waitFor();
  await inspect(noor, 'sign-in-deletion');
  await signIn(noor, 'noor@openfield.example');
  await heading(noor, 'One more step');
  await inspect(noor, 'sign-in-factor');
  await noor.getByLabel('Code', { exact: true }).fill(phone.next());
  await press(noor, 'Sign in');
  await heading(noor, 'Keep your account?');
  await inspect(noor, 'sign-in-keep');
  await press(noor, 'Keep my account');
  await noor.getByText('Your account is kept.').waitFor();

  const must = await site.person('must@openfield.example', { name: 'Must Have' });
  await site.deps.users.requireFactor(must.id, true, 'administrator');
  await noor.context().clearCookies();
  await noor.goto(at('/sign-in'));
  await signIn(noor, must.email);
  await heading(noor, 'Set up a second factor');
  await noor.getByRole('button', { name: 'Add a passkey' }).waitFor();
  await inspect(noor, 'sign-in-set-up');
});

test('groups and roles, for administrators, for whoever looks after them, and where an application begins', async () => {
  const root = await newcomer('keeper@openfield.example', { name: 'Rosa Keeper', isAdmin: true });
  const member = await site.person('member@openfield.example', { name: 'Mem Ber' });
  await noor.goto(at('/admin/groups'));
  await inspect(noor, 'admin-groups-empty');
  await noor.getByRole('link', { name: 'Add a group' }).click();
  await heading(noor, 'Add a group');
  await press(noor, 'Add group');
  await noor.getByRole('alert').waitFor();
  await inspect(noor, 'admin-group-new');
  await noor.getByLabel('Name', { exact: true }).fill('Night shift');
  await noor.getByLabel('Owner').fill(root.email);
  await press(noor, 'Add group');
  await noor.getByText('The group was added.').waitFor();
  await noor.getByLabel('Email of a person').fill(member.email);
  await press(noor, 'Add person');
  await noor.getByText('The person is in the group now.').waitFor();
  await noor.getByLabel('Its people need a second factor').check();
  await press(noor, 'Save the rule');
  await noor.getByText('Saved.').waitFor();
  await inspect(noor, 'admin-group');
  const [id = ''] = new URL(noor.url()).pathname.split('/').slice(-1);
  await noor.goto(at('/admin/groups'));
  await inspect(noor, 'admin-groups');
  await noor.goto(at(`/groups/${id}`));
  await heading(noor, 'Night shift');
  await inspect(noor, 'group');
  const client = await site.application(root, { name: 'Rota', scopes: ['read_prefs'], redirectUris: [CALLBACK] });
  await site.deps.clients.administer(client.id, { groups: [id] }, 'administrator');
  await noor.goto(at(`/admin/applications/${client.id}/groups`));
  await inspect(noor, 'admin-application-groups');
  await noor.goto(at(`/oauth2/applications/${client.id}/advanced`));
  await noor.getByLabel('People need a second factor').waitFor();
  await inspect(noor, 'application-advanced');
  await noor.goto(at(`/oauth2/applications/${client.id}/roles`));
  await heading(noor, 'Roles at Rota');
  await noor.getByLabel('Name of the role').fill('chief editor');
  await press(noor, 'Add the role');
  await noor.getByRole('alert').waitFor();
  await inspect(noor, 'application-roles-mistakes');
  await noor.getByLabel('Name of the role').fill('editor');
  await press(noor, 'Add the role');
  await noor.getByText('The role was added.').waitFor();
  for (const [label, value] of [
    ['Email of a person', member.email],
    ['Name of a group', 'Night shift'],
  ] as const) {
    await noor.getByLabel(label).fill(value);
    await press(noor, 'Give the role');
    await noor.getByText('The role was given.').waitFor();
  }
  await inspect(noor, 'application-roles');
  await noor.goto(at('/start'));
  await heading(noor, 'Start');
  await inspect(noor, 'start');
});
