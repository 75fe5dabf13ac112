import assert from 'node:assert/strict';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import { plainTarget } from '../../src/web/requests/request-target.ts';
import { PASSWORD, testApp } from '../support/app.ts';
import { authorizeUrl } from '../support/flow.ts';
import { type Heard, request, say } from '../support/socket.ts';
import { visitor } from '../support/visitor.ts';

const FORM = 'Content-Type: application/x-www-form-urlencoded';
const KIB = 1024;

let site: Awaited<ReturnType<typeof testApp>>;
let port: number;
before(async () => {
  site = await testApp();
  port = await listen(site);
});
after(() => site.close());

async function listen({ app }: Pick<typeof site, 'app'>): Promise<number> {
  await app.listen({ port: 0, host: '127.0.0.1' });
  return (app.server.address() as AddressInfo).port;
}

function isPage(heard: Heard, status: number, what: string) {
  assert.equal(heard.status, status, `${what}: ${heard.head}`);
  assert.match(heard.head, /content-type: text\/html/i, what);
  assert.match(heard.body, /<code class="value">req_/, what);
}

function isJson(heard: Heard, status: number, what: string) {
  assert.equal(heard.status, status, `${what}: ${heard.head}`);
  assert.match(heard.head, /content-type: application\/json/i, what);
  assert.equal(JSON.parse(heard.body).error, 'invalid_request', what);
  assert.match(heard.head, /cache-control: no-store/i, what);
}

test('S132 an address of more than 32 KiB is 414, in the format of what was asked', async () => {
  const line = (path: string, length: number) => `${path}?state=${'s'.repeat(length - path.length - 7)}`;
  const long = 32 * KIB + 1;
  isPage(await say(port, request(`GET ${line('/oauth2/authorize', long)}`)), 414, 'authorize');
  isPage(await say(port, request(`GET ${line('/sign-in', long)}`)), 414, 'sign-in');
  isPage(await say(port, request(`GET ${line('/nowhere', long)}`)), 414, 'nowhere');
  isPage(await say(port, request(`GET /docs/errors/${'x'.repeat(long)}`)), 414, 'a path');
  for (const path of ['/oauth2/token', '/oauth2/revoke', '/oauth2/introspect']) {
    isJson(await say(port, request(`POST ${line(path, long)}`, [FORM], 'a=b')), 414, path);
  }
  isPage(await say(port, request(`GET ${line('/oauth2/authorize', long - 1)}`)), 400, 'one less is read');
  const less = await say(port, request(`GET /docs/errors/${'x'.repeat(30 * KIB)}`));
  isPage(less, 404, 'a part of the path may be long');
});

test('S132 headers of more than 48 KiB, a mebibyte of state among them, are 431 at once', async () => {
  const headers = (length: number) => [`X-Much: ${'x'.repeat(length)}`];
  isJson(await say(port, request('GET /sign-in', headers(49 * KIB))), 431, 'a header');
  isJson(await say(port, request('GET /sign-in', [`Cookie: ${'a=b; '.repeat(11 * KIB)}`])), 431, 'cookies');
  assert.equal((await say(port, request('GET /sign-in', headers(47 * KIB)))).status, 200);
  const mebibyte = await say(port, request(`GET /oauth2/authorize?state=${'s'.repeat(KIB * KIB)}`));
  isJson(mebibyte, 431, 'a mebibyte of state');
  assert.ok(mebibyte.milliseconds < 3000, `${mebibyte.milliseconds} ms`);
});

test('S132 a body of more than 64 KiB is 413, whether it says its length or not', async () => {
  const body = (length: number) => `a=${'b'.repeat(length - 2)}`;
  const chunked = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n0\r\n\r\n`;
  const long = 64 * KIB + 1;
  const ways: readonly (readonly [string, readonly string[], string])[] = [
    ['with its length', [FORM], body(long)],
    ['in chunks', [FORM, 'Transfer-Encoding: chunked'], chunked(body(long))],
    ['a length alone', [FORM, `Content-Length: ${10 * KIB * KIB}`], ''],
  ];
  for (const [way, headers, text] of ways) {
    for (const path of ['/sign-in', '/oauth2/authorize', '/consent?x=y', '/setup']) {
      isPage(await say(port, request(`POST ${path}`, headers, text)), 413, `${path} ${way}`);
    }
    for (const path of ['/oauth2/token', '/oauth2/revoke', '/oauth2/introspect']) {
      isJson(await say(port, request(`POST ${path}`, headers, text)), 413, `${path} ${way}`);
    }
  }
  assert.equal(
    (await say(port, request('POST /oauth2/token', [FORM], body(long - 1)))).status,
    401,
    'one less is read',
  );
});

test('S132 ten thousand parameters are 400', async () => {
  const many = Array.from({ length: 10_000 }, (_, i) => `${(i % 36).toString(36)}=`).join('&');
  isPage(await say(port, request(`GET /oauth2/authorize?${many}`)), 400, 'in the query');
  isPage(await say(port, request('POST /oauth2/authorize', [FORM], many)), 400, 'posted to authorize');
  isPage(await say(port, request('POST /sign-in', [FORM], many)), 400, 'posted to a page');
  isJson(await say(port, request('POST /oauth2/token', [FORM], many)), 400, 'posted to an endpoint');
});

test('S132 a deep JSON document is not even parsed', async () => {
  const deep = '['.repeat(30_000);
  for (const type of ['application/json', 'application/json; charset=utf-8', 'text/json', 'application/problem+json']) {
    const headers = [`Content-Type: ${type}`];
    isJson(await say(port, request('POST /oauth2/token', headers, deep)), 415, type);
    isPage(await say(port, request('POST /sign-in', headers, deep)), 415, type);
  }
});

test('S033 a form that says it is in UTF-16 is refused: its bytes would be another form', async () => {
  const type = (charset: string) => [`Content-Type: application/x-www-form-urlencoded${charset}`];
  for (const charset of ['utf-16', 'UTF-16LE', '"utf-16"', 'utf-32', 'utf-7', 'cp037', '', 'utf-8; charset=utf-16']) {
    const headers = type(`; charset=${charset}`);
    const heard = await say(port, request('POST /oauth2/token', headers, 'a=b'));
    isJson(heard, 415, charset);
    const { error_description: said } = JSON.parse(heard.body) as { error_description: string };
    assert.match(said, /UTF-8/, 'what is expected');
    assert.ok(
      said.includes(`Received: charset=${charset.startsWith('utf-8') ? 'utf-16' : charset.replaceAll('"', '?')}`),
      said,
    );
    isPage(await say(port, request('POST /sign-in', headers, 'a=b')), 415, charset);
  }
  for (const charset of ['', ';charset=UTF-8', '; charset="utf-8"', '; charset=ISO-8859-1', '; version=1']) {
    const heard = await say(port, request('POST /oauth2/token', type(charset), 'a=b'));
    assert.equal(heard.status, 401, `read, and refused for what it says: ${charset}`);
  }
});

test('S034 two Authorization headers are refused where clients authenticate and where requests are signed', async () => {
  const oauth1 = await testApp({ env: { OAUTH1: 'on' } });
  try {
    const there = await listen(oauth1);
    for (const path of ['/oauth2/token', '/oauth2/introspect', '/oauth/request_token', '/oauth1/exchange']) {
      for (const second of ['Basic eDp5', 'Bearer x', 'OAuth oauth_token="a"', '']) {
        const headers = [FORM, 'Authorization: Basic eDp5', `authorization: ${second}`];
        const heard = await say(there, request(`POST ${path}`, headers, 'a=b'));
        isJson(heard, 400, path);
        assert.match(heard.body, /authorization-repeated/);
      }
    }
  } finally {
    await oauth1.close();
  }
});

test('S132 who sends slowly is cut off', async () => {
  const server: Server & { connectionsCheckingInterval?: number } = site.app.server;
  assert.deepEqual([server.headersTimeout, server.requestTimeout], [10_000, 15_000]);
  assert.equal(server.connectionsCheckingInterval, 2000);
  const slow = await testApp();
  try {
    // The same, in a hurry.
    const hurried: typeof server = slow.app.server;
    Object.assign(hurried, { headersTimeout: 300, requestTimeout: 500, connectionsCheckingInterval: 50 });
    const there = await listen(slow);
    const body = `grant_type=client_credentials&x=${'y'.repeat(5000)}`;
    const [head, formOfPage, formOfEndpoint] = await Promise.all([
      say(there, request('GET /sign-in', [`X-Much: ${'x'.repeat(5000)}`]), { drip: 5 }),
      say(there, request('POST /sign-in', [FORM], body), { drip: 5 }),
      halfOf(there, request('POST /oauth2/token', [FORM, `Content-Length: ${body.length}`], body.slice(0, 100))),
    ]);
    for (const heard of [head, formOfPage, formOfEndpoint]) {
      isJson(heard, 408, heard.body);
      assert.ok(heard.milliseconds < 4000, `${heard.milliseconds} ms`);
    }
    assert.equal((await say(there, request('GET /healthz'))).status, 200, 'and everybody else is served');
  } finally {
    await slow.close();
  }
});

/** Sends what it has and waits for the answer to it. */
function halfOf(there: number, text: string): Promise<Heard> {
  return say(there, text);
}

test('what is no HTTP request is 400 and closed, and never 5xx', async () => {
  const nonsense = [
    'hello\r\n\r\n',
    'GET / HTTP/9.9\r\n\r\n',
    'GET /\0 HTTP/1.1\r\nHost: a\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\nX: a\0b\r\n\r\n',
    'GET / HTTP/1.1\r\nHost: a\r\n : b\r\n\r\n',
    'POST /oauth2/token HTTP/1.1\r\nHost: a\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab',
    'POST /oauth2/token HTTP/1.1\r\nHost: a\r\nContent-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
    'POST /oauth2/token HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n',
    '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
  ];
  for (const bytes of nonsense) {
    const heard = await say(port, Buffer.from(bytes, 'latin1'));
    assert.equal(heard.status, 400, JSON.stringify(bytes));
    assert.doesNotMatch(heard.body, /stack|node_modules|HPE_/);
  }
  const badChunk =
    'POST /oauth2/token HTTP/1.1\r\nHost: a\r\nContent-Type: application/x-www-form-urlencoded\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n';
  assert.equal((await say(port, badChunk)).status, 400);
  assert.equal((await say(port, 'GET /healthz HTTP/1.1\r\n\r\n')).status, 400, 'a request without Host');
  assert.equal((await say(port, request('PROPFIND /oauth2/authorize'))).status, 404, 'a method that nobody knows');
  for (const target of ['/%zz', '/oauth2/%ff', '/docs/errors/%']) {
    const { status, body } = await say(port, request(`GET ${target}`));
    assert.equal(status, 400, target);
    assert.ok(!body.includes('%'), 'the path is not repeated');
  }
});

test('S030 S131 a state whose bytes were not escaped is refused whole, not changed', async () => {
  const client = await site.application(await site.person());
  for (const state of ['\xc3\xa9', '\xe9', 'a\x80b']) {
    const url = `${authorizeUrl(client, { state: undefined })}&state=${state}`;
    const heard = await say(port, Buffer.from(request(`GET ${url}`), 'latin1'));
    assert.equal(heard.status, 400, JSON.stringify(state));
    assert.doesNotMatch(heard.head, /location/i);
  }
});

const POISON = ['evil.example', 'evil.example:3000', 'localhost:3000@evil.example', 'evil.example, localhost:3000'];
const SPOOFED = [
  'X-Forwarded-Host: evil.example',
  'X-Forwarded-Proto: http',
  'X-Forwarded-Port: 1',
  'X-Forwarded-Prefix: /evil.example',
  'Forwarded: for=6.6.6.6;host=evil.example;proto=http',
  'X-Real-IP: 6.6.6.6',
  'X-Original-URL: /evil.example',
  'X-Rewrite-URL: /evil.example',
  'X-HTTP-Method-Override: DELETE',
];

test('S032 S133 S134 no address derives from Host, however it is spelt', async () => {
  const owner = await site.person();
  const client = await site.application(owner);
  await site.scope('read');
  const browser = await site.signedIn(owner);
  const cookie = `Cookie: ${[...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ')}`;
  const targets: readonly (readonly [string, readonly string[], string?])[] = [
    ['GET /.well-known/oauth-authorization-server', []],
    ['GET /', []],
    ['GET /sign-in?return_to=%2Faccount', []],
    ['GET /account', []],
    ['GET /account', [cookie]],
    ['GET /oauth2/applications', [cookie]],
    [`GET /oauth2/applications/${client.id}`, [cookie]],
    [`GET /oauth2/applications/${client.id}/example`, [cookie]],
    [`GET ${authorizeUrl(client)}`, []],
    [`GET ${authorizeUrl(client)}`, [cookie]],
    [`GET ${authorizeUrl(client, { scope: 'x' })}`, [cookie]],
    [`GET ${authorizeUrl(client).replace('/oauth2/authorize', '/consent')}`, [cookie]],
    ['POST /oauth2/authorize', [FORM], authorizeUrl(client).split('?')[1] ?? ''],
    ['POST /oauth2/token', [FORM, `Authorization: ${client.basic}`], 'grant_type=client_credentials&scope=read'],
    ['POST /oauth2/token', [FORM], 'grant_type=x'],
    ['GET /nowhere', []],
    ['GET /docs/errors/scope-malformed', []],
  ];
  const plain = (heard: Heard) =>
    `${heard.head}\n${heard.body}`
      .replace(/lk_a[ct]_\w+|req_\w+|<time.*?<\/time>|^date:.*$/gim, '')
      .replace(
        /name="(?:_csrf|_once|shown)" value="[^"]*"|data-options="[^"]*"|set-cookie:.*|"created_at":\d+|content-length: \d+/gi,
        '',
      );
  for (const [line, headers, body] of targets) {
    const honest = plain(await say(port, request(line, headers, body)));
    assert.doesNotMatch(honest, /^HTTP\/1\.1 5/);
    const [method = '', target = ''] = line.split(' ');
    const absolute = `${method} http://evil.example${target}`;
    const lies = [
      ...POISON.map((host) => request(line, [`Host: ${host}`, ...headers], body)),
      request(line, ['Host: localhost:3000', 'Host: evil.example', ...headers], body),
      request(line, ['Host: evil.example', 'Host: localhost:3000', ...headers], body),
      request(absolute, ['Host: evil.example', ...headers], body),
      request(absolute.replace('http://evil.example', 'HTTPS://user@evil.example:1'), headers, body),
      request(line, [...headers, ...SPOOFED], body),
    ];
    for (const lie of lies) {
      const heard = plain(await say(port, lie));
      assert.ok(!/evil/.test(heard), `${line}: ${heard}`);
      assert.equal(heard, honest, lie.slice(0, 200));
    }
  }
});

test('S133 forwarding headers of somebody who is not a proxy change neither limits nor what is recorded', async () => {
  const user = await site.person('direct@openfield.example');
  const liar = visitor(site.app, {
    headers: { 'x-forwarded-for': '6.6.6.6', forwarded: 'for=6.6.6.6', 'x-real-ip': '6.6.6.6' },
  });
  await liar.submit(await liar.get('/sign-in'), '/sign-in', { email: user.email, password: PASSWORD });
  const address =
    'SELECT DISTINCT address FROM sessions WHERE user_id = $1 UNION SELECT address FROM audit_events WHERE user_id = $1 AND address IS NOT NULL';
  assert.deepEqual((await site.database.pool.query(address, [user.id])).rows, [{ address: '127.0.0.1' }]);
  const statuses = [];
  for (let i = 0; i < 62; i += 1) {
    const { statusCode } = await site.app.inject({
      method: 'POST',
      url: ['/oauth2/token', '/oauth2/revoke', '/oauth2/introspect'][i % 3] ?? '',
      payload: 'client_id=nobody&client_secret=x',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': `6.6.${i}.6` },
      remoteAddress: '198.51.100.7',
    });
    statuses.push(statusCode);
  }
  assert.deepEqual([...new Set(statuses)], [401, 429], 'nor does another endpoint');
});

test('S133 a trusted proxy says where a request comes from; what is no address is not believed', async () => {
  const behind = await testApp({
    on: { url: site.url, drop: async () => {} },
    env: { TRUST_PROXY: '127.0.0.1,10.0.0.0/8' },
  });
  try {
    const told: readonly (readonly [string, string])[] = [
      ['203.0.113.9', '203.0.113.9'],
      ['6.6.6.6, 203.0.113.9', '203.0.113.9'],
      ['6.6.6.6, 203.0.113.9, 10.1.2.3', '203.0.113.9'],
      ['2001:db8::1', '2001:db8::1'],
      ['garbage', '127.0.0.1'],
      ['203.0.113.9:4711', '203.0.113.9'], // as Azure and IIS write it
      ['[2001:db8::1]:443', '2001:db8::1'],
      ['[2001:db8::1]', '2001:db8::1'],
      ['6.6.6.6, 203.0.113.9:4711, 10.1.2.3:80', '203.0.113.9'],
      ['6.6.6.6, 203.0.113.9, ::ffff:10.1.2.3', '203.0.113.9'],
      ['203.0.113.9:4711:1', '127.0.0.1'],
      ['[203.0.113.9', '127.0.0.1'],
      ['<script>alert(1)</script>', '127.0.0.1'],
      ['6.6.6.6, unknown', '127.0.0.1'],
      [`${'9'.repeat(4000)}`, '127.0.0.1'],
      ['', '127.0.0.1'],
      [', ,', '127.0.0.1'],
    ];
    for (const [forwarded, address] of told) {
      const user = await behind.person();
      const person = visitor(behind.app, {
        headers: { 'x-forwarded-for': forwarded, 'x-forwarded-host': 'evil.example' },
      });
      const answer = await person.submit(await person.get('/sign-in'), '/sign-in', {
        email: user.email,
        password: PASSWORD,
      });
      assert.equal(answer.status, 303, forwarded);
      const { rows } = await behind.database.pool.query('SELECT address FROM sessions WHERE user_id = $1', [user.id]);
      assert.deepEqual(rows, [{ address }], forwarded);
      assert.doesNotMatch((await person.get('/account')).body, /evil/);
    }
  } finally {
    await behind.close();
  }
});

test('S131 another spelling of a path is another path, or held to the same rules', async () => {
  const spelt = (path: string) => [
    `/${path}`,
    path.replace(/(?<=.)\//, '//'),
    path.replace(/[a-z]/g, (letter) => letter.toUpperCase()),
    `${path}/`,
    `${path}/.`,
    `${path};x=y`,
    `${path}%20`,
    `${path}%00`,
    `${path}%2f`,
    path.replace(/\/([^/]+)$/, '/./$1'),
    path.replace(/\/([^/]+)$/, '/x/../$1'),
    path.replace(/\/([^/]+)$/, '%2f$1'),
  ];
  const user = await site.person();
  const browser = await site.signedIn(user);
  for (const path of ['/oauth2/token', '/sign-in', '/public/latchkey.css', '/.well-known/oauth-authorization-server']) {
    for (let at = 1; at < path.length; at += 1) {
      if (path[at] === '/') continue;
      const hex = path.charCodeAt(at).toString(16);
      for (const sign of new Set([`%${hex}`, `%${hex.toUpperCase()}`])) {
        const other = path.slice(0, at) + sign + path.slice(at + 1);
        for (const method of ['GET', 'POST'] as const) {
          assert.equal(
            (await site.app.inject({ method, url: `${other}?x=%41` })).statusCode,
            404,
            `${method} ${other}`,
          );
        }
      }
    }
  }
  // A name in a path is encoded as programs do it.
  for (const path of ['/admin/scope/read%3Aall%2Fx%25y%20z', '/device?user_code=%41'])
    assert.equal(plainTarget(path), path);
  for (const path of spelt('/oauth2/token')) {
    const { status, head } = await say(
      port,
      request(`POST ${path}`, [FORM, 'Cookie: latchkey-session=x'], 'grant_type=client_credentials'),
    );
    assert.ok([401, 404, 400].includes(status), `${path}: ${head}`);
    assert.doesNotMatch(head, /set-cookie/i);
  }
  for (const path of spelt('/account/sessions/end-others')) {
    const { status } = await browser.post(path, {});
    assert.ok([403, 404, 400].includes(status), `${path}: ${status}`);
  }
  for (const path of [...spelt('/account'), ...spelt('/oauth2/applications'), ...spelt('/admin')]) {
    const { status, location } = await visitor(site.app).get(path);
    assert.ok([404, 400].includes(status) || location.startsWith('/sign-in'), `${path}: ${status}`);
  }
  for (const path of spelt('/admin')) {
    assert.ok([403, 404, 400].includes((await browser.get(path)).status), path);
  }
  for (const path of spelt('/oauth2/authorize')) {
    const { status, location } = await browser.get(path);
    assert.ok([400, 404].includes(status) && location === '', `${path}: ${status}`);
  }
});
