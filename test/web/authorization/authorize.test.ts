import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { decodeJwt } from 'jose';
import { REDIRECT, type TestClient, testApp } from '../../support/app.ts';
import { authorize, authorizeUrl, pkce, redeem } from '../../support/flow.ts';
import { type Visitor, visitor } from '../../support/visitor.ts';

const ISSUER = 'http://localhost:3000';

let site: Awaited<ReturnType<typeof testApp>>;
let confidential: TestClient;
let open: TestClient;
let strict: TestClient;
let person: Visitor;
before(async () => {
  site = await testApp();
  for (const name of ['read', 'write', 'other']) await site.scope(name);
  const owner = await site.person();
  confidential = await site.application(owner, { redirectUris: [REDIRECT, 'https://app.example/other'] });
  open = await site.application(owner, { confidential: false });
  strict = await site.application(owner, { requirePkce: true });
  person = await site.signedIn(await site.person());
});
after(() => site.close());

/** What an answer took home. */
function home(answer: { readonly status: number; readonly location: string; readonly body: string }) {
  assert.equal(answer.status, 303, answer.body.slice(0, 300));
  assert.ok(answer.location.startsWith(`${REDIRECT}?`), answer.location);
  return new URL(answer.location).searchParams;
}

function isPage(answer: Awaited<ReturnType<Visitor['get']>>, rule: string, what: string) {
  assert.equal(answer.status, 400, what);
  assert.equal(answer.headers.location, undefined, what);
  assert.match(String(answer.headers['content-type']), /^text\/html/, what);
  assert.ok(answer.body.includes(`/docs/errors/${rule}`), `${what}: ${rule}`);
}

const S256 = { code_challenge: pkce().challenge, code_challenge_method: 'S256' };
const appended = (url: string, more: string) => `${url}&${more}`;

test('S001 a form from anywhere gets what the same request gets as GET, and unknown parameters are ignored', async () => {
  const requests = [
    authorizeUrl(confidential),
    authorizeUrl(confidential, { foo: 'bar', nonce: 'n' }),
    authorizeUrl(confidential, { response_type: 'token' }),
    authorizeUrl(confidential, { scope: 'none' }),
    authorizeUrl(confidential, { client_id: 'nobody' }),
    authorizeUrl(confidential, { redirect_uri: 'https://evil.example/' }),
    appended(authorizeUrl(confidential), 'state=again'),
    appended(authorizeUrl(confidential), 'client_id=again'),
  ];
  const plain = ({ status, location, body }: Awaited<ReturnType<Visitor['get']>>) => ({
    status,
    location,
    rule: /\/docs\/errors\/([a-z-]+)/.exec(body)?.[1],
  });
  for (const url of requests) {
    const asGet = await person.get(url);
    for (const path of ['/oauth2/authorize', '/oauth2/authorize/']) {
      const payload = url.slice(url.indexOf('?') + 1);
      const headers = { 'content-type': 'application/x-www-form-urlencoded', 'sec-fetch-site': 'cross-site' };
      const posted = await visitor(site.app).send({ method: 'POST', url: path, payload, headers });
      const reached = posted.status === 303 ? await person.get(posted.location) : posted;
      assert.deepEqual(plain(reached), plain(asGet), url);
      if (posted.status === 303) assert.match(posted.location, /^\/oauth2\/authorize\?/);
    }
    const slash = await person.get(url.replace('authorize?', 'authorize/?'));
    assert.deepEqual(plain(slash), plain(asGet), url);
  }
  const unknown = await person.get(authorizeUrl(confidential, { foo: 'bar' }));
  assert.match(unknown.location, /^\/consent\?/);
});

test('S132 a posted request that would not fit into an address is refused, not sent on', async () => {
  const query = authorizeUrl(confidential).split('?')[1] ?? '';
  const answer = await visitor(site.app).post('/oauth2/authorize', {
    ...Object.fromEntries(new URLSearchParams(query)),
    more: 'x'.repeat(40_000),
  });
  assert.deepEqual([answer.status, answer.location], [414, '']);
});

test('S001 a parameter may stand in the query or in the body of a posted request, not in both', async () => {
  const [path = '', query = ''] = authorizeUrl(confidential).split('?');
  const split = await person.post(`${path}?state=x`, Object.fromEntries(new URLSearchParams(query)));
  assert.equal(home(await person.get(split.location)).get('error'), 'invalid_request');
  const { state: _, ...rest } = Object.fromEntries(new URLSearchParams(query));
  const shared = await person.post(`${path}?state=x`, rest, { 'sec-fetch-site': 'cross-site' });
  assert.match((await person.get(shared.location)).location, /^\/consent\?.*state=x/);
});

test('S001 any other method is 405 with Allow, and no answer is for scripts of another site', async () => {
  for (const path of ['/oauth2/authorize', '/oauth2/authorize/']) {
    for (const method of ['HEAD', 'PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'] as const) {
      const url = authorizeUrl(confidential).replace('/oauth2/authorize', path);
      const answer = await person.send({ method, url, headers: { origin: 'https://app.example' } });
      assert.equal(answer.status, 405, method);
      assert.equal(answer.headers['allow'], 'GET, POST');
      noCors(answer);
    }
  }
  for (const url of [authorizeUrl(confidential), authorizeUrl(confidential, { scope: 'x' }), '/oauth2/authorize']) {
    noCors(await person.get(url, { origin: 'https://app.example' }));
    noCors(await person.send({ method: 'POST', url, headers: { origin: 'https://app.example' } }));
  }
});

function noCors({ headers }: { readonly headers: object }) {
  assert.deepEqual(
    Object.keys(headers).filter((name) => name.startsWith('access-control')),
    [],
  );
}

test('S001 a body that is no form is refused, whatever else it is', async () => {
  const payload = JSON.stringify(Object.fromEntries(new URLSearchParams(authorizeUrl(confidential).split('?')[1])));
  for (const type of ['application/json', 'text/plain', 'multipart/form-data; boundary=x']) {
    const headers = { 'content-type': type };
    const answer = await person.send({ method: 'POST', url: '/oauth2/authorize', payload, headers });
    assert.equal(answer.status, 415, type);
  }
});

test('S002 while client_id or redirect_uri is bad the answer is a page, whatever else is wrong', async () => {
  const bad: readonly (readonly [string, Readonly<Record<string, string | undefined>>, string])[] = [
    ['client-id-missing', { client_id: undefined }, ''],
    ['client-id-missing', { client_id: '' }, ''],
    ['client-unknown', { client_id: 'nobody' }, ''],
    ['client-unknown', { client_id: `${confidential.id}x` }, ''],
    ['parameter-repeated', {}, `client_id=${confidential.id}`],
    ['parameter-malformed', {}, `client_id[]=${confidential.id}`],
    ['parameter-too-long', { client_id: 'x'.repeat(3000) }, ''],
    ['redirect-uri-mismatch', { redirect_uri: 'https://evil.example/' }, ''],
    ['redirect-uri-missing', { redirect_uri: undefined }, ''],
    ['redirect-uri-missing', { redirect_uri: '' }, ''],
    ['parameter-repeated', {}, `redirect_uri=${encodeURIComponent(REDIRECT)}`],
    ['parameter-repeated', {}, 'redirect_uri=https%3A%2F%2Fevil.example'],
    ['parameter-malformed', {}, 'redirect_uri[0]=https%3A%2F%2Fevil.example'],
    ['parameter-malformed', {}, 'redirect_uri.x=https%3A%2F%2Fevil.example'],
    ['parameter-too-long', { redirect_uri: `${REDIRECT}?${'x'.repeat(3000)}` }, ''],
  ];
  const besides: readonly (readonly [Readonly<Record<string, string | undefined>>, string])[] = [
    [{}, ''],
    [{ response_type: 'token' }, ''],
    [{ response_type: undefined }, ''],
    [{ response_mode: 'fragment' }, ''],
    [{ scope: 'no such "scope"' }, ''],
    [{ prompt: 'none' }, ''],
    [{ code_challenge: 'short', code_challenge_method: 'plain' }, ''],
    [{ request_uri: 'https://evil.example/' }, ''],
    [{}, 'state=again'],
    [{ state: 's'.repeat(3000) }, ''],
    [{}, 'error=access_denied&code=x&iss=https%3A%2F%2Fevil.example'],
  ];
  const stranger = visitor(site.app);
  for (const [rule, fields, more] of bad) {
    for (const [alsoFields, alsoMore] of besides) {
      let url = authorizeUrl(confidential, { ...alsoFields, ...fields });
      for (const part of [more, alsoMore]) if (part !== '') url = appended(url, part);
      isPage(await stranger.get(url), rule, url);
    }
    const url = appended(authorizeUrl(confidential, fields), more);
    isPage(await person.get(url), rule, url);
    isPage(await person.get(url.replace('/oauth2/authorize', '/consent')), rule, url);
  }
});

test('S002 an application that waits or is disabled is answered as one that does not exist', async () => {
  const owner = await site.person();
  const disabled = await site.application(owner);
  await site.deps.clients.disable(disabled.id, 'administrator');
  const waiting = 'lk_ci_waiting';
  const settings = await site.deps.clients.find(confidential.id);
  assert.ok(settings);
  await site.deps.clients.register(
    { id: waiting, owner: { kind: 'person', userId: owner.id }, settings, secret: undefined, inReview: true },
    'administrator',
  );
  const plain = (body: string) => body.replace(/req_\w+|<time.*?<\/time>/g, '');
  const stranger = visitor(site.app);
  const unknown = await stranger.get(authorizeUrl(confidential, { client_id: 'nobody' }));
  for (const id of [disabled.id, waiting]) {
    const answer = await stranger.get(authorizeUrl(confidential, { client_id: id }));
    isPage(answer, 'client-unknown', id);
    assert.equal(plain(answer.body), plain(unknown.body));
  }
  const its = await site.signedIn(owner);
  for (const [id, why] of [
    [disabled.id, /<p class="lead">An administrator of this server has disabled /],
    [waiting, /<p class="lead">[^<]* waits for an administrator of this server and may do nothing yet\./],
  ] as const) {
    const { body } = await its.get(authorizeUrl(confidential, { client_id: id }));
    assert.match(body, /<h1>We did not send you back to /, 'its owner is told which one');
    assert.match(body, why);
  }
});

test('S003 S031 S129 with a good redirect URI every other error goes home with its code, state and issuer', async () => {
  const table: readonly (readonly [
    string,
    string,
    TestClient,
    Readonly<Record<string, string | undefined>>,
    string?,
  ])[] = [
    ['invalid_request', 'response-type-missing', confidential, { response_type: undefined }],
    ['unsupported_response_type', 'response-type-unsupported', confidential, { response_type: 'CODE' }],
    ['invalid_request', 'response-mode-unsupported', confidential, { response_mode: 'web_message' }],
    ['invalid_scope', 'scope-not-registered', confidential, { scope: 'read other' }],
    ['invalid_scope', 'scope-not-registered', confidential, { scope: 'READ' }],
    ['invalid_scope', 'scope-malformed', confidential, { scope: 'read  write' }],
    ['invalid_scope', 'scope-malformed', confidential, { scope: 'ré' }],
    ['invalid_request', 'pkce-missing', open, {}],
    ['invalid_request', 'pkce-missing', strict, {}],
    ['invalid_request', 'pkce-method-unsupported', confidential, { ...S256, code_challenge_method: 'plain' }],
    ['invalid_request', 'pkce-challenge-malformed', confidential, { ...S256, code_challenge: 'x' }],
    ['invalid_request_object', 'request-object-not-accepted', confidential, { request: 'e30.e30.' }],
    ['invalid_request_object', 'request-object-unsigned', confidential, { request: 'eyJhbGciOiJub25lIn0.e30.' }],
    ['invalid_request_uri', 'request-uri-not-registered', confidential, { request_uri: 'urn:x' }],
    ['invalid_request', 'parameter-repeated', confidential, {}, 'scope=read'],
    ['invalid_request', 'parameter-repeated', confidential, {}, 'response_type=code'],
    ['invalid_request', 'parameter-repeated', confidential, S256, `code_challenge=${S256.code_challenge}`],
    ['invalid_request', 'parameter-repeated', confidential, S256, 'code_challenge_method=S256'],
    ['invalid_request', 'parameter-repeated', confidential, { foo: 'bar' }, 'foo=bar'],
    ['invalid_request', 'parameter-malformed', confidential, {}, 'scope[]=write'],
    ['invalid_request', 'parameter-malformed', confidential, {}, '__proto__=x'],
    [
      'invalid_request',
      'parameter-malformed',
      confidential,
      {},
      Array.from({ length: 100 }, (_, i) => `x${i}=`).join('&'),
    ],
    ['invalid_request', 'parameter-too-long', confidential, { response_type: 'x'.repeat(2049) }],
  ];
  for (const [code, rule, client, fields, more] of table) {
    const url = authorizeUrl(client, { state: 'a&b=#é', ...fields });
    for (const browser of [person, visitor(site.app)]) {
      const answer = home(await browser.get(more === undefined ? url : appended(url, more)));
      assert.equal(answer.get('error'), code, rule);
      assert.equal(answer.get('error_uri'), `${ISSUER}/docs/errors/${rule}`);
      assert.match(answer.get('error_description') ?? '', /^[\x20\x21\x23-\x5b\x5d-\x7e]+$/);
      assert.equal(answer.get('state'), 'a&b=#é', rule);
      assert.equal(answer.get('iss'), ISSUER);
      assert.equal(answer.get('code'), null);
    }
  }
  assert.equal((await person.get('/docs/errors/scope-malformed')).status, 200, 'and error_uri leads to a page');
});

test('S003 an application without the authorization_code grant is told so', async () => {
  const client = await site.application(await site.person(), { grants: ['client_credentials'] });
  assert.equal(home(await person.get(authorizeUrl(client))).get('error'), 'unauthorized_client');
});

test('S004 nothing that returns tokens through the browser exists here', async () => {
  const types = ['token', 'id_token', 'code token', 'code id_token', 'id_token token', 'code id_token token', 'none'];
  for (const type of types) {
    for (const mode of [undefined, 'query', 'fragment', 'web_message', 'query.jwt']) {
      const answer = await person.get(authorizeUrl(confidential, { response_type: type, response_mode: mode }));
      const signed = home(answer).get('response'); // JARM §2.1
      const said = signed ? decodeJwt(signed) : Object.fromEntries(home(answer));
      assert.equal(said['error'], 'unsupported_response_type', `${type} ${mode}`);
      assert.doesNotMatch(
        `${answer.location}${answer.body}${JSON.stringify(said)}`,
        /access_token|id_token=|lk_at_|lk_ac_|[?&#]code=/,
      );
      assert.ok(!answer.location.includes('#'));
    }
  }
  for (const mode of ['fragment', 'web_message', 'web_message.jwt', 'QUERY']) {
    const answer = await person.get(authorizeUrl(confidential, { response_mode: mode }));
    assert.equal(home(answer).get('error'), 'invalid_request', mode);
  }
  const said = await person.get(authorizeUrl(confidential, { response_mode: 'query' }));
  assert.match(said.location, /^\/consent\?/);
});

test('S015 redirect_uri may be left out only where one is registered, and not with openid', async () => {
  const owner = await site.person();
  const one = await site.application(owner, { scopes: ['read', 'openid'] });
  const none = { redirect_uri: undefined };
  const browser = await site.signedIn(owner);
  const answer = await authorize(browser, authorizeUrl(one, none));
  assert.ok(answer.href.startsWith(`${REDIRECT}?code=lk_ac_`));
  const code = answer.searchParams.get('code') ?? '';
  assert.equal((await redeem(site, one, code, { redirect_uri: undefined })).status, 200);
  const missing = 'redirect-uri-missing';
  isPage(await browser.get(authorizeUrl(one, { ...none, scope: 'openid' })), missing, 'openid');
  isPage(await browser.get(authorizeUrl(one, { ...none, scope: 'read openid' })), missing, 'read openid');
  isPage(await browser.get(authorizeUrl(one, { ...none, scope: undefined })), missing, 'openid by default');
  isPage(await browser.get(appended(authorizeUrl(one, none), 'scope=openid')), missing, 'openid once of two');
  isPage(await browser.get(authorizeUrl(confidential, none)), missing, 'two are registered');
  isPage(await browser.get(authorizeUrl(confidential, { ...none, scope: 'openid' })), missing, 'two, openid');
  const unregistered = await site.application(owner, { redirectUris: [], grants: ['client_credentials'] });
  isPage(await browser.get(authorizeUrl(unregistered, none)), missing, 'none is registered');
});

const STATES = [
  'x',
  'a&b=c',
  'code=lk_ac_x&error=none',
  '#fragment',
  'a\r\nSet-Cookie: x=1\r\n\r\nb',
  '🔑 clé — ключ',
  '%2F%252F+ %',
  '"><script>alert(1)</script>',
  ' leading and trailing ',
  '\u202e\u2028',
  's'.repeat(64),
  's'.repeat(384),
  's'.repeat(1024),
  'é'.repeat(1024),
  '🔑'.repeat(256),
  '漢'.repeat(341),
];

test('S016 S030 state comes back as it was sent, by every way to an answer', async () => {
  const browser = await site.signedIn(await site.person());
  await authorize(browser, authorizeUrl(confidential));
  for (const state of STATES) {
    const name = JSON.stringify(state.slice(0, 20));
    for (const fields of [{}, { scope: 'none' }]) {
      const answer = await browser.get(authorizeUrl(confidential, { state, ...fields }));
      const { length } = [answer.headers.location ?? []].flat();
      assert.equal(length, 1);
      assert.match(answer.location, /^[\x21-\x7e]+$/, name);
      assert.ok(!answer.location.includes('#'), name);
      assert.deepEqual(home(answer).getAll('state'), [state], name);
      assert.equal(answer.setCookies.length, 0);
    }
    const again = await authorize(browser, authorizeUrl(confidential, { state, scope: 'read write' }), 'deny');
    assert.equal(again.searchParams.get('state'), state, `through consent: ${name}`);
  }
});

test('S030 a state of 1,024 characters survives signing in', async () => {
  const user = await site.person();
  const browser = visitor(site.app);
  const state = 'é'.repeat(1024);
  const first = await browser.get(authorizeUrl(confidential, { state }));
  assert.match(first.location, /^\/sign-in\?/);
  const page = await browser.get(first.location);
  const back = await browser.submit(page, '/sign-in', { email: user.email, password: 'violet harbour sings' });
  assert.equal((await authorize(browser, back.location)).searchParams.get('state'), state);
});

test('S030 what was not sent does not come back, what is empty comes back empty, and what is too long is refused whole', async () => {
  const browser = await site.signedIn(await site.person());
  await authorize(browser, authorizeUrl(confidential));
  const absent = home(await browser.get(authorizeUrl(confidential, { state: undefined })));
  assert.ok(absent.has('code') && !absent.has('state'));
  const empty = home(await browser.get(authorizeUrl(confidential, { state: '' })));
  assert.ok(empty.has('code'));
  assert.equal(empty.get('state'), '');
  for (const state of ['s'.repeat(2049), '漢'.repeat(700), '🔑'.repeat(600)]) {
    const long = home(await browser.get(authorizeUrl(confidential, { state })));
    assert.equal(long.get('error'), 'invalid_request');
    assert.ok(!long.has('state') && !long.has('code'));
  }
  const much = Array.from({ length: 12 }, (_, i) => [`unknown${i}`, 'x'.repeat(2000)]);
  const stranger = await visitor(site.app).get(authorizeUrl(confidential, Object.fromEntries(much)));
  assert.equal(home(stranger).get('error'), 'invalid_request', 'never a way that ends nowhere');
});

test('S016 S031 an answer is appended to the registered address, whose own query stays as it is', async () => {
  const owner = await site.person();
  const uris = [
    'https://app.example/cb?a=1',
    'https://app.example/cb?a=%2F+%20&b=&c',
    'https://app.example/cb?',
    'https://app.example/cb?a=1&',
    'https://app.example',
    'com.example.app:/cb',
    'com.example.app://host/cb?x=1',
    'http://127.0.0.1/cb?x=1',
  ];
  const client = await site.application(owner, { redirectUris: uris });
  const browser = await site.signedIn(owner);
  const state = 'a&b=#?é';
  for (const redirect_uri of uris) {
    for (const [answer, first] of [
      ['authorize', 'code'],
      ['deny', 'error'],
    ] as const) {
      const url = authorizeUrl(client, { redirect_uri, state });
      const consent = await browser.get(url.replace('/oauth2/authorize', '/consent'));
      const { location } = await browser.submit(consent, '/consent', { decision: answer });
      const joint = redirect_uri.includes('?') ? (/[?&]$/.test(redirect_uri) ? '' : '&') : '?';
      assert.ok(location.startsWith(`${redirect_uri}${joint}${first}=`), location);
      const added = new URLSearchParams(location.slice(redirect_uri.length + joint.length));
      const names = answer === 'deny' ? ['error', 'error_description', 'error_uri'] : ['code'];
      assert.deepEqual([...added.keys()], [...names, 'state', 'iss']);
      assert.equal(added.get('state'), state);
      assert.equal(added.get('iss'), ISSUER);
    }
  }
});

test('S057 NUL in a scope is invalid_scope, as every sign that no name may have; elsewhere nothing is read', async () => {
  for (const path of ['/oauth2/authorize', '/consent']) {
    const url = authorizeUrl(confidential, { scope: 'read\0write' }).replace('/oauth2/authorize', path);
    assert.equal(home(await person.get(url)).get('error'), 'invalid_scope');
    assert.equal((await person.get(authorizeUrl(confidential, { state: 'a\0' }))).status, 400);
  }
  assert.equal(
    home(
      await person
        .post('/oauth2/authorize?scope=a%00', {
          ...Object.fromEntries(new URLSearchParams(authorizeUrl(confidential, { scope: undefined }).split('?')[1])),
        })
        .then(({ location }) => person.get(location)),
    ).get('error'),
    'invalid_scope',
  );
});
