import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { catalogue } from '../../src/web/words/index.ts';
import { REDIRECT, type TestClient, testApp } from '../support/app.ts';
import { type Crawled, crawl, everyForm } from '../support/crawl.ts';
import { askForCodes, typeCode } from '../support/device.ts';
import { authorizeUrl, codeOf, pkce } from '../support/flow.ts';
import { accessTokenOf, consumerOf, requestTokenOf } from '../support/oauth1.ts';
import { partsOf, sayings } from '../support/sayings.ts';
import { textOf, type Visitor, visitor } from '../support/visitor.ts';

let site: Awaited<ReturnType<typeof testApp>>;
let client: TestClient;
let browser: Visitor;
let all: readonly Crawled[];
before(async () => {
  site = await testApp({ env: { OAUTH1: 'on', LEGACY_GRANTS: 'password,implicit' } });
  await site.scope('read');
  await site.scope('write');
  const person = await site.person(undefined, { isAdmin: true });
  client = await site.application(person, { grants: ['authorization_code', 'refresh_token', 'implicit', DEVICE_CODE] });
  const group = { name: 'Field crew', description: 'Who maps outside', ownerId: person.id };
  await site.deps.groups.add(group, 'administrator');
  await site.deps.teams.add({ name: 'Field maps', description: '', managerId: person.id }, 'administrator');
  browser = await site.signedIn(person);
  await codeOf(browser, authorizeUrl(client));
  const consumer = await consumerOf(site, person);
  await accessTokenOf(site, browser, consumer);
  const asked = `/oauth/authorize?oauth_token=${(await requestTokenOf(site, consumer)).key}`;
  const open = await site.application(person, { confidential: false });
  const S256 = { code_challenge: pkce().challenge, code_challenge_method: 'S256' };
  const { user: code } = await askForCodes(site, client);
  const { typed } = await typeCode(browser, code);
  all = [
    ...(await crawl(visitor(site.app), [
      '/',
      authorizeUrl(client),
      '/setup?token=x',
      '/new-password?token=x',
      '/nowhere',
    ])),
    ...(await crawl(browser, [
      '/',
      authorizeUrl(open, S256),
      asked,
      authorizeUrl(client, { response_type: 'token' }),
      '/admin',
      '/sign-in/again',
      '/logout',
      `/device?user_code=${code}`,
      typed.location,
      `/oauth2/authorize/?client_id=${client.id}&redirect_uri=https://evil.example`,
      '/nowhere',
      `/oauth2/applications/${client.id}`,
      `/oauth1/applications/${consumer.key}`,
    ])),
  ];
});
after(() => site.close());

test('the crawl reaches every page', () => {
  const paths = all.map(({ url }) =>
    url
      .split('?')[0]
      ?.replace(/lk_c[ik]_\w+/, ':id')
      .replace(/[0-9a-f-]{36}/, ':id')
      .replace(/^\/device\/\w+/, '/device/:handle'),
  );
  for (const path of [
    '/consent',
    '/device',
    '/device/:handle',
    '/account',
    '/account/factors',
    '/account/sessions',
    '/account/tokens',
    '/account/activity',
    '/oauth2/applications',
    '/oauth2/applications/new',
    '/oauth2/applications/:id',
    '/oauth2/applications/:id/edit',
    '/oauth2/applications/:id/rotate-secret',
    '/oauth2/applications/:id/transfer',
    '/oauth2/applications/:id/delete',
    '/oauth2/applications/:id/refusals',
    '/oauth2/applications/:id/example',
    '/oauth2/applications/:id/openapi',
    '/oauth/authorize',
    '/oauth1/applications',
    '/oauth1/applications/new',
    '/oauth1/applications/:id',
    '/oauth1/applications/:id/edit',
    '/oauth1/applications/:id/rotate-secret',
    '/oauth1/applications/:id/delete',
    '/admin/oauth1-applications',
    '/admin/oauth1-applications/:id',
    '/oauth2/authorized_applications',
    '/admin',
    '/admin/applications',
    '/admin/applications/:id',
    '/admin/applications/:id/dialect',
    '/admin/applications/:id/edit',
    '/admin/applications/:id/transfer',
    '/admin/applications/:id/delete',
    '/admin/applications/:id/refusals',
    '/admin/people',
    '/admin/people/new',
    '/admin/people/:id',
    '/admin/groups',
    '/admin/groups/new',
    '/admin/groups/:id',
    '/admin/teams',
    '/admin/teams/:id',
    '/admin/applications/:id/groups',
    '/start',
    '/teams',
    '/teams/new',
    '/teams/:id',
    '/groups/:id',
    '/admin/scopes',
    '/admin/keys',
    '/admin/scopes/new',
    '/admin/scope/read',
    '/admin/applications/:id/scopes',
    '/admin/audit',
  ]) {
    assert.ok(paths.includes(path), `${path} of ${paths.join(' ')}`);
  }
});

test('S120 S121 S122 S127 every page that a link leads to has the strict headers', () => {
  const STRICT =
    /^default-src 'none';style-src 'self';img-src 'self';(?:script-src 'self';)?base-uri 'none';object-src 'none';frame-ancestors 'none'(?:;form-action 'self')?$/;
  for (const { url, page } of all) {
    const { headers, body } = page;
    const continues =
      /^\/(?:consent|oauth\/authorize)\?/.test(url) || /^\/sign-in\?return_to=\/oauth2\/authorize/.test(url);
    const policy = String(headers['content-security-policy']);
    assert.match(policy, STRICT, url);
    assert.equal(policy.includes('form-action'), !continues, url);
    assert.equal(policy.includes('script-src'), body.includes('<script'), url);
    if (/^\/(?:sign-in|consent|device|oauth\/authorize|setup|new-password)/.test(url)) {
      const scripts = [...body.matchAll(/<script src="([^"?]*)/g)].map(([, file]) => file);
      const asksForPasskey = /^\/sign-in(?:\?|$)/.test(url) && page.status === 200;
      assert.deepEqual(scripts, asksForPasskey ? ['/public/passkeys.js'] : [], url);
    }
    assert.equal(headers['x-frame-options'], 'DENY', url);
    assert.equal(headers['strict-transport-security'], 'max-age=63072000; includeSubDomains', url);
    assert.equal(headers['x-content-type-options'], 'nosniff', url);
    assert.equal(headers['referrer-policy'], 'same-origin', url);
    const leads = page.status === 303;
    assert.equal(headers['cross-origin-opener-policy'], continues || leads ? 'unsafe-none' : 'same-origin', url);
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin', url);
    assert.equal(headers['cache-control'], 'no-store', url);
    assert.equal(headers['access-control-allow-origin'], undefined, url);
    for (const name of ['server', 'x-powered-by', 'etag', 'last-modified']) assert.equal(headers[name], undefined, url);
  }
});

test('S121 S122 no page has anything inline or from elsewhere, and its links out carry nothing along', () => {
  for (const { url, page } of all) {
    assert.doesNotMatch(page.body, /<script(?![^>]* src="\/public\/)|\sstyle=|\son[a-z]+=|<style|javascript:/i, url);
    assert.doesNotMatch(
      page.body,
      /<(?:link|img|script|iframe)[^>]* (?:src|href)="(?!\/public\/|\/device\/code\.svg\?)/,
      url,
    );
    for (const [link] of page.body.matchAll(/<a [^>]*href="(?!\/|#)[^>]*>/g)) {
      assert.match(link, /rel="noopener noreferrer"/, `${url}: ${link}`);
    }
  }
});

test('S119 every form of every page needs its token and our own origin', async () => {
  let forms = 0;
  const before = await site.database.pool.query('SELECT count(*) FROM audit_events');
  for (const { url, page } of all) {
    for (const { action, fields } of everyForm(page.body)) {
      forms += 1;
      assert.ok(fields.get('_csrf'), `${url}: ${action}`);
      const typed = Object.fromEntries(fields);
      for (const _csrf of ['', 'x']) {
        const { status, location } = await browser.post(action, { ...typed, _csrf });
        assert.ok([403, 422].includes(status) || location.startsWith('/sign-in'), `${action}: ${status}`);
        assert.equal(location.includes('code='), false);
      }
      const foreign = await browser.post(action, typed, {
        'sec-fetch-site': 'cross-site',
        origin: 'https://evil.example',
      });
      assert.equal(foreign.status, 403, action);
      const opaque = await browser.send({
        method: 'POST',
        url: action,
        payload: new URLSearchParams(typed).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded', origin: 'null' },
      });
      assert.equal(opaque.status, 403, action);
    }
  }
  assert.ok(forms > 20, `${forms} forms`);
  const after = await site.database.pool.query('SELECT count(*) FROM audit_events');
  assert.deepEqual(after.rows, before.rows, 'nothing was changed');
});

test('S119 asking for the address of a form with GET changes nothing', async () => {
  const state = async () => {
    const tables = [
      'users',
      'clients',
      'client_secrets',
      'consents',
      'scopes',
      'audit_events',
      'oauth1_consumers',
      'oauth1_request_tokens',
    ];
    const counts = tables.map((table) => `(SELECT json_agg(t) FROM ${table} t) AS ${table}`);
    return JSON.stringify((await site.database.pool.query(`SELECT ${counts.join(', ')}`)).rows);
  };
  await Promise.all([site.deps.secretUses.flush(), site.deps.tokenUses.flush()]); // what came before is not written meanwhile
  const before = await state();
  for (const { page } of all) {
    for (const { action, fields } of everyForm(page.body)) {
      const { status } = await browser.get(
        `${action}${action.includes('?') ? '&' : '?'}${new URLSearchParams([...fields])}`,
      );
      assert.ok([200, 303, 400, 404, 405].includes(status), `${action}: ${status}`);
    }
  }
  assert.equal(await state(), before);
});

test('in German no page says a sentence of English, but where it says so', async () => {
  const spoken = new Set([...sayings(catalogue.de).values()].flatMap(partsOf));
  const english = [...sayings(catalogue.en)].flatMap(([path, text]) =>
    partsOf(text)
      .filter((part) => part.split(/\s+/).length > 2 && !spoken.has(part) && !/example$/i.test(path))
      .map((part) => [path, part] as const),
  );
  const stranger = visitor(site.app);
  const left: string[] = [];
  for (const { url, page } of all) {
    if (page.status !== 200) continue;
    const who = page.body.includes('action="/sign-out"') ? browser : stranger;
    const { status, headers, body } = await who.get(url, { 'accept-language': 'fr, de-AT;q=0.9, en;q=0.8' });
    assert.equal(status, 200, url);
    assert.equal(headers['content-language'], 'de', url);
    assert.match(body, /<html lang="de"/, url);
    const text = textOf(
      body.replace(
        /<(h1|article|a|li)\b[^>]* lang="en"[\s\S]*?<\/\1>|<title>[\s\S]*?<\/title>|<code[\s\S]*?<\/code>/g,
        '',
      ),
    );
    left.push(...english.filter(([, part]) => text.includes(part)).map(([path, part]) => `${url} ${path}: ${part}`));
  }
  assert.deepEqual(left, []);
});

test('S123 the session is Lax: another site’s link to authorize finds it, and only the top level gets it', async () => {
  const cookies = all.flatMap(({ page }) => page.setCookies);
  for (const line of cookies) assert.match(line, /^latchkey-[a-z]+=[^;]*; .*SameSite=Lax/);
  const answer = await browser.get(authorizeUrl(client), {
    'sec-fetch-site': 'cross-site',
    'sec-fetch-mode': 'navigate',
    'sec-fetch-dest': 'document',
  });
  assert.ok(answer.location.startsWith(`${REDIRECT}?code=`));
});
