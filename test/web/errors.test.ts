import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { Conflict, Unavailable, Unknown } from '../../src/storage-errors.ts';
import { type ErrorPage, showError } from '../../src/web/errors.ts';
import { PageError } from '../../src/web/frame/page-error.ts';
import type { Page } from '../../src/web/page.ts';
import { PASSWORD, pagesApp } from '../support/pages.ts';
import { freePort } from '../support/server.ts';
import { visitor } from '../support/visitor.ts';

const refusal: ErrorPage = {
  status: 400,
  title: 'We did not send you back to <Trailmark>',
  lead: 'Trailmark asked us to return you to an address that it has not registered.',
  todo: [
    'Start again.',
    { before: 'Go back to ', href: 'https://trailmark.example/', link: 'trailmark.example', after: '.' },
  ],
  rule: 'redirect-uri-mismatch',
};

const broken: Page = {
  name: 'broken',
  path: '/broken',
  mount(app) {
    const failures: Record<string, () => unknown> = {
      bug: () => new Error('a secret detail at /srv/latchkey/src/web.ts'),
      down: () => new Unavailable('connect ECONNREFUSED 10.0.0.1:5432'),
      lost: () => new Unknown('Connection terminated at 10.0.0.1:5432'),
      clash: () => new Conflict('a secret detail', { cause: undefined, reason: 'taken', constraint: undefined }),
      throttled: () => new PageError('tooMany', { retryAfterSeconds: 61 }),
      admins: () => new PageError('forbidden'),
    };
    app.get<{ Params: { how: string } }>('/broken/:how', async (request) => {
      throw failures[request.params.how]?.() ?? new PageError('notFound');
    });
    app.get('/broken/refusal', (request, reply) =>
      showError(request, reply, { ...refusal, maker: { application: 'Trailmark', signInPath: '/sign-in' } }),
    );
    app.get('/broken/owner', (request, reply) =>
      showError(request, reply, {
        ...refusal,
        owner: {
          application: { name: 'Trailmark', path: '/oauth2/applications/trailmark' },
          addPath: '/oauth2/applications/trailmark/edit?redirect_uri=x',
          sent: 'https://trailmark.example/oauth/callback/"><script>alert(1)</script>',
          registered: ['http://127.0.0.1:8080/callback', 'https://trailmark.example/oauth/callback'],
          hint: 'The address that was sent has a slash at the end.',
        },
      }),
    );
    app.post('/broken/form', { config: { form: 'open' } }, async () => 'read');
    app.post('/broken/form/lost', { config: { form: 'open' } }, async () => {
      throw failures['lost']?.();
    });
  },
};

let site: Awaited<ReturnType<typeof pagesApp>>;
before(async () => {
  site = await pagesApp({ more: [broken] });
});
after(() => site.close());

const FORM = { 'content-type': 'application/x-www-form-urlencoded' };
const post = (payload: string | Buffer, headers: Record<string, string> = FORM) =>
  visitor(site.app).send({ method: 'POST', url: '/broken/form', payload, headers });

/** What is about pages alone has none. */
const RULES: Readonly<Record<number, string>> = {
  400: 'parameter-malformed',
  405: 'method-not-allowed',
  413: 'body-too-large',
  415: 'content-type-unsupported',
  429: 'too-many-requests',
  500: 'server-error',
  503: 'temporarily-unavailable',
};

test('S126 every error page has the right status and a request id, and tells nothing about the inside', async () => {
  const stranger = visitor(site.app);
  const answers: readonly (readonly [number, Awaited<ReturnType<typeof stranger.get>>])[] = [
    [400, await post('a=%zz')],
    [403, await stranger.get('/broken/admins')],
    [404, await stranger.get('/nowhere?secret=in-the-query')],
    [405, await stranger.send({ method: 'DELETE', url: '/account?secret=in-the-query' })],
    [413, await post(`a=${'a'.repeat(70_000)}`)],
    [415, await post('{}', { 'content-type': 'application/json' })],
    [429, await stranger.get('/broken/throttled')],
    [500, await stranger.get('/broken/bug?secret=in-the-query')],
    [503, await stranger.get('/broken/down')],
    [503, await stranger.get('/broken/lost')],
    [409, await stranger.get('/broken/clash')],
  ];
  for (const [status, answer] of answers) {
    assert.equal(answer.status, status);
    assert.match(String(answer.headers['content-type']), /^text\/html/);
    assert.match(answer.body, /<code class="value">req_[0-9A-Za-z]{14}<\/code>/);
    assert.match(answer.body, /<h1>[^<]+<\/h1>/);
    const rule = /<a href="\/docs\/errors\/([a-z-]+)"><code>\1<\/code>/.exec(answer.body)?.[1];
    assert.equal(rule, RULES[status]);
    if (rule) assert.equal((await stranger.get(`/docs/errors/${rule}`)).status, 200);
    assert.doesNotMatch(
      answer.body,
      /in-the-query|secret detail|ECONNREFUSED|10\.0\.0\.1|\.ts|node_modules|Error:|fastify/i,
    );
    assert.doesNotMatch(answer.body, /nowhere|broken|\d+\.\d+\.\d+/);
    for (const name of ['server', 'x-powered-by']) assert.equal(answer.headers[name], undefined);
    assert.equal(answer.headers['retry-after'], { 429: '61', 503: '5' }[status]);
  }
});

test('S154 a form that may have been taken is not said to have changed nothing, a page that was only looked at is', async () => {
  const lost = await visitor(site.app).send({
    method: 'POST',
    url: '/broken/form/lost',
    payload: 'a=1',
    headers: FORM,
  });
  assert.deepEqual([lost.status, lost.headers['retry-after']], [503, '2']);
  assert.match(lost.body, /We do not know whether that was done/);
  assert.doesNotMatch(lost.body, /[Nn]othing was changed/);
  assert.ok(lost.body.includes('href="/docs/errors/outcome-unknown"'));
  assert.match((await visitor(site.app).get('/broken/lost')).body, /Nothing was changed and nothing is lost/);
});

test('a known path answers 405 with Allow to every other method, before it reads a body', async () => {
  const methods = ['PUT', 'PATCH', 'DELETE', 'OPTIONS', 'TRACE'] as const;
  for (const method of methods) {
    const answer = await visitor(site.app).send({ method, url: '/sign-in' });
    assert.equal(answer.status, 405, method);
    assert.equal(answer.headers['allow'], 'GET, HEAD, POST');
  }
  const json = await visitor(site.app).send({ method: 'PUT', url: '/sign-out', payload: '{}', headers: FORM });
  assert.equal(json.headers['allow'], 'POST');
});

test('S131 a form or query that cannot be read in one way is refused, never repaired', async () => {
  const bad = ['a=%', 'a=%zz', 'a=%c3', 'a=%ff', 'a=%ed%a0%80', 'a=%00', 'a\0=b', '%c0%80=x', 'a=1&'.repeat(600)];
  for (const text of bad) assert.equal((await post(text)).status, 400, text.slice(0, 20));
  assert.equal((await post(Buffer.from([0x61, 0x3d, 0xff]))).status, 400);
  assert.equal((await post('a=%E2%82%AC+%F0%9F%94%91')).status, 200);
  for (const query of ['return_to=%', 'return_to=%ff', 'return_to=%00']) {
    assert.equal((await visitor(site.app).get(`/sign-in?${query}`)).status, 400, query);
  }
  const odd = ['application/x-www-form-urlencoded\t', ' application/json', 'text/plain', 'multipart/form-data', 'x'];
  for (const type of odd) assert.ok([200, 415].includes((await post('a=b', { 'content-type': type })).status), type);
});

test('an error page names the rule, links to what it means, and says what to do', async () => {
  const { body, status } = await visitor(site.app).get('/broken/refusal');
  assert.equal(status, 400);
  assert.ok(body.includes('href="/docs/errors/redirect-uri-mismatch"'));
  assert.ok(body.includes('<a href="https://trailmark.example/" rel="noopener noreferrer">trailmark.example</a>.'));
  assert.ok(body.includes('Do you make Trailmark?'));
  assert.ok(body.includes('&lt;Trailmark&gt;'));
});

test('S125 the owner sees what was sent beside what is registered, and only the difference is marked', async () => {
  const { body } = await visitor(site.app).get('/broken/owner');
  assert.ok(!body.includes('<script>alert'));
  assert.ok(
    body.includes(
      'https://trailmark.example/oauth/callback<mark>/&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;</mark>',
    ),
  );
  assert.ok(body.includes('<code>http://127.0.0.1:8080/callback</code>'));
});

test('an error page of a signed-in person has their menu', async () => {
  await site.person('ines@openfield.example');
  const ines = visitor(site.app);
  await ines.submit(await ines.get('/sign-in'), '/sign-in', { email: 'ines@openfield.example', password: PASSWORD });
  assert.ok((await ines.get('/nowhere')).body.includes('Sign out'));
});

test('S154 without a database a page ends in five seconds with 503 and Retry-After', async () => {
  const { openDatabase } = await import('../../src/storage/engine/database.ts');
  const { sessionStore } = await import('../../src/storage/session.ts');
  const url = `postgresql://nobody@127.0.0.1:${await freePort()}/none`;
  const gone = openDatabase({ url, max: 2, onIdleError: () => {} });
  const sessions = sessionStore(gone, { factors: 'optional', idleSeconds: 60, absoluteSeconds: 60 });
  const lost = await pagesApp({ deps: { sessions } });
  try {
    const person = visitor(lost.app);
    person.cookies.set('latchkey-session', 'x');
    const started = Date.now();
    for (const path of ['/', '/account', '/sign-in', '/docs/errors']) {
      const answer = await person.get(path);
      assert.equal(answer.status, 503, path);
      assert.equal(answer.headers['retry-after'], '5');
      assert.match(answer.body, /We cannot answer right now/);
    }
    assert.equal((await person.get('/nowhere')).status, 404, 'what needs no database is answered as ever');
    assert.ok(Date.now() - started < 5000);
  } finally {
    await lost.close();
    await gone.close();
  }
});

test('S126 S131 an address that cannot be decoded is refused without being repeated', async () => {
  for (const url of ['/%zz', '/account/%ff', '/%', '/docs/errors/%c3%28?x=%zz']) {
    const answer = await visitor(site.app).get(url);
    assert.equal(answer.status, 400, url);
    assert.match(answer.body, /^This address cannot be read[^%]*Request: req_\w{14}\n$/);
    assert.equal(answer.headers['cache-control'], 'no-store');
  }
});
