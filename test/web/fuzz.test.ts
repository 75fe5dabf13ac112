import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { REDIRECT, type TestClient, testApp } from '../support/app.ts';
import { crawl, everyForm } from '../support/crawl.ts';
import { askForCodes, typeCode } from '../support/device.ts';
import { authorizeUrl, codeOf, pkce } from '../support/flow.ts';
import { consumerOf, signature } from '../support/oauth1.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const logLines: string[] = [];

let site: Awaited<ReturnType<typeof testApp>>;
let client: TestClient;
let browser: Visitor;
before(async () => {
  site = await testApp({ logLines, env: { OAUTH1: 'on', LEGACY_GRANTS: 'password,implicit' } });
  await site.scope('read');
  const person = await site.person(undefined, { isAdmin: true });
  client = await site.application(person, {
    grants: ['authorization_code', 'refresh_token', 'client_credentials', 'password', 'implicit', DEVICE_CODE],
  });
  browser = await site.signedIn(person);
  await codeOf(browser, authorizeUrl(client));
});
after(() => site.close());

/** As they go over the wire: what no text is, what ends a line, what is too much, and what others took for a command. */
const VALUES = [
  '',
  '%00',
  '%FF',
  '%ED%A0%80',
  '%',
  '\u00e9\u20ac',
  '%0D%0AX-Injected:%201%0D%0A%0D%0A',
  '%E2%80%A8%E2%80%AE%EF%BB%BF',
  'x'.repeat(2100),
  'x'.repeat(20_000),
  '9'.repeat(400),
  '-1',
  '99999999999999999999',
  '9007199254740993',
  '00000000-0000-0000-0000-00000000000g',
  '__proto__',
  'lk_at_%00',
  "'%20OR%201%3D1--",
  '%3Cscript%3Ealert(1)%3C%2Fscript%3E',
  'javascript%3Aalert(1)',
];

/** What is done to a name: with a value that would be right beside it. */
const NAMES = (name: string) => [
  `${name}[]`,
  `${name}[not]`,
  `${name}.x`,
  `__proto__[${name}]`,
  'constructor[prototype]',
  `%00${name}`,
];

type Answer = { readonly status: number; readonly headers: object; readonly body: string };
type Send = (encoded: string) => Promise<Answer>;

/** Every value in every field, and every name beside the right ones; how many were sent. */
async function fuzz(what: string, fields: Readonly<Record<string, string>>, send: Send): Promise<number> {
  const others = (left: string) =>
    Object.entries(fields)
      .filter(([name]) => name !== left)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`);
  let sent = 0;
  const check = async (encoded: string) => {
    sent += 1;
    const { status, headers, body } = await send(encoded);
    assert.ok(status >= 200 && status < 500, `${what}: ${status} for ${encoded.slice(0, 300)}: ${body.slice(0, 300)}`);
    assert.ok(!Object.keys(headers).includes('x-injected'), `${what}: ${encoded.slice(0, 300)}`);
    for (const value of Object.values(headers).flat()) assert.match(String(value), /^[\x20-\x7e]*$/);
    const html = String((headers as Record<string, unknown>)['content-type']).startsWith('text/html');
    assert.ok(!html || !body.includes('<script>alert'), `${what}: ${encoded}`);
    assert.doesNotMatch(body, /Prisma|PostgreSQL|syntax error at| at .*\.[jt]s:\d/);
  };
  for (const name of Object.keys(fields)) {
    for (const value of VALUES) await check([...others(name), `${name}=${value}`].join('&'));
    if (name === Object.keys(fields)[0])
      for (const other of NAMES(name)) await check([...others(''), `${other}=x`].join('&'));
    await check(others(name).join('&'));
    await check([...others(''), `${name}=x`].join('&'));
  }
  return sent;
}

let requests = 0;

/** From an address of its own each, so that no limit answers first. */
const endpoint =
  (url: string, headers: Readonly<Record<string, string>> = {}): Send =>
  async (payload) => {
    requests += 1;
    const remoteAddress = `10.${(requests >> 16) & 255}.${(requests >> 8) & 255}.${requests & 255}`;
    const answer = await site.app.inject({
      method: 'POST',
      url,
      payload,
      headers: { ...FORM, ...headers },
      remoteAddress,
    });
    return { status: answer.statusCode, headers: answer.headers, body: answer.body };
  };

const CREDENTIALS = () => ({ client_id: client.id, client_secret: client.secret });

test('S130 S131 nothing that an endpoint is sent is an error of ours', async () => {
  const code = { grant_type: 'authorization_code', code: `lk_ac_${'x'.repeat(49)}`, redirect_uri: REDIRECT };
  const all = { ...CREDENTIALS(), ...code, code_verifier: pkce().verifier };
  const refresh = { grant_type: 'refresh_token', refresh_token: `lk_rt_${'x'.repeat(49)}`, scope: 'read' };
  const token = { token: `lk_at_${'x'.repeat(49)}`, token_type_hint: 'access_token' };
  const sent = [
    await fuzz('code', all, endpoint('/oauth2/token')),
    await fuzz('refresh', refresh, endpoint('/oauth2/token', { authorization: client.basic })),
    await fuzz(
      'client',
      { grant_type: 'client_credentials', scope: 'read' },
      endpoint('/oauth2/token', { authorization: client.basic }),
    ),
    await fuzz(
      'device',
      { ...CREDENTIALS(), grant_type: DEVICE_CODE, device_code: `lk_dc_${'x'.repeat(49)}`, scope: 'read' },
      endpoint('/oauth2/token'),
    ),
    await fuzz(
      'password',
      {
        ...CREDENTIALS(),
        grant_type: 'password',
        username: 'ada@example.org',
        password: 'not this one',
        scope: 'read',
      },
      endpoint('/oauth2/token'),
    ),
    await fuzz('device asks', { ...CREDENTIALS(), scope: 'read' }, endpoint('/oauth2/device_authorization')),
    await fuzz('revoke', { ...CREDENTIALS(), ...token }, endpoint('/oauth2/revoke')),
    await fuzz('introspect', { ...CREDENTIALS(), ...token }, endpoint('/oauth2/introspect')),
  ];
  assert.ok(sent.reduce((a, b) => a + b) > 300);
});

test('S130 S131 nothing that an endpoint of OAuth 1.0a is sent is an error of ours', async () => {
  const by = await consumerOf(site, await site.person());
  const url = 'https://api.example/x';
  const header = signature({ by, url, data: { oauth_callback: 'oob', oauth_verifier: 'v', oauth_token: 't' } });
  const signed = Object.fromEntries(
    [...header.matchAll(/(\w+)="([^"]*)"/g)].map(([, name = '', value = '']) => [name, decodeURIComponent(value)]),
  );
  const api = await site.application(await site.person(), { resourceServer: true });
  const given = { method: 'GET', url, authorization: header, parameters: 'a=b' };
  const sent = [
    await fuzz('request token', signed, endpoint('/oauth/request_token')),
    await fuzz('access token', signed, endpoint('/oauth/access_token')),
    await fuzz('exchange', { ...CREDENTIALS(), ...signed }, endpoint('/oauth1/exchange')),
    await fuzz('check', given, endpoint('/oauth1/check', { authorization: api.basic })),
  ];
  assert.ok(sent.reduce((a, b) => a + b) > 300);
  const headers = [
    'OAuth',
    'OAuth ',
    'OAuth x',
    `OAuth ${'a="b",'.repeat(5000)}`,
    'OAuth oauth_token="%ff"',
    'OAuth a="\u00ff"',
  ];
  for (const authorization of headers) {
    for (const path of ['/oauth/request_token', '/oauth/access_token', '/oauth1/exchange']) {
      const { status } = await endpoint(path, { authorization })('');
      assert.ok(status >= 400 && status < 500, `${path} ${authorization.slice(0, 50)}: ${status}`);
    }
  }
});

test('S131 nothing in a header of an endpoint’s request is an error of ours', async () => {
  const values = [
    '',
    'Basic',
    'Basic ',
    'Basic !',
    'Basic AAAA',
    'Basic OgA=',
    'Bearer x',
    'basic  x',
    `Basic ${'A'.repeat(40_000)}`,
  ];
  for (const bytes of [[0xff, 0x3a, 0xff], [0x00, 0x3a, 0x00], [0x3a], [0x25, 0x3a, 0x25], [0xed, 0xa0, 0x80, 0x3a]]) {
    values.push(`Basic ${Buffer.from(bytes).toString('base64')}`);
  }
  for (const authorization of values) {
    for (const url of ['/oauth2/token', '/oauth2/revoke', '/oauth2/introspect']) {
      const { status } = await endpoint(url, { authorization })('grant_type=client_credentials&token=x');
      assert.ok([400, 401].includes(status), `${authorization.slice(0, 50)}: ${status}`);
    }
  }
  const types = [
    '',
    'x',
    'application/x-www-form-urlencoded\t',
    'application/x-www-form-urlencoded; charset=utf-16',
    'application/x-www-form-urlencodedx',
    'a/b; c="',
    'multipart/form-data',
    'APPLICATION/X-WWW-FORM-URLENCODED',
  ];
  for (const type of types) {
    for (const url of ['/oauth2/token', '/sign-in', '/oauth2/authorize']) {
      const { status } = await endpoint(url, { 'content-type': type })('grant_type=client_credentials');
      assert.ok(status >= 400 && status < 500, `${url} ${type}: ${status}`);
    }
  }
});

test('S130 S131 nothing in an authorization request is an error of ours, or ends in a header', async () => {
  const { verifier: _, ...challenge } = pkce();
  const fields = {
    ...Object.fromEntries(new URLSearchParams(authorizeUrl(client).split('?')[1])),
    response_mode: 'query',
    code_challenge: challenge.challenge,
    code_challenge_method: 'S256',
    request: 'x',
    request_uri: 'x',
    nonce: 'n',
    prompt: 'login',
    max_age: '3600',
    interaction_proof: 'signed-in.x.1.y',
  };
  const { request: _1, request_uri: _2, ...usual } = fields;
  const get =
    (path: string): Send =>
    (encoded) =>
      browser.get(`${path}?${encoded}`);
  await fuzz('authorize', fields, get('/oauth2/authorize'));
  await fuzz('consent', usual, get('/consent'));
  await fuzz('token', { ...usual, response_type: 'token', response_mode: 'fragment' }, get('/oauth2/authorize'));
  await fuzz('picture', { user_code: 'WDJB-MJHT' }, get('/device/code.svg'));
  await fuzz('posted', usual, endpoint('/oauth2/authorize'));
});

test('S130 S131 nothing in a form or address of a page is an error of ours', async () => {
  const S256 = { code_challenge: pkce().challenge, code_challenge_method: 'S256' };
  const open = await site.application(await site.person(), { confidential: false });
  const waiting = await askForCodes(site, await site.application(await site.person(), { grants: [DEVICE_CODE] }));
  const { typed } = await typeCode(browser, waiting.user);
  const device = ['/device', typed.location];
  const pages = await crawl(browser, ['/', authorizeUrl(open, S256), '/admin', '/sign-in/again', ...device]);
  const nobody = visitor(site.app);
  const strange = await crawl(nobody, ['/sign-in?return_to=%2Faccount', '/setup?token=x', '/new-password?token=x']);
  const forms = new Map<string, readonly [Visitor, Readonly<Record<string, string>>]>();
  for (const [visitorOf, found] of [
    [browser, pages],
    [nobody, strange],
  ] as const) {
    for (const { page } of found) {
      for (const { action, fields } of everyForm(page.body)) {
        // Who signs out, or is disabled, would see no other form.
        if (/^\/sign-out|\/people\//.test(action)) continue;
        forms.set(action.split('?')[0] ?? '', [visitorOf, Object.fromEntries(fields)]);
      }
    }
  }
  assert.ok(forms.size > 12, [...forms.keys()].join(' '));
  // Forms that take something away come last.
  const last = [...forms].sort(([a], [b]) => Number(/delete|disable/.test(a)) - Number(/delete|disable/.test(b)));
  for (const [action, [visitorOf, fields]] of last) {
    const { _csrf = '', ...typed } = fields;
    const post = (payload: string) =>
      visitorOf.send({ method: 'POST', url: action, payload, headers: { ...FORM, 'sec-fetch-site': 'same-origin' } });
    await fuzz(action, typed, (payload) => post(`${payload}&_csrf=${encodeURIComponent(_csrf)}`));
  }
  assert.equal((await browser.get('/account')).status, 200, 'the forms were seen by a person who is signed in');
  const addresses = [
    '/sign-in?return_to=',
    '/sign-in?notice=',
    '/sign-in/again?return_to=',
    '/sign-out?return_to=',
    '/setup?token=',
    '/new-password?token=',
    '/account?done=',
    '/oauth2/applications?page=',
    '/oauth2/authorized_applications?done=',
    '/admin/applications?page=',
    '/admin/people?page=',
    '/admin/people?q=',
    '/oauth2/applications/',
    `/oauth2/applications/${client.id}`,
    `/oauth2/applications/${client.id}?done=`,
    `/oauth2/applications/${client.id}/refusals?page=`,
    '/admin/applications/',
    '/admin/people/',
    '/docs/errors/',
    '/public/',
    '/',
  ];
  for (const address of addresses) {
    for (const value of VALUES) {
      const url = address + value.replaceAll(/[^\x21-\x7e]/g, encodeURIComponent);
      const { status } = await browser.get(url);
      assert.ok(status < 500, `${status} for ${url.slice(0, 200)}`);
    }
  }
});

test('S131 nothing in a cookie is an error of ours', async () => {
  const values = ['', 'x', '%', '%00', '%FF', '"', 'x'.repeat(40_000), '__proto__', '{}', 'é', '=', ';', '\t'];
  for (const name of ['latchkey-session', 'latchkey-csrf', 'latchkey-browser', '__proto__', 'constructor']) {
    for (const value of values) {
      const cookie = `${name}=${value}`;
      for (const url of ['/sign-in', '/account', authorizeUrl(client)]) {
        const { statusCode } = await site.app.inject({ url, headers: { cookie } });
        assert.ok(statusCode < 500, `${statusCode} for ${url} with ${cookie.slice(0, 100)}`);
      }
      const { statusCode } = await site.app.inject({
        method: 'POST',
        url: '/sign-in',
        payload: `email=x&password=y&_csrf=${encodeURIComponent(value)}`,
        headers: { ...FORM, cookie, 'sec-fetch-site': 'same-origin' },
      });
      assert.ok(statusCode < 500, `${statusCode} for a form with ${cookie.slice(0, 100)}`);
    }
  }
});

test('S131 whatever was sent, the log has one line for each thing that happened', async () => {
  await site.deps.refusals.flush();
  assert.ok(logLines.length > 100);
  for (const line of logLines) {
    assert.equal(line.indexOf('\n'), line.length - 1);
    assert.doesNotMatch(line.slice(0, -1), /[\p{Cc}\p{Zl}\p{Zp}]/u);
    const { level, event } = JSON.parse(line);
    assert.ok(level < 50, line.slice(0, 500));
    assert.notEqual(event, 'request.failed');
  }
});
