import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { REDIRECT, type TestClient, testApp } from '../../support/app.ts';
import { authorizeUrl, codeOf, pkce } from '../../support/flow.ts';
import { form } from '../../support/raw.ts';

const HERE = 'https://app.example';
const ELSEWHERE = 'https://other.example';
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

let site: Awaited<ReturnType<typeof testApp>>;
let open: TestClient;
let other: TestClient;
before(async () => {
  site = await testApp();
  await site.scope('read');
  const owner = await site.person();
  open = await site.application(owner, {
    confidential: false,
    redirectUris: [
      REDIRECT,
      'http://127.0.0.1:5173/cb',
      'http://localhost:5173',
      'http://[::1]:5173/cb?x',
      'https://Spelt.Example:443/cb',
      'https://port.example:8443/cb',
      'com.example.app:/cb',
      'com.example.app://host:cb',
    ],
  });
  other = await site.application(owner, { redirectUris: [`${ELSEWHERE}/cb`] });
  const gone = await site.application(owner, { redirectUris: ['https://gone.example/cb'] });
  await site.deps.clients.disable(gone.id, 'administrator');
});
after(() => site.close());

const ALLOWED = [
  HERE,
  ELSEWHERE,
  'http://127.0.0.1:5173',
  'http://localhost:5173',
  'http://[::1]:5173',
  // The port is as free as it is for the redirect URI (S013).
  'http://127.0.0.1',
  'http://127.0.0.1:5174',
  'http://localhost:1',
  'http://[::1]',
  'https://spelt.example',
  'https://port.example:8443',
];
const REFUSED = [
  'null',
  '*',
  '',
  'https://evil.example',
  'http://app.example',
  'https://app.example:444',
  'https://app.example.evil.example',
  'https://app.exampl',
  'https://app.example/callback',
  'https://sub.app.example',
  'https://port.example',
  'https://gone.example',
  'http://127.0.0.1.evil.example',
  'http://127.0.0.1:5173.evil.example',
  'http://127.0.0.1:%',
  'http://127.0.0.1:x',
  'http://127.1:5173',
  'http://x@127.0.0.1:5173',
  'https://127.0.0.1:5173',
  'http://LOCALHOST:5173',
  'com.example.app:',
  'com.example.app://',
  `${HERE}, ${ELSEWHERE}`,
  `${HERE} ${ELSEWHERE}`,
  "https://x' OR '1'='1",
  'https://%',
  `https://${'x'.repeat(5000)}`,
];

async function preflight(url: string, origin: string, method = 'POST') {
  const headers = {
    origin,
    'access-control-request-method': method,
    'access-control-request-headers': 'authorization',
  };
  return site.app.inject({ method: 'OPTIONS', url, headers });
}

const readableBy = (origin: string) => [
  ['access-control-allow-origin', origin],
  ['access-control-expose-headers', 'DPoP-Nonce, WWW-Authenticate'],
];
const cors = (headers: object) => Object.entries(headers).filter(([name]) => name.startsWith('access-control'));

test('S128 the preflight of token and revocation is answered for the origins of active applications, and no other', async () => {
  for (const url of ['/oauth2/token', '/oauth2/revoke']) {
    for (const origin of ALLOWED) {
      const { statusCode, headers, body } = await preflight(url, origin);
      assert.deepEqual([statusCode, body], [204, ''], origin);
      assert.equal(headers['access-control-allow-origin'], origin);
      assert.equal(headers['access-control-allow-methods'], 'POST');
      assert.equal(headers['access-control-allow-headers'], 'Authorization, Content-Type, DPoP, X-Requested-With');
      assert.equal(headers['access-control-allow-credentials'], undefined);
      assert.equal(headers.vary, 'Origin');
    }
    for (const origin of REFUSED) {
      const { statusCode, headers } = await preflight(url, origin);
      assert.equal(statusCode, 204, origin);
      assert.deepEqual(cors(headers), [], origin);
      assert.equal(headers.vary, 'Origin', 'for caches, also when it is refused');
    }
  }
});

test('S128 an answer may be read by pages of its own application, and a refusal by pages of any', async () => {
  const { verifier, challenge } = pkce();
  const browser = await site.signedIn(await site.person());
  const url = authorizeUrl(open, { code_challenge: challenge, code_challenge_method: 'S256' });
  const good = { grant_type: 'authorization_code', redirect_uri: REDIRECT, code_verifier: verifier };
  for (const origin of [...ALLOWED, ...REFUSED]) {
    const code = origin === HERE ? await codeOf(browser, url) : 'lk_ac_none';
    const payload = new URLSearchParams({ client_id: open.id, ...good, code }).toString();
    const answer = await site.app.inject({
      method: 'POST',
      url: '/oauth2/token',
      payload,
      headers: { ...FORM, origin },
    });
    assert.equal(answer.statusCode, origin === HERE ? 200 : 400);
    const readable = ALLOWED.includes(origin);
    assert.deepEqual(cors(answer.headers), readable ? readableBy(origin) : [], origin);
    assert.equal(answer.headers.vary, 'Origin');
  }
  const payload = new URLSearchParams({ token: 'x', client_id: other.id, client_secret: other.secret }).toString();
  for (const [origin, own] of [
    [ELSEWHERE, true],
    [HERE, false],
  ] as const) {
    const answer = await site.app.inject({
      method: 'POST',
      url: '/oauth2/revoke',
      payload,
      headers: { ...FORM, origin },
    });
    assert.equal(answer.statusCode, 200);
    assert.equal(answer.headers['access-control-allow-origin'], own ? origin : undefined);
  }
});

test('S128 a program in a browser reads why it was refused, also where nobody knows whose it is', async () => {
  const requests: readonly (readonly [number, string, Record<string, string>])[] = [
    [401, form({ client_id: other.id, client_secret: 'wrong', grant_type: 'x' }), FORM],
    [401, form({ client_id: 'lk_ci_nobody', grant_type: 'x' }), FORM],
    [401, form({ grant_type: 'x' }), FORM],
    [400, '%', FORM],
    [415, '{}', { 'content-type': 'application/json' }],
  ];
  for (const [status, payload, headers] of requests) {
    for (const url of ['/oauth2/token', '/oauth2/revoke']) {
      for (const origin of [
        HERE,
        ELSEWHERE,
        'http://127.0.0.1:5174',
        'https://evil.example',
        'null',
        'https://gone.example',
      ]) {
        const answer = await site.app.inject({ method: 'POST', url, payload, headers: { ...headers, origin } });
        assert.equal(answer.statusCode, status, answer.body);
        const readable = ALLOWED.includes(origin);
        assert.deepEqual(cors(answer.headers), readable ? readableBy(origin) : [], origin);
        assert.equal(answer.headers.vary, 'Origin');
      }
    }
  }
});

test('S128 everybody may read the metadata and the OpenAPI document, a browser program with headers of its own too', async () => {
  for (const url of ['/.well-known/oauth-authorization-server', '/openapi.json']) {
    for (const origin of [HERE, 'https://evil.example', 'null']) {
      const answer = await site.app.inject({ url, headers: { origin } });
      assert.deepEqual(cors(answer.headers), [['access-control-allow-origin', '*']]);
      const asked = await preflight(url, origin, 'GET');
      assert.equal(asked.statusCode, 204);
      assert.equal(asked.headers['access-control-allow-origin'], '*');
      assert.equal(asked.headers['access-control-allow-headers'], '*');
      assert.equal(asked.headers['access-control-allow-methods'], 'GET');
      assert.equal(asked.headers['access-control-allow-credentials'], undefined);
    }
  }
});

test('S128 authorize, introspection, pages and everything else have no CORS at all', async () => {
  const person = await site.signedIn(await site.person());
  const paths = [
    '/oauth2/authorize',
    '/oauth2/introspect',
    '/consent',
    '/sign-in',
    '/account',
    '/oauth2/applications',
    '/oauth2/authorized_applications',
    '/docs/errors',
    '/public/latchkey.css',
    '/healthz',
    '/readyz',
    '/nowhere',
  ];
  for (const path of paths) {
    for (const origin of [HERE, 'null', 'http://localhost:3000']) {
      assert.deepEqual(cors((await preflight(path, origin)).headers), [], path);
      assert.deepEqual(cors((await person.get(path, { origin })).headers), [], path);
    }
  }
  const payload = new URLSearchParams({ token: 'x', client_id: other.id, client_secret: other.secret }).toString();
  const headers = { ...FORM, origin: ELSEWHERE };
  const answer = await site.app.inject({ method: 'POST', url: '/oauth2/introspect', payload, headers });
  assert.equal(answer.statusCode, 200);
  assert.deepEqual(cors(answer.headers), []);
});
