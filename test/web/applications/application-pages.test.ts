import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { digest } from '../../../src/secrets.ts';
import { addScopes, fillIn, registerByForm, type Site, signedIn, TYPED, textOf } from '../../support/console.ts';
import { PASSWORD, pagesApp } from '../../support/pages.ts';
import { unescaped, visitor } from '../../support/visitor.ts';

// What stands around an application: its examples, what was just done, the address to add, the secret that ends.

let site: Site;
let ines: Awaited<ReturnType<typeof signedIn>>;
before(async () => {
  site = await pagesApp();
  await addScopes(site);
  ines = await signedIn(site, 'ines@openfield.example');
});
after(() => site.close());

test('the example page offers the libraries that have a program for the application, and no others', async () => {
  const device = 'urn:ietf:params:oauth:grant-type:device_code';
  const served = ['openid-client', 'simple-oauth2', 'passport-oauth2', '@fastify/oauth2', 'curl'];
  const libraries: readonly [Readonly<Record<string, string | readonly string[]>>, readonly string[]][] = [
    [{}, served],
    [{ confidential: [] }, [...served.slice(0, 4), 'fetch', 'curl']],
    [{ redirect_uris: 'urn:ietf:wg:oauth:2.0:oob' }, ['curl']],
    [{ redirect_uris: 'com.example.app:/cb', confidential: [] }, ['curl']],
    [{ redirect_uris: '', grant: [device], confidential: [] }, ['openid-client', 'curl']],
    [{ redirect_uris: '', grant: ['client_credentials'] }, ['openid-client', 'simple-oauth2', 'curl']],
  ];
  for (const [typed, expected] of libraries) {
    const { path } = await registerByForm(ines, typed);
    const { body } = await ines.get(`${path}/example`);
    const offered = [...body.matchAll(/\/example\?with=([^"]*)"/g)].map(([, name = '']) => decodeURIComponent(name));
    assert.deepEqual(offered, expected, JSON.stringify(typed));
    const [first = ''] = expected;
    if (first !== 'curl') assert.match(body, new RegExp(`from &#39;${first}&#39;`), first);
  }
});

test('what a form did is said once: not after a reload, and not to who follows such a link', async () => {
  const { path } = await registerByForm(ines);
  const { location } = await fillIn(ines, `${path}/edit`, { ...TYPED, name: 'Trailmark 2' });
  assert.equal(location, `${path}?done=changed`);
  const said = /The changes to Trailmark 2 were saved/;
  assert.match(textOf((await ines.get(location)).body), said);
  assert.doesNotMatch(textOf((await ines.get(location)).body), said);
  const other = visitor(site.app);
  assert.equal((await other.get('/account?done=name')).status, 303);
  assert.doesNotMatch(textOf((await ines.get('/account?done=name')).body), /Your name was saved/);
});

test('an address that was refused is brought into the form, where its owner decides', async () => {
  const { path, id } = await registerByForm(ines);
  const sent = 'https://trailmark.example/oauth/callback?a=1&b="2"';
  site.deps.refusals.record({ clientId: id, rule: 'redirect-uri-mismatch', sent, requestId: 'req_1' });
  await site.deps.refusals.flush();
  const [, link = ''] = /<a href="([^"]*)">Add this address<\/a>/.exec((await ines.get(`${path}/refusals`)).body) ?? [];
  const form = await ines.get(unescaped(link));
  assert.ok(unescaped(form.body).includes(`\n${sent}</textarea>`));
  assert.match(textOf(form.body), /is in the list below, and not saved yet/);
  const held = await site.deps.clients.find(id);
  assert.ok(!held?.redirectUris.includes(sent), 'following a link registers nothing');
  for (const odd of [
    '',
    'https://x.example/\u202e',
    'https://trailmark.example/oauth/callback',
    `https://${'x'.repeat(2001)}`,
  ]) {
    const page = await ines.get(`${path}/edit?${new URLSearchParams({ redirect_uri: odd })}`);
    assert.doesNotMatch(page.body, /not saved yet/, odd);
  }
});

test('S117 S042 its owner ends the old secret before its day is over', async () => {
  const { path, id, secret = '' } = await registerByForm(ines);
  assert.doesNotMatch((await ines.get(path)).body, /End it now/);
  await fillIn(ines, `${path}/rotate-secret`, {});
  const page = await ines.get(path);
  const act = `${path}/end-old-secret`;
  await site.database.pool.query("UPDATE sessions SET authenticated_at = authenticated_at - interval '6 minutes'");
  const asked = await ines.submit(page, act, {});
  assert.match(asked.body, /<h1>Confirm that it is you/);
  assert.equal((await site.deps.clients.find(id))?.secrets.length, 2);
  const mallory = await signedIn(site, 'mallory@openfield.example');
  const [, token = ''] = /name="_csrf" value="([^"]+)"/.exec((await mallory.get('/account')).body) ?? [];
  assert.equal((await mallory.post(act, { _csrf: token })).status, 404, 'of its owner alone');
  const done = await ines.submit(asked, act, { _password: PASSWORD });
  assert.equal(done.location, `${path}?done=ended`);
  const left = (await site.deps.clients.find(id))?.secrets ?? [];
  assert.equal(left.length, 1);
  assert.ok(!left[0]?.hash.equals(digest(secret)), 'the new one goes on working');
  assert.match(textOf((await ines.get(done.location)).body), /The old secret of Trailmark has ended\./);
  const { rows } = await site.database.pool.query(
    "SELECT actor_id FROM audit_events WHERE event = 'client.secret_ended'",
  );
  assert.deepEqual(rows, [{ actor_id: ines.user.id }]);
});

test('the form of an application is found by its labels: no other begins or ends as one of them', async () => {
  const { body } = await ines.get('/oauth2/applications/new');
  const [, main = ''] = /<main[^>]*>(.*)<\/main>/s.exec(body) ?? [];
  const named = [...main.matchAll(/<label for="[^"]+">([^<]*)<\/label>|<span id="[\w-]+">([^<]*)(?:<|$)/g)];
  const labels = named.map(([, label = '', choice = '']) => (label || choice).trim());
  assert.ok(labels.includes('Support'), labels.join(', '));
  for (const label of ['Name', 'Homepage URL', 'Redirect URIs', 'Confidential application']) {
    const found = labels.filter((each) => each.toLowerCase().includes(label.toLowerCase()));
    assert.deepEqual(found, [label]);
  }
});

test('an application has links and a contact that people see where it asks them, and what is wrong is said beside each', async () => {
  const wrong = await fillIn(ines, '/oauth2/applications/new', {
    ...TYPED,
    support_uri: 'help',
    tos_uri: 'javascript:alert(1)',
    contact: 'nobody',
  });
  assert.equal(wrong.status, 422);
  assert.match(textOf(wrong.body), /3 things need your attention/);
  assert.match(wrong.body, /<details class="more" open><summary>Links and contact/);
  assert.ok(wrong.body.includes('value="nobody"'));
  const links = {
    support_uri: 'https://trailmark.example/help',
    tos_uri: 'https://trailmark.example/terms',
    policy_uri: 'https://legal.example/privacy',
    contact: 'help@trailmark.example',
  };
  const { id, path } = await registerByForm(ines, links);
  const form = await ines.get(`${path}/edit`);
  for (const value of Object.values(links)) assert.ok(form.body.includes(`value="${value}"`), value);
  const query = { response_type: 'code', client_id: id, redirect_uri: 'https://trailmark.example/oauth/callback' };
  const consent = await ines.get(`/consent?${new URLSearchParams({ ...query, scope: 'read_prefs' })}`);
  assert.match(
    textOf(consent.body),
    /Read more Privacy policy legal\.example · Terms of service trailmark\.example · Support trailmark\.example · Contact help@trailmark\.example/,
  );
  await fillIn(ines, `${path}/edit`, { ...TYPED, ...links, tos_uri: '', contact: '' });
  const { metadata } = (await site.deps.clients.find(id)) ?? {};
  assert.deepEqual([metadata?.supportUri, metadata?.tosUri, metadata?.contacts], [links.support_uri, undefined, []]);
});
