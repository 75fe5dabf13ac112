import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { clientCache } from '../../../src/oauth/client-cache.ts';
import type { Client } from '../../../src/oauth/model/client.ts';
import { NO_METADATA } from '../../../src/oauth/model/client-metadata.ts';
import { PASSWORD, pagesApp } from '../../support/pages.ts';
import { visitor } from '../../support/visitor.ts';

const application = {
  id: 'trailmark',
  name: 'Trailmark',
  state: 'active',
  trusted: false,
  verified: false,
  confidential: true,
  scopes: [],
  scopeAliases: new Map(),
  scopeLimits: new Map(),
  grants: ['authorization_code'],
  metadata: NO_METADATA,
  owner: { kind: 'person', name: 'Ines Moreau', isAdmin: false },
  redirectUris: [
    'https://trailmark.example/callback',
    'com.trailmark.app:/callback',
    'http://127.0.0.1/callback',
    'urn:ietf:wg:oauth:2.0:oob',
  ],
  previews: [],
} as unknown as Client;

let site: Awaited<ReturnType<typeof pagesApp>>;
before(async () => {
  const find = async (id: string) => (id === application.id ? application : undefined);
  site = await pagesApp({ clients: { find }, deps: { clientCache: clientCache({ find }) } });
});
after(() => site.close());

/** What every page has, also one whose form may end at a client. */
const LEAVES =
  "default-src 'none';style-src 'self';img-src 'self';base-uri 'none';object-src 'none';frame-ancestors 'none'";
const STRICT = `${LEAVES};form-action 'self'`;
/** The same for a page with the script of passkeys. */
const withPasskeys = (policy: string) => policy.replace("img-src 'self'", "img-src 'self';script-src 'self'");

async function everyPage() {
  await site.person('ines@openfield.example', { isAdmin: true }).catch(() => undefined);
  const ines = visitor(site.app);
  const stranger = visitor(site.app);
  const setup = await pagesApp();
  const pages = [
    await stranger.get('/sign-in'),
    await stranger.get('/nowhere'),
    await stranger.get('/setup?token=x'),
    await stranger.get('/docs/errors'),
    await stranger.get('/docs/errors/pkce-missing'),
    await stranger.post('/sign-in', {}),
    await visitor(setup.app).get(await setup.setupLink()),
    await ines.submit(await ines.get('/sign-in'), '/sign-in', { email: 'ines@openfield.example', password: PASSWORD }),
    await ines.get('/account'),
    await ines.get('/sign-in/again'),
    await ines.get('/'),
    await ines.send({ method: 'PUT', url: '/account' }),
  ];
  await setup.close();
  return pages;
}

test('S120 S121 S122 every page, good or bad, has the strict headers', async () => {
  for (const { headers, body } of await everyPage()) {
    const scripts = body.includes('<script');
    const policy = String(headers['content-security-policy']);
    assert.equal(policy.replace("script-src 'self';", ''), STRICT);
    assert.equal(policy.includes('script-src'), scripts, 'scripts are allowed only where there is one');
    assert.equal(headers['x-frame-options'], 'DENY');
    assert.match(String(headers['strict-transport-security']), /^max-age=63072000; includeSubDomains$/);
    assert.equal(headers['x-content-type-options'], 'nosniff');
    assert.equal(headers['referrer-policy'], 'same-origin');
    // A redirect shows nothing, and may be a step of a pop-up's way.
    assert.equal(headers['cross-origin-opener-policy'], headers.location === undefined ? 'same-origin' : 'unsafe-none');
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    assert.equal(headers['access-control-allow-origin'], undefined);
  }
});

test('S121 no page has an inline script, an inline style, or anything from elsewhere', async () => {
  for (const { body } of await everyPage()) {
    assert.doesNotMatch(body, /<script(?![^>]* src="\/public\/)|\sstyle=|\son[a-z]+=|<style|javascript:/i);
    assert.doesNotMatch(body, /<(?:link|img|script|iframe)[^>]* (?:src|href)="(?!\/public\/)/);
  }
});

test('S121 S122 signing in for an application lets its form end wherever that leads, and the pop-up be found', async () => {
  const at = async (redirectUri: string) => {
    const request = new URLSearchParams({ client_id: 'trailmark', redirect_uri: redirectUri, response_type: 'code' });
    const query = new URLSearchParams({ return_to: `/oauth2/authorize?${request}` });
    return visitor(site.app).get(`/sign-in?${query}`);
  };
  const leads = [
    ['https://trailmark.example/callback', LEAVES],
    ['com.trailmark.app:/callback', LEAVES],
    ['http://127.0.0.1:8080/callback', LEAVES],
    ['urn:ietf:wg:oauth:2.0:oob', STRICT], // it ends on a page of ours
  ] as const;
  for (const [redirectUri, policy] of leads) {
    const { body, headers } = await at(redirectUri);
    assert.match(body, /<strong>Trailmark<\/strong>/);
    assert.equal(headers['content-security-policy'], withPasskeys(policy), redirectUri);
    assert.equal(headers['cross-origin-opener-policy'], 'unsafe-none');
  }
  const unregistered = await at('https://evil.example/callback');
  assert.doesNotMatch(unregistered.body, /Trailmark/);
  assert.equal(unregistered.headers['content-security-policy'], withPasskeys(STRICT));
  assert.equal(unregistered.headers['cross-origin-opener-policy'], 'same-origin');
});

test('S123 over https every cookie is __Host- and Secure, on loopback neither; all are HttpOnly, SameSite=Lax and small', async () => {
  const other = await pagesApp({ env: { ISSUER: 'https://auth.openfield.example' } });
  try {
    for (const [{ app, person: add }, start, attributes] of [
      [other, '__Host-', ['Path=/', 'Secure', 'HttpOnly', 'SameSite=Lax']],
      [site, 'latchkey-', ['Path=/', 'HttpOnly', 'SameSite=Lax']], // WebKit keeps no Secure cookie of plain http
    ] as const) {
      await add('cookies@openfield.example');
      const person = visitor(app);
      const credentials = { email: 'cookies@openfield.example', password: PASSWORD };
      const page = await person.get('/sign-in');
      const answer = await person.submit(page, '/sign-in', credentials);
      const out = await person.submit(await person.get('/account'), '/sign-out', {});
      const lines = [...page.setCookies, ...answer.setCookies, ...out.setCookies];
      const names = lines.map((line) => line.slice(0, line.indexOf('=')));
      assert.deepEqual(
        names,
        ['csrf', 'session', 'browser', 'session'].map((name) => `${start}${name}`),
      );
      for (const line of lines) {
        const said = line
          .split('; ')
          .slice(1)
          .filter((part) => !/^(?:Max-Age|Expires)=/.test(part));
        assert.deepEqual(said.sort(), [...attributes].sort(), line);
        assert.ok(line.length < 4096);
      }
    }
  } finally {
    await other.close();
  }
});

test('S123 pages without a form set no cookie', async () => {
  for (const url of ['/', '/nowhere', '/docs/errors', '/public/latchkey.css', '/account']) {
    assert.deepEqual((await visitor(site.app).get(url)).setCookies, [], url);
  }
});

test('S127 nothing but the files of public/ may be cached, and unknown paths below a page are 404', async () => {
  for (const { headers } of await everyPage()) assert.equal(headers['cache-control'], 'no-store');
  const ines = visitor(site.app);
  const stylesheet = /href="(\/public\/latchkey\.css\?[^"]+)"/.exec((await ines.get('/sign-in')).body)?.[1] ?? '';
  const file = await ines.get(stylesheet);
  assert.equal(file.status, 200);
  assert.equal(file.headers['cache-control'], 'public, max-age=86400');
  for (const url of [
    '/account/x.css',
    '/sign-in/x.js',
    '/account/',
    '/public/',
    '/public/x',
    '/public/..%2fpackage.json',
    '/setup/x',
  ]) {
    const answer = await ines.get(url);
    assert.equal(answer.status, 404, url);
    assert.equal(answer.headers['cache-control'], 'no-store', url);
  }
});

test('S120 S121 S122 S127 no route among the pages goes without the headers', async () => {
  await site.person('crawler@openfield.example', { isAdmin: true });
  const admin = visitor(site.app);
  await admin.submit(await admin.get('/sign-in'), '/sign-in', {
    email: 'crawler@openfield.example',
    password: PASSWORD,
  });
  for (const { method, url } of site.routes) {
    if (![method].flat().includes('GET') || url.startsWith('/public/')) continue;
    const { headers } = await admin.get(url.replace(/:\w+/g, 'x'));
    const policy = String(headers['content-security-policy']);
    for (const part of ["default-src 'none'", "base-uri 'none'", "object-src 'none'", "frame-ancestors 'none'"]) {
      assert.ok(policy.includes(part), url);
    }
    assert.doesNotMatch(policy, /unsafe|\*|data:/, url);
    assert.equal(headers['x-frame-options'], 'DENY', url);
    assert.equal(headers['x-content-type-options'], 'nosniff', url);
    assert.equal(headers['cache-control'], 'no-store', url);
    assert.equal(headers['access-control-allow-origin'], undefined, url);
  }
});
