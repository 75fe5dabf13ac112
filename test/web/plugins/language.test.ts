import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../../src/accounts/user.ts';
import { composeMail } from '../../../src/web/mails/compose.ts';
import { PASSWORD, REDIRECT, testApp } from '../../support/app.ts';
import { authorizeUrl, post } from '../../support/flow.ts';
import { type Visitor, visitor } from '../../support/visitor.ts';

let site: Awaited<ReturnType<typeof testApp>>;
before(async () => {
  site = await testApp();
});
after(() => site.close());

const GERMAN = { 'accept-language': 'de-AT,de;q=0.9,en;q=0.5' };
const isGerman = (body: string) => /<html lang="de"/.test(body) && />Anmelden</.test(body);
const isEnglish = (body: string) => /<html lang="en"/.test(body) && />Sign in</.test(body);

test('a page is in the language of the browser, else in that of the instance', async () => {
  const guest = visitor(site.app);
  const german = await guest.get('/sign-in', GERMAN);
  assert.ok(isGerman(german.body));
  assert.equal(german.headers['content-language'], 'de');
  for (const other of ['fr', 'fr-CH, *;q=0.5', '', 'de;q=0', '%%%;q=x']) {
    assert.ok(isEnglish((await guest.get('/sign-in', { 'accept-language': other })).body), other);
  }
  assert.ok(isEnglish((await guest.get('/sign-in')).body));
});

test('what an application asks for with ui_locales goes with the person to every page', async () => {
  const person = await site.person();
  const client = await site.application(person);
  const guest = visitor(site.app);
  const first = await guest.get(authorizeUrl(client, { ui_locales: 'fr de-CH en' }));
  const signIn = await guest.get(first.location);
  assert.ok(isGerman(signIn.body));
  const browser = await site.signedIn(person);
  const consent = await browser.get(
    (await browser.get(authorizeUrl(client, { ui_locales: 'de', prompt: 'consent' }))).location,
  );
  assert.match(consent.body, /<html lang="de"[\s\S]*>Erlauben</);
  const hostile = await guest.get(authorizeUrl(client, { ui_locales: '"><script>; de;q=9 \u00e4' }));
  assert.ok(isEnglish((await guest.get(hostile.location)).body));
});

test('a language that was pushed counts as well: pages have it in their address', async () => {
  const client = await site.application(await site.person());
  const request = { response_type: 'code', redirect_uri: REDIRECT, ui_locales: 'de' };
  const { body } = await post(site, '/oauth2/par', request, client);
  const query = new URLSearchParams({ client_id: client.id, request_uri: String(body.request_uri) });
  const guest = visitor(site.app);
  assert.ok(isGerman((await guest.get((await guest.get(`/oauth2/authorize?${query}`)).location)).body));
});

test('what a browser posts for an application says the language as well, of an error too', async () => {
  const guest = visitor(site.app);
  const client = await site.application(await site.person());
  const to = (more: Readonly<Record<string, string>>) => ({
    response_type: 'code',
    client_id: client.id,
    redirect_uri: REDIRECT,
    ui_locales: 'de',
    ...more,
  });
  const refused = await guest.post('/oauth2/authorize', to({ redirect_uri: 'https://elsewhere.example/' }));
  assert.equal(refused.status, 400);
  assert.match(refused.body, /<html lang="de"/);
  const asked = await guest.post('/oauth2/authorize', to({}));
  assert.ok(isGerman((await guest.get((await guest.get(asked.location)).location)).body));
  // A form of our own has no such field.
  const page = await guest.get('/sign-in');
  const own = await guest.submit(page, '/sign-in', { email: 'x', password: 'y', ui_locales: 'de' });
  assert.ok(isEnglish(own.body));
});

test('a mail is in the language of its person, else of the request that caused it, else of the instance', async () => {
  const compose = composeMail({ ...site.deps, language: 'de' });
  const subjects = async (email: string) => {
    const mails = [
      await compose({ kind: 'recovery', email, language: 'en' }),
      await compose({ kind: 'recovery', email }),
    ];
    return mails.map((mail) => mail?.subject);
  };
  const { id, emailCanonical } = await site.person();
  assert.deepEqual(await subjects(emailCanonical), ['Set a new password', 'Neues Passwort setzen']);
  await site.deps.users.setLanguage(id, 'de');
  assert.deepEqual(await subjects(emailCanonical), ['Neues Passwort setzen', 'Neues Passwort setzen']);
  const mail = await compose({ kind: 'notice', userId: id, event: 'password.changed', at: '2026-11-29T12:00:00Z' });
  assert.match(mail?.text ?? '', /am 29\.11\.2026, 12:00:00 UTC/);
  assert.match(mail?.html ?? '', /<html lang="de-DE">/);
});

test('a mail that no request of its person causes is in the language in which they last read pages', async () => {
  const compose = composeMail(site.deps);
  const client = await site.application(await site.person());
  const seen: Readonly<Record<string, (browser: Visitor, person: User) => Promise<unknown>>> = {
    'as the browser says': (browser) => browser.get('/account', GERMAN),
    'as an application asks': async (browser) =>
      browser.get((await browser.get(authorizeUrl(client, { ui_locales: 'de', prompt: 'consent' }))).location),
    'as the browser that signs in says': async (_browser, { email }) => {
      const another = visitor(site.app, { headers: GERMAN });
      await another.submit(await another.get('/sign-in'), '/sign-in', { email, password: PASSWORD });
    },
  };
  for (const [what, read] of Object.entries(seen)) {
    const person = await site.person();
    const told = async () => {
      const mail = await compose({
        kind: 'notice',
        userId: person.id,
        event: 'user.disabled',
        at: '2026-11-29T12:00:00Z',
      });
      return mail?.subject;
    };
    const browser = await site.signedIn(person);
    await browser.get('/account');
    assert.equal(await told(), 'Your account was disabled', what);
    await read(browser, person);
    assert.equal(await told(), 'Ihr Konto wurde deaktiviert', what);
    await site.deps.users.setLanguage(person.id, 'en');
    assert.equal(await told(), 'Your account was disabled', what);
    await read(browser, person);
    assert.equal((await site.deps.users.find(person.id))?.seenLanguage, 'de');
  }
});

test('who is not signed in chooses at the bottom of a page, and the browser keeps it', async () => {
  const guest = visitor(site.app);
  const page = await guest.get('/sign-in?return_to=%2Fstart');
  const [, link = ''] = /<a href="([^"]*)" lang="de" hreflang="de" rel="nofollow">Deutsch<\/a>/.exec(page.body) ?? [];
  const choice = await guest.get(link.replaceAll('&amp;', '&'));
  const chosen = await guest.submit(choice, '/language', { language: 'de' });
  assert.equal(chosen.status, 303);
  assert.equal(chosen.location, '/sign-in?return_to=%2Fstart');
  assert.ok(isGerman((await guest.get(chosen.location, { 'accept-language': 'en' })).body));
  const none = await guest.submit(choice, '/language', { language: 'xx' });
  assert.equal(none.status, 422);
});

test('what a person chose holds on every browser, mails included, and above what the browser says', async () => {
  const person = await site.person();
  const browser = await site.signedIn(person);
  const account = await browser.get('/account');
  assert.equal(
    (await browser.submit(account, '/account/language', { language: 'de' })).location,
    '/account?done=language',
  );
  assert.match((await browser.get('/account', { 'accept-language': 'en' })).body, /<html lang="de"[\s\S]*<h1>Konto</);
  const other = await site.signedIn(person);
  assert.match((await other.get('/docs', { 'accept-language': 'en' })).body, /<title>Dokumentation/);
  assert.match((await other.get('/nowhere')).body, /<title>(?!Not|There)/);
  assert.equal((await site.deps.users.find(person.id))?.language, 'de');
  assert.equal((await other.get('/language')).location, '/account#language');
  await browser.submit(await browser.get('/account'), '/account/language', { language: '' });
  assert.match((await other.get('/account', { 'accept-language': 'en' })).body, /<html lang="en"/);
});

test('what is wrong with a form is said in the language of its page, after the redirect too', async () => {
  const guest = visitor(site.app, { headers: { ...GERMAN, 'sec-fetch-mode': 'navigate' } });
  const refused = await guest.submit(await guest.get('/sign-in'), '/sign-in', {
    email: 'x@example.org',
    password: 'wrong',
  });
  const shown = refused.status === 303 ? await guest.get(refused.location) : refused;
  assert.match(shown.body, /passen nicht zusammen/);
});

test('programs are answered in English, and read which languages there are', async () => {
  const { body } = await visitor(site.app).send({ method: 'POST', url: '/oauth2/token', headers: GERMAN });
  assert.match(String(JSON.parse(body).error_description), /\w+ \w+/);
  const { body: metadata } = await visitor(site.app).get('/.well-known/openid-configuration', GERMAN);
  assert.deepEqual(JSON.parse(metadata).ui_locales_supported, ['en', 'de']);
});
