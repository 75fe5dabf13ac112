import assert from 'node:assert/strict';
import { generateKeyPairSync } from 'node:crypto';
import { after, before, test } from 'node:test';
import type { User } from '../../../src/accounts/user.ts';
import { digest } from '../../../src/secrets.ts';
import { type TestApp, testApp } from '../../support/app.ts';
import {
  accessTokenOf,
  type Credentials,
  call,
  consumerOf,
  oauth1Of,
  requestTokenOf,
  verifierOf,
} from '../../support/oauth1.ts';
import { formsIn, type Visitor, visitor } from '../../support/visitor.ts';

const LIST = '/oauth1/applications';
const NEW = `${LIST}/new`;
let site: TestApp;
let ines: User;
let browser: Visitor;
let stranger: Visitor;
let admin: Visitor;
before(async () => {
  site = await testApp({ env: { OAUTH1: 'on' } });
  await site.scope('read', 'Read your preferences');
  await site.scope('write', 'Change your preferences');
  await site.deps.scopes.save(
    { name: 'reserved', description: 'Manage it', detail: undefined, privileged: true },
    'administrator',
  );
  await site.deps.scopes.save(
    {
      name: 'machine',
      description: 'Act alone',
      detail: undefined,
      privileged: false,
      grants: ['client_credentials'],
    },
    'administrator',
  );
  ines = await site.person();
  browser = await site.signedIn(ines);
  stranger = await site.signedIn(await site.person());
  admin = await site.signedIn(await site.person(undefined, { isAdmin: true }));
});
after(() => site.close());

const FIELDS = {
  name: 'Mapwright',
  homepage: 'https://mapwright.example/',
  callback_url: 'https://mapwright.example/back',
  support_url: 'https://mapwright.example/help',
  scope: 'read',
};

async function register(by: Visitor, fields: Readonly<Record<string, string>> = FIELDS, on = site) {
  const answer = await by.submit(await by.get(NEW), NEW, fields);
  const page = answer.status === 303 ? await by.get(answer.location) : answer;
  const [, key = ''] = /data-copy="Consumer key">(lk_ck_\w+)</.exec(page.body) ?? [];
  const [, secret = ''] = /data-copy="Consumer secret">(lk_1s_\w+)</.exec(page.body) ?? [];
  return { answer, page, key, secret, kept: await oauth1Of(on).consumers.find(key) };
}

const events = async (key: string) =>
  (await site.database.pool.query('SELECT event FROM audit_events WHERE client_id = $1 ORDER BY at', [key])).rows.map(
    ({ event }) => event,
  );

test('a person registers an application of OAuth 1.0a from “Your applications”, and its key and secret work', async () => {
  const applications = await browser.get('/oauth2/applications');
  assert.match(applications.body, /<a href="\/oauth1\/applications">OAuth 1 settings<\/a>/);
  const list = await browser.get(LIST);
  assert.match(list.body, /<h1>OAuth 1 settings<\/h1>/);
  assert.match(list.body, /href="\/oauth2\/applications\/new"/, 'OAuth 2 is what a new program should use');
  const form = await browser.get(NEW);
  for (const label of ['Name', 'Main Application URL', 'Callback URL', 'Support URL', 'RSA public key']) {
    assert.match(form.body, new RegExp(`<label for="[a-z_]+">${label}</label>`), label);
  }
  assert.match(form.body, /allow_read/);
  assert.doesNotMatch(form.body, /value="machine"/, 'what OAuth 1.0a cannot carry is not offered');
  const { answer, page, key, secret, kept } = await register(browser);
  assert.deepEqual([answer.status, answer.location], [303, `${LIST}/${key}`]);
  assert.equal(page.status, 200);
  for (const path of ['/oauth/request_token', '/oauth/authorize', '/oauth/access_token']) {
    assert.ok(page.body.includes(`URL">http://localhost:3000${path}<`), path);
  }
  assert.equal(kept?.callbackUrl, FIELDS.callback_url);
  assert.equal(kept?.supportUrl, FIELDS.support_url);
  assert.deepEqual([kept?.scopes, kept?.state, kept?.ownerId], [['read'], 'active', ines.id]);
  await requestTokenOf(site, { key, secret }, FIELDS.callback_url);
  assert.deepEqual(await events(key), ['client.registered']);
  assert.match((await browser.get(LIST)).body, new RegExp(key));
});

test('what is wrong is said beside its field, and nothing that was typed is lost', async () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  const short = generateKeyPairSync('rsa', {
    modulusLength: 1024,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).publicKey;
  const wrong: readonly (readonly [field: string, value: string, sentence: RegExp])[] = [
    ['name', '', /Give it a name/],
    ['name', 'Map\u202ewright', /cannot be seen/],
    ['homepage', '', /people are shown a link to it/],
    ['homepage', 'javascript:alert(1)', /not the address of a page/],
    ['callback_url', 'http://mapwright.example/', /not this computer/],
    ['callback_url', 'javascript:alert(1)', /Nobody can be sent back/],
    ['callback_url', 'oob', /Leave it empty/],
    ['support_url', 'help', /not the address of a page/],
    ['scope', 'nothing', /There is no scope nothing/],
    ['scope', 'machine', /There is no scope machine/],
    ['rsa_public_key', 'ssh-rsa AAAA', /not an RSA public key/],
    ['rsa_public_key', privateKey, /This is a private key/],
    ['rsa_public_key', short, /has 1024 bits/],
  ];
  for (const [field, value, sentence] of wrong) {
    const { page } = await register(browser, { ...FIELDS, [field]: value });
    assert.equal(page.status, 422, `${field} ${value}`);
    assert.match(page.body, sentence);
    assert.match(page.body, new RegExp(`<a href="#${field === 'scope' ? 'scopes' : field}">`), field);
    if (field !== 'homepage') assert.match(page.body, /value="https:\/\/mapwright.example\/"/);
    if (field !== 'scope') assert.match(page.body, /value="read"[^>]* checked/);
  }
  const { kept } = await register(browser, { ...FIELDS, rsa_public_key: publicKey.replaceAll('\n', '\r\n') });
  assert.equal(kept?.rsaPublicKey, publicKey.trim());
  const modest = await register(browser, { name: 'Modest', homepage: 'https://modest.example/', scope: 'read' });
  assert.deepEqual([modest.kept?.callbackUrl, modest.kept?.supportUrl], [undefined, undefined]);
});

test('S140 another’s application is 404, signed in or not, by every address and form', async () => {
  const { key } = await register(browser);
  const before = await oauth1Of(site).consumers.find(key);
  const own = await register(stranger);
  const _csrf = /name="_csrf" value="([^"]*)"/.exec((await stranger.get(`${LIST}/${own.key}/edit`)).body)?.[1] ?? '';
  for (const who of [stranger, admin]) {
    for (const path of ['', '/edit', '/rotate-secret', '/delete']) {
      const answer = await who.get(`${LIST}/${key}${path}`);
      assert.equal(answer.status, 404, path);
      assert.equal((await who.get(`${LIST}/lk_ck_nobody${path}`)).status, 404, path);
    }
  }
  for (const path of ['/edit', '/rotate-secret', '/delete']) {
    assert.equal((await stranger.post(`${LIST}/${key}${path}`, { ...FIELDS, name: 'Taken', _csrf })).status, 404, path);
  }
  assert.deepEqual(await oauth1Of(site).consumers.find(key), before);
  assert.doesNotMatch((await stranger.get(LIST)).body, new RegExp(key));
  for (const path of ['', `/${key}`, '/new', `/${key}/delete`]) {
    assert.match((await visitor(site.app).get(LIST + path)).location, /^\/sign-in\?/, path);
  }
  for (const path of ['/admin/oauth1-applications', `/admin/oauth1-applications/${key}`]) {
    assert.equal((await browser.get(path)).status, 404, `${path} is for administrators`);
  }
});

test('two clicks make one consumer, and one new secret', async () => {
  const page = await browser.get(NEW);
  const clicks = await Promise.all([1, 2].map(() => browser.submit(page, NEW, { ...FIELDS, name: 'Twice' })));
  const [address = ''] = clicks.map(({ location }) => location);
  assert.match(address, /^\/oauth1\/applications\/lk_ck_\w{22}$/);
  assert.equal(clicks[1]?.location, address);
  assert.deepEqual(await events(address.split('/').at(-1) ?? ''), ['client.registered']);
  const rotate = await browser.get(`${address}/rotate-secret`);
  const secrets = await Promise.all(
    [1, 2].map(async () => {
      const { setCookies } = await browser.submit(rotate, `${address}/rotate-secret`, {});
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(setCookies[0] ?? '') ?? [];
      browser.cookies.set(name, value);
      return /lk_1s_\w{49}/.exec((await browser.get(address)).body)?.[0];
    }),
  );
  assert.match(secrets[0] ?? '', /^lk_1s_/);
  assert.equal(secrets[0], secrets[1]);
});

test('S141 a consumer secret is shown once; a new one ends the old at once', async () => {
  const { page, key, secret } = await register(browser);
  assert.equal(page.headers['cache-control'], 'no-store');
  const pages = [
    LIST,
    `${LIST}/${key}`,
    `${LIST}/${key}/edit`,
    `${LIST}/${key}/rotate-secret`,
    `${LIST}/${key}/delete`,
  ];
  for (const path of pages) assert.ok(!(await browser.get(path)).body.includes(secret), path);
  for (const path of ['/admin', '/admin/oauth1-applications', `/admin/oauth1-applications/${key}`]) {
    assert.ok(!(await admin.get(path)).body.includes(secret), path);
  }
  const address = `${LIST}/${key}/rotate-secret`;
  const answer = await browser.submit(await browser.get(address), address, {});
  assert.equal(answer.location, `${LIST}/${key}`);
  const rotated = await browser.get(answer.location);
  const [, next = ''] = /data-copy="Consumer secret">(lk_1s_\w+)</.exec(rotated.body) ?? [];
  assert.notEqual(next, secret);
  assert.ok(!rotated.body.includes(secret));
  const ask = (by: Credentials) => call(site, { by, path: '/oauth/request_token', data: { oauth_callback: 'oob' } });
  assert.equal((await ask({ key, secret: next })).status, 200);
  assert.equal((await ask({ key, secret })).status, 401);
  assert.deepEqual(await events(key), ['client.registered', 'client.secret_rotated']);
});

test('S141 a form that gave a consumer its secret is spent: sent again it does not bring that secret back', async () => {
  const form = await browser.get(NEW);
  const { location: address } = await browser.submit(form, NEW, { ...FIELDS, name: 'Resent' });
  const key = address.split('/').at(-1) ?? '';
  const rotate = `${address}/rotate-secret`;
  const kept = async () =>
    (await site.database.pool.query('SELECT secret FROM oauth1_consumers WHERE key = $1', [key])).rows;
  const first = await browser.get(rotate);
  await browser.submit(first, rotate, {});
  await browser.submit(await browser.get(rotate), rotate, {});
  const now = await kept();
  for (const later of ['at once', 'two minutes later']) {
    const again = await browser.submit(first, rotate, {});
    assert.equal(again.status, 403, later);
    assert.match(again.body, /This form was sent already/);
    assert.deepEqual(await kept(), now, 'the secret that was ended stays ended');
    await site.database.pool.query("UPDATE sent_forms SET sent_at = sent_at - interval '2 minutes'");
  }
  await oauth1Of(site).consumers.delete(key, 'administrator');
  await browser.submit(form, NEW, { ...FIELDS, name: 'Resent' });
  assert.deepEqual(await kept(), [], 'the application that was deleted stays deleted');
});

test('S117 a new secret and deleting ask again who it is', async () => {
  const { key } = await register(browser);
  await site.database.pool.query(
    "UPDATE sessions SET authenticated_at = authenticated_at - interval '6 minutes' WHERE user_id = $1",
    [ines.id],
  );
  for (const path of ['rotate-secret', 'delete']) {
    const form = `${LIST}/${key}/${path}`;
    assert.match((await browser.submit(await browser.get(form), form, {})).body, /<h1>Confirm that it is you/, path);
  }
  assert.equal((await browser.get(`${LIST}/${key}/edit`)).status, 200);
  browser = await site.signedIn(ines);
});

test('an application is changed and deleted, and with it goes what it was given', async () => {
  const { key, secret } = await register(browser);
  const edit = `${LIST}/${key}/edit`;
  const form = await browser.get(edit);
  assert.match(form.body, /value="https:\/\/mapwright.example\/help"/);
  const changed = await browser.submit(form, edit, {
    ...FIELDS,
    name: 'Mapwright 2',
    callback_url: '',
    scope: 'write',
  });
  assert.equal(changed.location, `${LIST}/${key}?done=changed`);
  const kept = await oauth1Of(site).consumers.find(key);
  assert.deepEqual([kept?.name, kept?.callbackUrl, kept?.scopes], ['Mapwright 2', undefined, ['write']]);
  const page = await browser.get(changed.location);
  assert.match(page.body, /The changes to Mapwright 2 were saved/);
  const wrong = await browser.submit(form, edit, { ...FIELDS, name: '' });
  assert.equal(wrong.status, 422);
  const address = `${LIST}/${key}/delete`;
  const gone = await browser.submit(await browser.get(address), address, {});
  assert.equal(gone.location, `${LIST}?done=deleted`);
  assert.equal((await browser.get(`${LIST}/${key}`)).status, 404);
  const answer = await call(site, {
    by: { key, secret },
    path: '/oauth/request_token',
    data: { oauth_callback: 'oob' },
  });
  assert.equal(answer.status, 401);
  assert.deepEqual(await events(key), ['client.registered', 'client.changed', 'client.deleted']);
});

test('S142 a developer cannot give an application what administrators alone give, by no field', async () => {
  const more = {
    plaintext_allowed: 'yes',
    plaintext: 'yes',
    disabled_at: '',
    in_review: '',
    state: 'active',
    owner_id: (await site.person()).id,
    key: 'lk_ck_mine',
    secret: 'mine',
  };
  const { key, kept } = await register(browser, { ...FIELDS, ...more });
  assert.deepEqual([kept?.plaintextAllowed, kept?.ownerId, kept?.state], [false, ines.id, 'active']);
  await oauth1Of(site).consumers.disable(key, 'administrator');
  const edit = `${LIST}/${key}/edit`;
  const saved = await browser.submit(await browser.get(edit), edit, { ...FIELDS, ...more });
  assert.equal(saved.status, 303);
  const after = await oauth1Of(site).consumers.find(key);
  assert.deepEqual([after?.plaintextAllowed, after?.ownerId, after?.state], [false, ines.id, 'disabled']);
  const reserved = await register(browser, { ...FIELDS, scope: 'reserved' });
  assert.equal(reserved.kept?.state, 'review', 'an administrator looks at it first');
  const other = await register(browser);
  const address = `${LIST}/${other.key}/edit`;
  const added = await browser.submit(await browser.get(address), address, { ...FIELDS, scope: 'reserved' });
  assert.equal(added.status, 422);
  assert.match(added.body, /Only an administrator can add reserved/);
});

test('REGISTRATION counts for applications of OAuth 1.0a too', async () => {
  const on = { url: site.url, drop: async () => {} };
  const review = await testApp({ on, env: { OAUTH1: 'on', REGISTRATION: 'review' } });
  const admins = await testApp({ on, env: { OAUTH1: 'on', REGISTRATION: 'admins' } });
  try {
    const { kept, key, secret } = await register(await review.signedIn(ines), FIELDS, review);
    assert.equal(kept?.state, 'review');
    const data = { oauth_callback: 'oob' };
    assert.equal((await call(review, { by: { key, secret }, path: '/oauth/request_token', data })).status, 401);
    const person = await admins.signedIn(ines);
    assert.equal((await person.get(NEW)).status, 403);
    const list = await person.get(LIST);
    assert.doesNotMatch(list.body, /applications\/new/);
    const _csrf = /name="_csrf" value="([^"]*)"/.exec(list.body)?.[1] ?? '';
    assert.equal((await person.post(NEW, { ...FIELDS, _csrf })).status, 403);
  } finally {
    await review.close();
    await admins.close();
  }
});

test('S125 what developers type is text wherever it is shown', async () => {
  const name = '<img src=x onerror=alert(1)>"\'&';
  const owner = await site.person(undefined, { name: '<script>alert(2)</script>' });
  const by = await consumerOf(site, owner, {
    name,
    homepage: 'https://x.example/"><script>alert(3)</script>',
    callbackUrl: undefined,
  });
  const token = await requestTokenOf(site, by);
  const own = await site.signedIn(owner);
  for (const [who, path] of [
    [own, LIST],
    [own, `${LIST}/${by.key}`],
    [own, `${LIST}/${by.key}/edit`],
    [own, `${LIST}/${by.key}/delete`],
    [browser, `/oauth/authorize?oauth_token=${token.key}`],
    [visitor(site.app), `/sign-in?return_to=${encodeURIComponent(`/oauth/authorize?oauth_token=${token.key}`)}`],
    [admin, '/admin/oauth1-applications'],
    [admin, `/admin/oauth1-applications/${by.key}`],
  ] as const) {
    const { status, body } = await who.get(path);
    assert.equal(status, 200, path);
    assert.match(body, /&lt;img src=x/, path);
    assert.doesNotMatch(body, /<img|<script>/, path);
  }
});

test('S064 a person lists what they authorized by OAuth 1.0a among the rest, and revoking ends all its tokens at once', async () => {
  const PATH = '/oauth2/authorized_applications';
  const by = await consumerOf(site, await site.person(), { callbackUrl: undefined });
  const mine = await site.person();
  const own = await site.signedIn(mine);
  const other = await site.signedIn(await site.person());
  const [first, second, others] = [
    await accessTokenOf(site, own, by),
    await accessTokenOf(site, own, by),
    await accessTokenOf(site, other, by),
  ];
  const live = async () =>
    (
      await site.database.pool.query('SELECT hash FROM oauth1_access_tokens WHERE consumer_key = $1', [by.key])
    ).rows.map(({ hash }) => hash.toString('hex'));
  assert.equal((await live()).length, 3);
  const list = await own.get(PATH);
  assert.match(list.body, /aria-label="Revoke Mapwright"/);
  assert.match(list.body, /Its access lasts until you end it/);
  assert.match(list.body, /Change your preferences <code class="soft">write<\/code>/);
  const waiting = await requestTokenOf(site, by);
  await verifierOf(site, own, waiting.key);
  const revoked = await own.submit(list, PATH, {});
  assert.equal(revoked.location, `${PATH}?done=revoked`);
  assert.deepEqual(await live(), [digest(others.key).toString('hex')]);
  assert.ok(first.key !== second.key);
  assert.doesNotMatch((await own.get(PATH)).body, /Mapwright/);
  const data = { oauth_verifier: 'x' };
  assert.equal((await call(site, { by, token: waiting, path: '/oauth/access_token', data })).status, 401);
  const { rows } = await site.database.pool.query(
    "SELECT client_id FROM audit_events WHERE event = 'consent.revoked' AND user_id = $1",
    [mine.id],
  );
  assert.deepEqual(rows, [{ client_id: by.key }]);
});

test('S143 administrators approve, disable and enable applications, and allow PLAINTEXT, after proving who they are', async () => {
  const root = await site.person(undefined, { isAdmin: true });
  const own = await site.signedIn(root);
  const { key } = await register(browser, { ...FIELDS, name: 'Waiting', scope: 'reserved' });
  const address = `/admin/oauth1-applications/${key}`;
  assert.match((await own.get('/admin/applications')).body, /href="\/admin\/oauth1-applications"/);
  assert.match((await own.get('/admin/oauth1-applications')).body, new RegExp(key));
  const overview = await own.get('/admin');
  assert.match(overview.body, /Waiting waits for review/);
  const approved = await own.submit(overview, `${address}/approve`, {});
  assert.equal(approved.location, '/admin?done=approved');
  assert.match((await own.get('/admin')).body, /<td data-label="About"><span>(?:<\w[^>]*>)*Waiting</, 'events name it');
  const state = async () => {
    const kept = await oauth1Of(site).consumers.find(key);
    return [kept?.state, kept?.plaintextAllowed];
  };
  assert.deepEqual(await state(), ['active', false]);
  const privileges = await own.submit(await own.get(address), `${address}/privileges`, { plaintext: 'yes' });
  assert.equal(privileges.location, `${address}?done=saved`);
  assert.deepEqual(await state(), ['active', true]);
  assert.match((await browser.get(`${LIST}/${key}`)).body, /<code>PLAINTEXT<\/code>/);
  await own.submit(await own.get(address), `${address}/disable`, {});
  assert.deepEqual(await state(), ['disabled', true]);
  assert.match((await browser.get(`${LIST}/${key}`)).body, /An administrator disabled it/);
  const page = await own.get(address);
  await own.submit(page, `${address}/enable`, {});
  await own.submit(page, `${address}/enable`, {});
  assert.deepEqual(await state(), ['active', true]);
  assert.deepEqual(await events(key), [
    'client.registered',
    'client.approved',
    'client.changed',
    'client.disabled',
    'client.enabled',
  ]);
  await site.database.pool.query(
    "UPDATE sessions SET authenticated_at = authenticated_at - interval '6 minutes' WHERE user_id = $1",
    [root.id],
  );
  const [form] = formsIn(page.body).filter(({ action }) => action === `${address}/enable`);
  const late = await own.post(`${address}/disable`, form?.fields ?? {});
  assert.match(late.body, /<h1>Confirm that it is you/);
  assert.deepEqual(await state(), ['active', true]);
});
