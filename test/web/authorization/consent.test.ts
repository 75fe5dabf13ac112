import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { PASSWORD, REDIRECT, type TestClient, testApp } from '../../support/app.ts';
import { authorize, authorizeUrl, codeOf, isActive, pkce, redeem } from '../../support/flow.ts';
import { formsIn, type Visitor, visitor } from '../../support/visitor.ts';

let site: Awaited<ReturnType<typeof testApp>>;
let later: Awaited<ReturnType<typeof testApp>>;
let client: TestClient;
before(async () => {
  site = await testApp();
  const on = { url: site.url, drop: async () => {} };
  later = await testApp({ on, offsetMs: 31 * 60_000 });
  await site.scope('read', 'Read your preferences');
  await site.scope('write', 'Change your preferences');
  client = await site.application(await site.person());
});
after(async () => {
  await later.close();
  await site.close();
});

const signedIn = async () => site.signedIn(await site.person());
const consentUrl = (of: TestClient, more = {}) => authorizeUrl(of, more).replace('/oauth2/authorize', '/consent');
const count = async (sql: string, values: unknown[] = []) =>
  Number((await site.database.pool.query(`SELECT count(*) AS n FROM ${sql}`, values)).rows[0].n);
const codesOf = (id: string) => count('authorization_codes WHERE client_id = $1', [id]);

/** The form of a consent page with its decision. */
function decisionForm(page: { readonly body: string }) {
  const form = formsIn(page.body).find(({ action }) => action.startsWith('/consent'));
  assert.ok(form, page.body.slice(0, 300));
  return form;
}

/** The page was shown again, and nothing was decided. */
async function isShownAgain(
  answer: Awaited<ReturnType<Visitor['get']>>,
  of: TestClient,
  codes: number,
  what: string,
  status = 403,
) {
  assert.equal(answer.status, status, what);
  assert.equal(answer.headers.location, undefined, what);
  assert.equal(await codesOf(of.id), codes, what);
}

test('S005 what is approved is what was shown: no field, address or cookie changes it', async () => {
  const browser = await signedIn();
  const own = await site.application(await site.person(), { redirectUris: [REDIRECT, 'https://app.example/other'] });
  const page = await browser.get(consentUrl(own));
  const form = decisionForm(page);
  const fields = { ...form.fields, decision: 'authorize' };
  const other = await site.application(await site.person());
  const edits = [
    consentUrl(own, { scope: 'read write' }),
    consentUrl(own, { scope: undefined }),
    consentUrl(own, { redirect_uri: 'https://app.example/other' }),
    consentUrl(own, { state: 'another' }),
    consentUrl(own, { code_challenge: pkce().challenge, code_challenge_method: 'S256' }),
    consentUrl(other),
    `${form.action}&x=y`,
    form.action.replace('state=some+state', 'state=some%20state'),
  ];
  for (const url of edits) await isShownAgain(await browser.post(url, fields), own, 0, url);
  const shown = form.fields['shown'] ?? '';
  const [random = '', issued = '', mac = ''] = shown.split('.');
  const forged = [
    '',
    'x',
    `${random}.${Number(issued) + 1}.${mac}`,
    `${random.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'))}.${issued}.${mac}`,
    `${random}.${issued}.${mac.replace(/^./, (first) => (first === 'a' ? 'b' : 'a'))}`,
    `${random}.${issued}.`,
    `${random}.${issued}`,
  ];
  for (const value of forged)
    await isShownAgain(await browser.post(form.action, { ...fields, shown: value }), own, 0, value);
  const added = {
    ...fields,
    client_id: other.id,
    redirect_uri: 'https://evil.example/',
    scope: 'read write',
    state: 'evil',
    code_challenge: 'x',
    user_id: 'x',
  };
  const decided = new URL((await browser.post(form.action, added)).location);
  assert.equal(decided.origin + decided.pathname, REDIRECT);
  assert.equal(decided.searchParams.get('state'), 'some state');
  const tokens = await redeem(site, own, decided.searchParams.get('code') ?? '');
  assert.equal(tokens.body['scope'], 'read', 'fields beside the form change nothing');
});

test('S005 S058 what the application may have by default when the answer comes is not more than was shown', async () => {
  const owner = await site.person();
  const own = await site.application(owner, { scopes: ['read'] });
  const browser = await signedIn();
  const page = await browser.get(consentUrl(own, { scope: undefined }));
  const form = decisionForm(page);
  const kept = await site.deps.clients.find(own.id);
  assert.ok(kept);
  await site.deps.clients.change(own.id, { ...kept, scopes: ['read', 'write'] }, { ownerId: owner.id });
  const answer = await browser.post(form.action, { ...form.fields, decision: 'authorize' });
  await isShownAgain(answer, own, 0, 'a scope more');
  assert.match(answer.body, /Change your preferences/);
  const again = decisionForm(answer);
  const decided = new URL((await browser.post(again.action, { ...again.fields, decision: 'authorize' })).location);
  const tokens = await redeem(site, own, decided.searchParams.get('code') ?? '');
  assert.equal(tokens.body['scope'], 'read write');
  const named = decisionForm(await browser.get(consentUrl(own)));
  await site.deps.clients.change(own.id, { ...kept, name: 'Another' }, { ownerId: owner.id });
  await isShownAgain(await browser.post(named.action, { ...named.fields, decision: 'authorize' }), own, 1, 'a name');
});

test('S005 no parameter of the request stands in a cookie', async () => {
  const browser = visitor(site.app);
  const user = await site.person();
  const first = await browser.get(authorizeUrl(client, { state: 'a-state-to-look-for' }));
  const page = await browser.get(first.location);
  const back = await browser.submit(page, '/sign-in', { email: user.email, password: PASSWORD });
  const consent = await browser.get((await browser.get(back.location)).location);
  const decided = await browser.submit(consent, '/consent', { decision: 'authorize' });
  assert.match(decided.location, /a-state-to-look-for/);
  for (const { setCookies } of [first, page, back, consent, decided]) {
    for (const line of setCookies) {
      assert.match(line, /^latchkey-(?:csrf|session|browser)=/);
      for (const value of ['a-state', client.id, 'app.example', 'read']) {
        assert.ok(!line.includes(value) && !Buffer.from(line, 'base64url').includes(value), line);
      }
    }
  }
});

test('S006 S063 a decision counts only in the session that was shown it', async () => {
  const user = await site.person();
  const shown = await site.signedIn(user);
  const own = await site.application(await site.person());
  const form = decisionForm(await shown.get(consentUrl(own)));
  const fields = { ...form.fields, decision: 'authorize' };
  const stranger = visitor(site.app);
  const strange = await stranger.post(form.action, fields);
  assert.match(strange.location, /^\/sign-in\?/, 'nobody is signed in');
  for (const other of [await site.signedIn(user), await signedIn()]) {
    await isShownAgain(await other.post(form.action, fields), own, 0, 'with the token of another session');
    const _csrf = decisionForm(await other.get(consentUrl(own))).fields['_csrf'] ?? '';
    await isShownAgain(await other.post(form.action, { ...fields, _csrf }), own, 0, 'with a token of its own');
  }
  const again = await shown.get('/sign-in/again?return_to=%2Faccount');
  await shown.submit(again, '/sign-in/again', { password: PASSWORD });
  const _csrf = decisionForm(await shown.get(consentUrl(own))).fields['_csrf'] ?? '';
  await isShownAgain(await shown.post(form.action, { ...fields, _csrf }), own, 0, 'the session has another id by now');
});

test('S006 a decision counts for 30 minutes', async () => {
  const user = await site.person();
  const browser = await site.signedIn(user);
  const page = await browser.get(consentUrl(client));
  const afterwards = visitor(later.app);
  for (const [name, value] of browser.cookies) afterwards.cookies.set(name, value);
  const before = await codesOf(client.id);
  const answer = await afterwards.submit(page, '/consent', { decision: 'authorize' });
  await isShownAgain(answer, client, before, 'after 31 minutes');
  assert.ok(answer.body.includes('open for too long'));
  const second = await afterwards.submit(answer, '/consent', { decision: 'authorize' });
  assert.match(second.location, /[?&]code=/, 'and the page that is shown then works');
});

test('S007 no step can be left out, taken early, or passed by an empty form', async () => {
  const user = await site.person();
  const own = await site.application(await site.person());
  const url = consentUrl(own);
  const stranger = visitor(site.app);
  const toSignIn = /^\/sign-in\?return_to=/;
  assert.match((await stranger.get(authorizeUrl(own))).location, toSignIn);
  assert.match((await stranger.get(url)).location, toSignIn);
  for (const fields of [{}, { decision: 'authorize' }, { decision: 'authorize', shown: '', _csrf: '' }] as const) {
    assert.match((await stranger.post(url, fields)).location, toSignIn);
  }
  const signIn = await stranger.get((await stranger.get(authorizeUrl(own))).location);
  assert.equal((await stranger.submit(signIn, '/sign-in', {})).status, 422);
  assert.match(
    (await stranger.post(url, { decision: 'authorize' })).location,
    toSignIn,
    'half signed in is not signed in',
  );
  const back = await stranger.submit(signIn, '/sign-in', { email: user.email, password: PASSWORD });
  assert.match((await stranger.get(back.location)).location, /^\/consent\?/);
  const form = decisionForm(await stranger.get(url));
  for (const fields of [
    {},
    { decision: 'authorize' },
    { _csrf: form.fields['_csrf'] ?? '', decision: 'authorize' },
    { _csrf: form.fields['_csrf'] ?? '', decision: 'authorize', shown: '' },
    { shown: form.fields['shown'] ?? '', decision: 'authorize' },
    form.fields,
    { ...form.fields, decision: '' },
    { ...form.fields, decision: 'AUTHORIZE' },
  ] as Readonly<Record<string, string>>[]) {
    const chosen = fields['_csrf'] && fields['shown']; // else the form is none of ours, or too old
    await isShownAgain(await stranger.post(url, fields), own, 0, JSON.stringify(fields), chosen ? 422 : 403);
  }
  assert.equal(
    (await stranger.get(`${url}&${new URLSearchParams({ ...form.fields, decision: 'authorize' })}`)).status,
    200,
  );
  await site.deps.users.disable(user.id, 'administrator');
  assert.match((await stranger.post(url, { ...form.fields, decision: 'authorize' })).location, toSignIn);
  assert.equal(await codesOf(own.id), 0);
});

test('S011 what follows a posted password or decision is 303', async () => {
  const user = await site.person();
  const browser = visitor(site.app);
  const page = await browser.get((await browser.get(authorizeUrl(client))).location);
  const signedInNow = await browser.submit(page, '/sign-in', { email: user.email, password: PASSWORD });
  assert.equal(signedInNow.status, 303);
  for (const decision of ['deny', 'authorize']) {
    const consent = await browser.get(consentUrl(client));
    assert.equal((await browser.submit(consent, '/consent', { decision })).status, 303);
  }
  assert.equal((await browser.get(authorizeUrl(client))).status, 303, 'remembered');
  assert.equal((await browser.post('/oauth2/authorize', {})).status, 400);
  assert.equal((await browser.submit(await browser.get('/account'), '/sign-out', {})).status, 303);
});

test('S061 a confidential application is asked once, a public one every time, a trusted one never', async () => {
  const owner = await site.person();
  const browser = await signedIn();
  const S256 = { code_challenge: pkce().challenge, code_challenge_method: 'S256' };
  const kinds: readonly (readonly [TestClient, boolean, boolean])[] = [
    [await site.application(owner), true, false],
    [await site.application(owner, { confidential: false }), true, true],
    [await site.application(owner, { trusted: true }), false, false],
    [await site.application(owner, { trusted: true, confidential: false }), false, false],
  ];
  for (const [own, first, second] of kinds) {
    for (const asked of [first, second, second]) {
      const { location } = await browser.get(authorizeUrl(own, S256));
      assert.equal(location.startsWith('/consent?'), asked, location);
      if (asked) await authorize(browser, authorizeUrl(own, S256));
      else assert.match(location, /^https:\/\/app\.example\/callback\?code=/);
    }
  }
});

test('S061 a new scope is always asked for, less than before is not, and a denial is not remembered', async () => {
  const own = await site.application(await site.person());
  const browser = await signedIn();
  const isAsked = async (scope: string | undefined) =>
    (await browser.get(authorizeUrl(own, { scope }))).location.startsWith('/consent?');
  await codeOf(browser, authorizeUrl(own, { scope: 'read' }));
  assert.equal(await isAsked('read'), false);
  assert.equal(await isAsked('write'), true);
  assert.equal(await isAsked('read write'), true);
  assert.equal(await isAsked(undefined), true, 'all that is registered');
  await authorize(browser, authorizeUrl(own, { scope: 'read write' }), 'deny');
  assert.equal(await isAsked('read write'), true);
  assert.equal(await isAsked('read'), false, 'a denial takes nothing back');
  await codeOf(browser, authorizeUrl(own, { scope: 'write' }));
  assert.equal(await isAsked('read write'), false, 'both were allowed, one after the other');
});

test('S061 another name, owner or redirect URI forgets what was remembered, other changes do not', async () => {
  const owner = await site.person();
  const own = await site.application(owner);
  const browser = await signedIn();
  const stored = await site.deps.clients.find(own.id);
  assert.ok(stored);
  const change = (more: object) => site.deps.clients.change(own.id, { ...stored, ...more }, 'administrator');
  const changes: readonly (readonly [string, boolean, () => Promise<unknown>])[] = [
    ['homepage', false, () => change({ homepage: 'https://other.example/' })],
    ['name', true, () => change({ name: 'Another' })],
    ['redirect URI added', true, () => change({ redirectUris: [REDIRECT, 'https://evil.example/'] })],
    ['redirect URI removed', true, () => change({ redirectUris: [REDIRECT] })],
    [
      'owner',
      true,
      async () =>
        site.database.pool.query('UPDATE clients SET owner_id = $2 WHERE id = $1', [own.id, (await site.person()).id]),
    ],
  ];
  for (const [what, forgets, make] of changes) {
    const tokens = await redeem(site, own, await codeOf(browser, authorizeUrl(own)));
    assert.match((await browser.get(authorizeUrl(own))).location, /[?&]code=/, what);
    await make();
    const { location } = await browser.get(authorizeUrl(own));
    assert.equal(location.startsWith('/consent?'), forgets, what);
    assert.ok(await isActive(site, own, tokens.body.access_token), `${what}: a token that was given lives on`);
  }
});

test('S061 what was remembered counts for 365 days since it was last used', async () => {
  const user = await site.person();
  const browser = await site.signedIn(user);
  const own = await site.application(await site.person());
  await codeOf(browser, authorizeUrl(own));
  const lastUsed = (days: number) =>
    site.database.pool.query(
      `UPDATE consents SET last_used_at = now() - make_interval(days => $3)
      WHERE user_id = $1 AND client_id = $2`,
      [user.id, own.id, days],
    );
  await lastUsed(364);
  assert.match((await browser.get(authorizeUrl(own))).location, /[?&]code=/);
  const fresh = `consents WHERE user_id = $1 AND client_id = $2 AND last_used_at > now() - interval '1 hour'`;
  assert.equal(await count(fresh, [user.id, own.id]), 1, 'and using it counts');
  await lastUsed(366);
  assert.match((await browser.get(authorizeUrl(own))).location, /^\/consent\?/);
  await codeOf(browser, authorizeUrl(own));
  assert.equal(await count(fresh, [user.id, own.id]), 1);
});

test('the page says so where tokens do not expire', async () => {
  const browser = await site.signedIn(await site.person());
  const endless = await site.application(await site.person(), { accessTokenSeconds: 'never' });
  const page = await browser.get(consentUrl(endless, { scope: 'read' }));
  assert.match(
    page.body,
    /This lasts until it was not used for 90 days. End it at any time under <a href="\/oauth2\/authorized_applications">/,
  );
  assert.doesNotMatch(page.body, /This lasts up to/);
});

test('S062 the page names who asks, where it leads, as whom, for what and how long', async () => {
  const owner = await site.person(undefined, { name: 'Omar Haddad' });
  const user = await site.person('ines.moreau@openfield.example', { name: 'Ines Moreau' });
  const browser = await site.signedIn(user);
  const own = await site.application(owner, { redirectUris: [REDIRECT, 'https://elsewhere.test:8443/cb'] });
  const page = await browser.get(consentUrl(own, { scope: 'read', redirect_uri: 'https://elsewhere.test:8443/cb' }));
  for (const words of [
    'Trailmark',
    'Omar Haddad',
    '<code>elsewhere.test:8443</code>',
    'Another site than its homepage.',
    'Ines Moreau',
    'ines.moreau@openfield.example',
    'Use another account',
    'Read your preferences',
    '<code>read</code>',
    'This lasts up to 90 days.',
    'Nobody has checked this application',
    'Not verified',
    'you have never used it',
  ]) {
    assert.ok(page.body.includes(words), words);
  }
  const [can = '', cannot = ''] = page.body.split('id="cannot"');
  assert.ok(!can.includes('Change your preferences') && cannot.includes('Change your preferences'));
  const checked = await site.application(await site.person(undefined, { isAdmin: true }));
  const verified = await browser.get(consentUrl(checked));
  assert.ok(verified.body.includes('Verified') && !verified.body.includes('Nobody has checked'));
});

test('an application of nobody asks people as any other, and they read that nobody is known', async () => {
  const person = await site.person();
  const browser = await site.signedIn(person);
  const own = await site.application(person);
  await site.deps.clients.administer(own.id, { owner: { kind: 'none' } }, 'administrator');
  assert.match((await browser.get(consentUrl(own))).body, /Nobody any more.*Not verified/);
  const tokens = await redeem(site, own, await codeOf(browser, authorizeUrl(own)));
  assert.equal(tokens.status, 200);
  const listed = await browser.get('/oauth2/authorized_applications');
  assert.match(listed.body, /Nobody known: it registered itself/);
  const owners = await browser.get(authorizeUrl(own, { redirect_uri: 'https://elsewhere.example/' }));
  assert.doesNotMatch(owners.body, /https:\/\/elsewhere\.example\//, 'nobody is told what was sent');
});

test('an application that an administrator approved says so on the consent page, until what they looked at changes', async () => {
  const owner = await site.person();
  const browser = await site.signedIn(owner);
  const own = await site.application(owner);
  const shown = async () => (await browser.get(consentUrl(own))).body;
  assert.match(await shown(), /Nobody has checked/);
  await site.database.pool.query('UPDATE clients SET in_review = true WHERE id = $1', [own.id]);
  assert.equal(await site.deps.clients.approve(own.id, 'administrator'), true);
  assert.match(await shown(), /Verified/);
  assert.doesNotMatch(await shown(), /Nobody has checked|Not verified/);
  const { trusted, verified, ...client } = (await site.deps.clients.find(own.id)) ?? assert.fail();
  assert.deepEqual({ trusted, verified }, { trusted: false, verified: true });
  await site.deps.clients.change(own.id, { ...client, homepage: 'https://other.example/' }, { ownerId: owner.id });
  assert.match(await shown(), /Nobody has checked/);
});

test('what it will not be able to do is what people can be asked for, not what applications do for themselves', async () => {
  const own = await testApp();
  await own.scope('read', 'Read your preferences');
  const rest = { detail: undefined, privileged: false };
  await own.deps.scopes.save(
    { ...rest, name: 'act', description: 'Act alone', grants: ['client_credentials'] },
    'administrator',
  );
  await own.deps.scopes.save(
    {
      ...rest,
      name: 'both',
      description: 'Do both',
      grants: ['client_credentials', 'implicit'],
    },
    'administrator',
  );
  const asking = await own.application(await own.person());
  const page = await (await own.signedIn(await own.person())).get(consentUrl(asking));
  await own.close();
  assert.match(page.body, /Do both/);
  assert.doesNotMatch(page.body, /Act alone/);
});

/** The sentence that says why somebody is asked again, and the scopes that are marked as new. */
async function askedAgain(browser: Visitor, url: string) {
  const { body } = await browser.get(url.replace('/oauth2/authorize', '/consent'));
  const marked = [...body.matchAll(/<span class="badge">New<\/span> <code>([^<]+)<\/code>/g)].map(([, name]) => name);
  return { why: /You (?:have )?authorized it [^<]*/.exec(body)?.[0], marked };
}

test('S061 consent that asks again marks what is new, or says why it asks', async () => {
  const owner = await site.person();
  const browser = await signedIn();
  const S256 = { code_challenge: pkce().challenge, code_challenge_method: 'S256' };
  const own = await site.application(owner);
  const both = authorizeUrl(own, { scope: 'read write' });
  assert.deepEqual(await askedAgain(browser, both), { why: undefined, marked: [] }, 'the first time nothing is new');
  await codeOf(browser, authorizeUrl(own, { scope: 'read' }));
  const more = await askedAgain(browser, both);
  assert.match(more.why ?? '', /asks for more now/);
  assert.deepEqual(more.marked, ['write']);
  assert.equal((await askedAgain(browser, authorizeUrl(own, { scope: 'write' }))).why, more.why);
  await codeOf(browser, both);
  assert.deepEqual(await askedAgain(browser, both), { why: undefined, marked: [] }, 'who comes without being sent');
  assert.match((await askedAgain(browser, `${both}&prompt=consent`)).why ?? '', /wants you to confirm it/);
  const stored = await site.deps.clients.find(own.id);
  assert.ok(stored);
  await site.deps.clients.change(own.id, { ...stored, name: 'Another' }, { ownerId: owner.id });
  assert.match((await askedAgain(browser, both)).why ?? '', /have changed since/);

  const open = await site.application(owner, { confidential: false });
  const each = authorizeUrl(open, { scope: 'read', ...S256 });
  await authorize(browser, each);
  assert.match((await askedAgain(browser, each)).why ?? '', /Anybody could pretend to be it/);

  await site.database.pool.query(
    "UPDATE consents SET last_used_at = now() - interval '366 days', approved_at = now() WHERE client_id = $1",
    [own.id],
  );
  assert.match((await askedAgain(browser, both)).why ?? '', /more than a year ago/);
});

test('S062 S125 a hostile name stays a name, on every page of the way', async () => {
  const user = await site.person();
  const browser = await site.signedIn(user);
  const names = [
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    '</title></bdi></h1><h1>Your bank',
    '<%= 1 %>{{7*7}}',
    'Тrаilmаrk', // Cyrillic letters
    '\u202ekramliarT',
    'x'.repeat(200),
  ];
  for (const name of names) {
    const owner = await site.person();
    await site.database.pool.query('UPDATE users SET name = $2 WHERE id = $1', [owner.id, name]);
    const own = await site.application(owner, { name });
    const consent = await browser.get(consentUrl(own));
    const signIn = await visitor(site.app).get(
      (await visitor(site.app).get(authorizeUrl(own, { state: name }))).location,
    );
    const refusal = await browser.get(consentUrl(own, { redirect_uri: `https://evil.example/${name}` }));
    for (const { body } of [consent, signIn, refusal]) {
      assert.ok(!/[<>"']/.test(name) || !body.includes(name), name);
      assert.doesNotMatch(body, /<script>|<img|onerror=alert(?!\()|<h1>Your bank/);
      const escaped = name.replace(
        /[&<>"']/g,
        (sign) => `&${{ '<': 'lt', '>': 'gt', '"': 'quot', "'": '#39' }[sign]};`,
      );
      assert.ok(body.includes(escaped), name);
    }
    assert.ok(consent.body.includes('Not verified'));
    assert.ok(consent.body.includes('<bdi>'), 'its direction is its own');
  }
});

test('S062 S125 what a scope is called and does is text, and so is who is signed in', async () => {
  const name = '<script>alert(1)</script>';
  const description = '</strong><img src=x onerror=alert(2)>';
  await site.deps.scopes.save(
    { name, description, detail: '"><svg onload=alert(3)>', privileged: false },
    'administrator',
  );
  const user = await site.person();
  await site.database.pool.query('UPDATE users SET name = $2, email = $3 WHERE id = $1', [
    user.id,
    `'"><b>${'x'.repeat(150)}`,
    '<i>@example.org',
  ]);
  const browser = visitor(site.app);
  const own = await site.application(await site.person(), { scopes: [name], homepage: 'https://a.example/"><u>' });
  const signIn = await browser.get((await browser.get(authorizeUrl(own, { scope: name }))).location);
  await browser.submit(signIn, '/sign-in', { email: user.email, password: PASSWORD });
  const { body } = await browser.get(consentUrl(own, { scope: name, state: description }));
  assert.ok(body.includes('&lt;script&gt;alert(1)&lt;/script&gt;'), body.slice(0, 300));
  assert.doesNotMatch(body, /<script|<img|<svg onload|<b>x|<i>@|<u>/);
  await site.database.pool.query('DELETE FROM scopes WHERE name = $1', [name]);
});

test('S063 denying stores nothing and goes home with access_denied', async () => {
  const user = await site.person();
  const browser = await site.signedIn(user);
  const own = await site.application(await site.person());
  const answer = await authorize(browser, authorizeUrl(own), 'deny');
  assert.equal(answer.searchParams.get('error'), 'access_denied');
  assert.equal(answer.searchParams.get('code'), null);
  for (const table of ['consents', 'authorizations', 'authorization_codes', 'refusals']) {
    await site.deps.refusals.flush();
    assert.equal(await count(`${table} WHERE client_id = $1`, [own.id]), 0, table);
  }
  const outOfBand = await site.application(await site.person(), { redirectUris: ['urn:ietf:wg:oauth:2.0:oob'] });
  const page = await browser.get(consentUrl(outOfBand, { redirect_uri: undefined }));
  const shown = await browser.submit(page, '/consent', { decision: 'deny' });
  assert.equal(shown.status, 200);
  assert.ok(shown.body.includes('You did not authorize Trailmark'));
});

test('S063 a decision sent many times at once has one code and one answer, and later none', async () => {
  const own = await site.application(await site.person());
  const browser = await signedIn();
  for (let round = 0; round < 5; round += 1) {
    const before = await codesOf(own.id);
    const page = await browser.get(consentUrl(own));
    const send = () => browser.submit(page, '/consent', { decision: 'authorize' });
    const answers = await Promise.all(Array.from({ length: 8 }, send));
    const [location = '', ...others] = new Set(answers.map((answer) => answer.location));
    assert.equal(others.length, 0);
    assert.ok(location.startsWith(`${REDIRECT}?code=`));
    assert.equal((await send()).location, location, 'and once more, while the code is unused');
    assert.equal(await codesOf(own.id), before + 1);
    assert.equal((await redeem(site, own, new URL(location).searchParams.get('code') ?? '')).status, 200);
    const late = await send();
    assert.equal(late.status, 409);
    assert.equal(late.headers.location, undefined);
    assert.ok(late.body.includes('You have answered this already'));
    assert.equal(await codesOf(own.id), before + 1);
  }
  assert.equal(await count('authorizations WHERE client_id = $1', [own.id]), 5);
});

test('S063 two pages of the same request are two decisions', async () => {
  const own = await site.application(await site.person());
  const browser = await signedIn();
  const pages = [await browser.get(consentUrl(own)), await browser.get(consentUrl(own))];
  const answers = await Promise.all(pages.map((page) => browser.submit(page, '/consent', { decision: 'authorize' })));
  const codes = answers.map((answer) => new URL(answer.location).searchParams.get('code') ?? '');
  assert.notEqual(codes[0], codes[1]);
  for (const code of codes) assert.equal((await redeem(site, own, code)).status, 200);
});

test('S063 S119 a decision without the token of its form, or from another site, is none', async () => {
  const own = await site.application(await site.person());
  const browser = await signedIn();
  const form = decisionForm(await browser.get(consentUrl(own)));
  const fields = { ...form.fields, decision: 'authorize' };
  for (const _csrf of ['', 'x', form.fields['shown'] ?? '']) {
    await isShownAgain(await browser.post(form.action, { ...fields, _csrf }), own, 0, _csrf);
  }
  const foreign: Readonly<Record<string, string>>[] = [
    { 'sec-fetch-site': 'cross-site' },
    { 'sec-fetch-site': 'same-site' },
    { 'sec-fetch-site': 'none' },
  ];
  for (const headers of foreign) {
    await isShownAgain(await browser.post(form.action, fields, headers), own, 0, JSON.stringify(headers));
  }
  assert.equal((await browser.post(form.action, fields)).status, 303);
});

test('S120 S121 S122 the pages of an authorization have the strict headers, and no form-action where their form may leave', async () => {
  const own = await site.application(await site.person(), {
    redirectUris: [REDIRECT, 'com.example.app:/cb', 'http://127.0.0.1/cb', 'urn:ietf:wg:oauth:2.0:oob'],
  });
  const browser = await signedIn();
  const STRICT =
    /^default-src 'none';style-src 'self';img-src 'self';base-uri 'none';object-src 'none';frame-ancestors 'none'(?:;form-action 'self')?$/;
  const leads: readonly (readonly [string, boolean])[] = [
    [REDIRECT, true],
    ['com.example.app:/cb', true],
    ['http://127.0.0.1:5555/cb', true],
    ['urn:ietf:wg:oauth:2.0:oob', false],
  ];
  for (const [redirect_uri, leaves] of leads) {
    const { headers, body } = await browser.get(consentUrl(own, { redirect_uri }));
    const policy = String(headers['content-security-policy']);
    assert.match(policy, STRICT);
    assert.equal(policy.includes('form-action'), !leaves, policy);
    assert.equal(headers['x-frame-options'], 'DENY');
    assert.equal(headers['cross-origin-opener-policy'], 'unsafe-none');
    assert.equal(headers['cross-origin-resource-policy'], 'same-origin');
    assert.equal(headers['referrer-policy'], 'same-origin');
    assert.equal(headers['cache-control'], 'no-store');
    assert.doesNotMatch(body, /<script|\sstyle=|\son[a-z]+=/);
    for (const [link] of body.matchAll(/<a [^>]*href="https?:[^>]*>/g)) assert.match(link, /rel="noopener noreferrer"/);
  }
  const redirect = await browser.get(authorizeUrl(own));
  assert.equal(redirect.headers['cache-control'], 'no-store');
  assert.equal(redirect.headers['x-frame-options'], 'DENY');
  const page = await browser.get(consentUrl(own, { redirect_uri: 'urn:ietf:wg:oauth:2.0:oob' }));
  const code = await browser.submit(page, '/consent', { decision: 'authorize' });
  assert.equal(code.status, 200);
  assert.match(code.body, /lk_ac_/);
  assert.equal(code.headers['cache-control'], 'no-store');
  assert.equal(code.headers['x-frame-options'], 'DENY');
});
