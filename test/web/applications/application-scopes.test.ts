import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { fillIn, type Site, signedIn, TYPED, textOf } from '../../support/console.ts';
import { pagesApp } from '../../support/pages.ts';

// What the catalogue says of a scope, as a developer meets it.

let site: Site;
let ines: Awaited<ReturnType<typeof signedIn>>;
let admin: Awaited<ReturnType<typeof signedIn>>;
before(async () => {
  site = await pagesApp();
  const entry = { detail: undefined, privileged: false };
  await site.deps.scopes.save({ ...entry, name: 'read_prefs', description: 'Read your preferences' }, 'administrator');
  await site.deps.scopes.save(
    { ...entry, name: 'sync', description: 'Copy the map', grants: ['client_credentials'] },
    'administrator',
  );
  await site.deps.scopes.save({ ...entry, name: 'moderate', description: 'Moderate', offered: false }, 'administrator');
  ines = await signedIn(site, 'ines@openfield.example');
  admin = await signedIn(site, 'admin@openfield.example', { isAdmin: true });
});
after(() => site?.close());

const NEW = '/oauth2/applications/new';

test('developers read beside a scope by which grants alone it can be had', async () => {
  const text = textOf((await ines.get(NEW)).body);
  assert.match(text, /Copy the map sync Only with client_credentials\./);
  assert.doesNotMatch(text, /Read your preferences read_prefs Only with/);
});

test('S043 a scope that none of the chosen grants can carry is a problem beside the scopes, and nothing typed is lost', async () => {
  const answer = await fillIn(ines, NEW, { ...TYPED, scope: ['read_prefs', 'sync'] });
  assert.equal(answer.status, 422);
  const sentence = 'It can have sync only with client_credentials: choose that grant type too, or leave out the scope.';
  assert.ok(/id="scopes-error".*?<\/p>/s.exec(answer.body)?.[0].includes(sentence));
  assert.match(answer.body, /name="scope" value="sync"[^>]* checked/);
  assert.match(answer.body, /<details class="more" open>/);
  const both = { ...TYPED, scope: ['sync'], grant: [...TYPED.grant, 'client_credentials'] };
  assert.equal((await fillIn(ines, NEW, both)).status, 303);
});

test('S142 a scope that is not offered does not exist for developers; administrators give it, and then it may stay', async () => {
  assert.doesNotMatch((await ines.get(NEW)).body, /moderate/);
  const answer = await fillIn(ines, NEW, { ...TYPED, scope: ['moderate'] });
  assert.match(textOf(answer.body), /There is no scope moderate\. There are read_prefs,/);
  assert.match(textOf((await admin.get(NEW)).body), /Moderate Not offered moderate/);
  const { location } = await fillIn(ines, NEW, TYPED);
  const id = /lk_ci_[0-9A-Za-z]{22}/.exec(location)?.[0] ?? '';
  const client = await site.deps.clients.find(id);
  assert.ok(client);
  await site.deps.clients.change(id, { ...client, scopes: ['read_prefs', 'moderate'] }, 'administrator');
  const saved = await fillIn(ines, `/oauth2/applications/${id}/edit`, { ...TYPED, scope: ['read_prefs', 'moderate'] });
  assert.equal(saved.status, 303);
  assert.deepEqual((await site.deps.clients.find(id))?.scopes, ['read_prefs', 'moderate']);
});
