import assert from 'node:assert/strict';
import { after, afterEach, before, test } from 'node:test';
import type { Page } from 'playwright-core';
import type { User } from '../../src/accounts/user.ts';
import { mintClientSecret } from '../../src/oauth/client-secret.ts';
import { idOfResource } from '../../src/web/administration/resource-form.ts';
import { pages } from '../../src/web/pages.ts';
import { PASSWORD, type TestClient } from '../support/app.ts';
import { launchBrowser, type TestBrowser } from '../support/browser.ts';
import { authorizeUrl } from '../support/flow.ts';
import { complaints, inspectPhone, PHONE } from '../support/inspect.ts';
import { liveApp } from '../support/live.ts';
import { mailServer } from '../support/mail-server.ts';
import { consumerOf } from '../support/oauth1.ts';
import { png } from '../support/png.ts';

// Every page of the list, by its heading, on a phone, where everything has a name of 80 letters. A page that is in the list and
// not here fails the first test.

const LONG = 'Pneumonoultramicroscopicsilicovolcanoconiosis'.repeat(2).slice(0, 80);
const CALLBACK = `https://${'deep.'.repeat(8)}example.org/${LONG}/callback`;

let site: Awaited<ReturnType<typeof liveApp>>;
let browser: TestBrowser;
let mail: Awaited<ReturnType<typeof mailServer>>;
let page: Page;
let guest: Page;
let heard: readonly string[];
let ines: User;
let client: TestClient;
/** What stands in the addresses of what is no application, in the place of `:id` and `:name`. */
let ids: Readonly<Record<'team' | 'group' | 'consumer' | 'resource' | 'scope', string>>;

before(async () => {
  mail = await mailServer();
  const env = {
    SMTP_URL: mail.url,
    MAIL_FROM: 'Latchkey <no-reply@latchkey.example>',
    SIGN_UP: 'invite',
    OAUTH1: 'on',
  };
  [site, browser] = await Promise.all([liveApp(env), launchBrowser()]);
  const contexts = await Promise.all(
    [1, 2].map(() => browser.newContext({ viewport: PHONE, reducedMotion: 'reduce' })),
  );
  heard = complaints(...contexts);
  [page, guest] = (await Promise.all(contexts.map((context) => context.newPage()))) as [Page, Page];
  const { deps } = site;
  const scope = LONG.toLowerCase().slice(0, 60);
  await deps.scopes.save({ name: scope, description: LONG, detail: LONG, privileged: false }, 'administrator');
  ines = await site.person(`${LONG.toLowerCase().slice(0, 60)}@example.org`, { name: LONG, isAdmin: true });
  const wide = { name: LONG, homepage: CALLBACK, scopes: [scope], redirectUris: [CALLBACK] };
  client = await site.application(ines, wide);
  await deps.clientSecrets.add(
    client.id,
    { ...mintClientSecret().stored, name: LONG.slice(0, 40), seconds: undefined },
    { ownerId: ines.id },
  );
  const drawn = await deps.drawLogo(png(400, 80));
  assert.ok(!('problem' in drawn));
  await deps.logos.set(client.id, drawn, 'administrator');
  await deps.roles.add(client.id, LONG.slice(0, 60), 'administrator');
  const team = await deps.teams.add({ name: LONG, description: LONG, managerId: ines.id }, 'administrator');
  const group = await deps.groups.add({ name: LONG, description: LONG, ownerId: ines.id }, 'administrator');
  assert.ok(typeof team === 'object' && typeof group === 'object');
  await deps.clients.administer(
    (await site.application(ines, wide)).id,
    { owner: { kind: 'team', teamId: team.id } },
    'administrator',
  );
  const uri = `https://${'deep.'.repeat(8)}example.org/`;
  const usual = { accessTokenFormat: undefined, accessTokenSeconds: undefined };
  await deps.resources.save({ uri, name: LONG, scopes: [scope], ...usual }, 'administrator');
  const consumer = await consumerOf(site, ines, { name: LONG, scopes: [scope] });
  ids = { team: team.id, group: group.id, consumer: consumer.key, resource: idOfResource(uri), scope };
});
afterEach(() => assert.deepEqual(heard, [], 'the browser complained'));
after(async () => {
  await browser?.close();
  await site?.close();
  await mail?.close();
});

const at = (path: string) => site.issuer + path;
const heading = (on: Page, name: string) => on.getByRole('heading', { level: 1, name, exact: true }).waitFor();

/** The headings of the pages that people see without an account. */
const OUTSIDE: Readonly<Record<string, string>> = {
  setup: 'This link does not work any more',
  'new-password': 'This link does not work any more',
  recover: 'Forgot your password?',
  invitation: 'This link does not work any more',
  'sign-in': 'Sign in',
  language: 'Language',
  documentation: 'Documentation',
  document: 'Connecting an application',
  'error-rules': 'Why a request was refused',
  'error-rule': 'redirect-uri-mismatch',
};
const TAKES_TOKEN = ['setup', 'new-password', 'invitation'];

/** The headings of the pages for whoever is signed in. */
const OWN: Readonly<Record<string, string>> = {
  home: 'Your applications',
  'sign-in-again': 'Confirm that it is you',
  'choose-account': 'Choose an account',
  logout: 'Sign out?',
  'end-session': 'Sign out?',
  device: 'Connect a device',
  applications: 'Your applications',
  'application-new': 'Register an application',
  offers: 'Offered to you',
  application: LONG,
  'application-edit': `Edit ${LONG}`,
  'application-connection': `Advanced settings of ${LONG}`,
  'application-roles': `Roles at ${LONG}`,
  'application-rotate-secret': `Rotate the secret of ${LONG}`,
  'application-revoke-all': `Revoke everything of ${LONG}`,
  'application-secrets': LONG,
  'application-logo': `Logo of ${LONG}`,
  'application-transfer': `Transfer ${LONG}`,
  'application-delete': `Delete ${LONG}`,
  'application-refusals': LONG,
  'application-tokens': LONG,
  'application-example': LONG,
  'application-openapi': LONG,
  teams: 'Your teams',
  'team-new': 'Create a team',
  team: LONG,
  consumers: 'OAuth 1 settings',
  'consumer-new': 'Register an OAuth 1.0a application',
  consumer: LONG,
  'consumer-edit': `Edit ${LONG}`,
  'consumer-rotate-secret': `Rotate the secret of ${LONG}`,
  'consumer-delete': `Delete ${LONG}`,
  start: 'Start',
  invite: 'Invite somebody',
  group: LONG,
  'authorized-applications': 'Authorized applications',
  account: 'Account',
  'account-email': 'Change your email address',
  'account-delete': 'Delete your account',
  factors: 'Second factors',
  'factor-app': 'Set up an authenticator app',
  sessions: 'Sessions',
  'personal-tokens': 'Personal access tokens',
  activity: 'Activity',
};

/** The same for administrators. */
const ADMINISTRATION: Readonly<Record<string, string>> = {
  admin: 'Overview',
  'admin-applications': 'Applications',
  'admin-application': LONG,
  'admin-application-edit': `Edit ${LONG}`,
  'admin-application-connection': `Advanced settings of ${LONG}`,
  'admin-application-roles': `Roles at ${LONG}`,
  'admin-application-transfer': `Transfer ${LONG}`,
  'admin-application-delete': `Delete ${LONG}`,
  'admin-application-revoke-all': `Revoke everything of ${LONG}`,
  'admin-application-refusals': LONG,
  'admin-application-tokens': LONG,
  'admin-application-dialect': `Dialect of ${LONG}`,
  'admin-application-scopes': `Scopes of ${LONG}`,
  'admin-application-groups': `Who may use ${LONG}`,
  'admin-consumers': 'OAuth 1.0a applications',
  'admin-consumer': LONG,
  'admin-people': 'People',
  'admin-person-new': 'Add a person',
  'admin-person': LONG,
  'admin-groups': 'Groups',
  'admin-group-new': 'Add a group',
  'admin-group': LONG,
  'admin-teams': 'Teams',
  'admin-team': LONG,
  'admin-scopes': 'Scopes',
  'admin-scope-new': 'Add a scope',
  'admin-scope': 'scope',
  'admin-authorization-details': 'Authorization details',
  'admin-keys': 'Signing keys',
  'admin-audit': 'Audit trail',
  'admin-resources': 'Resources',
  'admin-resource-new': 'Add a resource',
  'admin-resource': LONG,
  'admin-settings': 'Settings',
};

/** Those that no address leads to: what comes before them, or their form alone, and the tests that see them. */
const BETWEEN: Readonly<Record<string, string>> = {
  'sign-up': 'pages.test.ts, where it is open',
  'sign-up-confirm': 'pages.test.ts, by a mail',
  'sign-in-factor': 'pages.test.ts, after a password',
  'sign-in-passkey': 'passkeys.test.ts',
  'sign-in-set-up': 'pages.test.ts, after a password',
  'sign-in-keep': 'pages.test.ts, after a password',
  'sign-out': 'front-door.test.ts, a button',
  authorize: 'authorization.test.ts, leads on',
  consent: 'below, and authorization.test.ts',
  'oauth1-authorize': 'oauth1.test.ts',
  'device-consent': 'device.test.ts, after a code',
  logos: 'pages.test.ts, a picture',
  'team-invitation': 'pages.test.ts, by a mail',
  'recovery-codes': 'pages.test.ts, once there is a factor',
};

/** The address of a page of the list. */
function addressOf(name: string): string {
  const path = pages.find((each) => each.name === name)?.path ?? '';
  const noun = (['team', 'group', 'consumer', 'resource', 'scope'] as const).find((each) =>
    new RegExp(`\\b${each}\\b`).test(name),
  );
  const id = name === 'admin-person' ? ines.id : noun ? ids[noun] : client.id;
  const named = { document: 'integrating', 'admin-scope': ids.scope }[name] ?? id;
  return path.replace(':id', id).replace(':name', named).replace(':rule', 'redirect-uri-mismatch');
}

test('every page is here', () => {
  const here = [OUTSIDE, OWN, ADMINISTRATION, BETWEEN].flatMap((each) => Object.keys(each));
  assert.deepEqual(here.sort(), pages.map(({ name }) => name).sort());
});

/** Looks at each of these pages, and says of which the heading is another. */
async function lookAt(on: Page, titles: Readonly<Record<string, string>>, query: (name: string) => string = () => '') {
  const others: Record<string, string> = {};
  for (const [name, title] of Object.entries(titles)) {
    await on.goto(at(addressOf(name) + query(name)));
    const said = await on.getByRole('heading', { level: 1 }).innerText();
    if (said !== title) others[name] = said;
    await inspectPhone(on, `all-${name}`);
  }
  assert.deepEqual(others, {});
}

test('pages for everybody fit a phone, and have nothing that axe finds', () =>
  lookAt(guest, OUTSIDE, (name) => (TAKES_TOKEN.includes(name) ? '?token=x' : '')));

test('pages of a person and their applications fit a phone with names of 80 letters', async () => {
  await page.goto(at(authorizeUrl(client, { redirect_uri: CALLBACK, scope: ids.scope })));
  await page.getByLabel('Email').fill(ines.email);
  await page.getByLabel('Password').fill(PASSWORD);
  await page.getByRole('button', { name: 'Sign in', exact: true }).click();
  await heading(page, `${LONG} wants to use your account`);
  await inspectPhone(page, 'all-consent');
  await page.getByRole('button', { name: 'Authorize', exact: true }).waitFor();
  await lookAt(page, OWN);
});

test('pages of administration fit a phone with names of 80 letters', () =>
  lookAt(page, { ...ADMINISTRATION, 'admin-scope': ids.scope }));

test('on a phone administration is one line that opens by keyboard and without a script', async () => {
  const plain = await browser.newContext({
    viewport: PHONE,
    javaScriptEnabled: false,
    storageState: await page.context().storageState(),
  });
  const phone = await plain.newPage();
  await phone.goto(at('/admin/teams'));
  const places = phone.getByRole('navigation', { name: 'Administration' });
  const closed = await places.boundingBox();
  assert.ok(closed && closed.height < 64, `${closed?.height} px`);
  assert.equal(await places.getByRole('link', { name: 'Audit trail' }).count(), 0, 'closed');
  await places.locator('summary').focus();
  await phone.keyboard.press('Enter');
  await places.getByRole('link', { name: 'Teams', exact: true }).waitFor();
  assert.equal(await places.locator('[aria-current=page]').innerText(), 'Teams');
  await phone.keyboard.press('Tab');
  await phone.keyboard.press('Enter');
  await heading(phone, 'Overview');
  await phone.setViewportSize({ width: 1280, height: 800 });
  await phone.getByRole('navigation', { name: 'Administration' }).getByRole('link', { name: 'Audit trail' }).waitFor();
  await plain.close();
});

test('on a phone the pages of an account and of an application open from one line', async () => {
  for (const [path, here, next] of [
    ['/account', 'Account: Profile and password', 'Sessions'],
    [`/oauth2/applications/${client.id}`, 'Overview', 'Refusals'],
  ] as const) {
    await page.setViewportSize(PHONE);
    await page.goto(at(path));
    const summary = page.getByRole('main').locator('nav summary');
    assert.equal((await summary.innerText()).trim(), here);
    const box = await summary.boundingBox();
    assert.ok(box && box.height < 64, `${box?.height} px`);
    await summary.press('Enter');
    await page.getByRole('main').getByRole('link', { name: next, exact: true }).click();
    await page.waitForURL(/\/(?:sessions|refusals)$/);
  }
});

test('an administrator finds a team and puts somebody into it', async () => {
  const omar = await site.person('omar@example.org', { name: 'Omar Haddad' });
  await page.goto(at('/admin/teams'));
  await page.getByLabel('Search').fill('Nobody has this name');
  await page.getByRole('button', { name: 'Search', exact: true }).click();
  await page.getByRole('heading', { name: 'No team found' }).waitFor();
  await page.getByRole('link', { name: 'All teams' }).click();
  await page.getByRole('link', { name: LONG }).click();
  await page.getByLabel('Email of a person').fill('nobody@example.org');
  await page.getByRole('button', { name: 'Put into the team' }).click();
  await page.getByRole('alert').waitFor();
  await inspectPhone(page, 'all-admin-team-mistakes');
  await page.getByLabel('Email of a person').fill(omar.email);
  await page.getByRole('radio', { name: 'Manager' }).check();
  await page.getByRole('button', { name: 'Put into the team' }).click();
  await page.getByText('The person is in the team as you said.').waitFor();
  await page.getByRole('link', { name: 'Omar Haddad' }).waitFor();
});

test('whoever has an account invites somebody', async () => {
  await page.goto(at('/start'));
  await page.getByRole('link', { name: 'Invite somebody' }).click();
  await page.getByLabel('Name').fill('Grace Hopper');
  await page.getByLabel('Email').fill('grace');
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await page.getByRole('alert').waitFor();
  assert.equal(await page.getByLabel('Name').inputValue(), 'Grace Hopper');
  await inspectPhone(page, 'all-invite-mistakes');
  await page.getByLabel('Email').fill('grace@example.org');
  await page.getByRole('button', { name: 'Send invitation' }).click();
  await page.getByText('An invitation is on its way').waitFor();
  // Others are told of other things: an application of theirs was given to a team.
  while (!mail.mails.some(({ to }) => to.includes('grace@example.org'))) await mail.received(mail.mails.length + 1);
});
