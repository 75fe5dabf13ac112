import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { Client } from '../../../src/oauth/model/client.ts';
import { clientOfferStore } from '../../../src/storage/client-offer.ts';
import { composeMail } from '../../../src/web/mails/compose.ts';
import { type TestApp, testApp } from '../../support/app.ts';
import { fillIn, registerByForm, TYPED, textOf } from '../../support/console.ts';

let site: TestApp;
before(async () => {
  site = await testApp();
});
after(() => site.close());

const KEY = { kty: 'OKP', crv: 'Ed25519', kid: 'first', x: '11qYAYKxCrfVS_7TyWQHOg7hcvPapiMlrwIaaPcHURo' };
const OTHER = { ...KEY, kid: 'second', x: 'xGpzGH0qZ9hZVQ0GZlY0vOAxbXYbRnx2dBhpIVNvBGo' };
const CI = { issuer: 'https://ci.openfield.example', subject: 'repo:map:*', audience: 'https://auth.example' };

/** Gives an application to somebody else by an offer; answers who has it now, signed in. */
async function accepted(id: string, from: { readonly id: string }, email: string) {
  const ada = await site.person(email);
  const keeper = await site.signedIn(ada);
  const offers = clientOfferStore({ ...site.database, sendsMail: true });
  await offers.offer(id, { kind: 'person', email, emailCanonical: email }, { ownerId: from.id });
  const [offer] = await offers.listFor(ada.id);
  assert.deepEqual(await offers.accept(offer?.id ?? '', { ownerId: ada.id }, 100), { clientId: id });
  return Object.assign(keeper, { user: ada });
}

async function withKeys(email: string, more: Partial<Client['metadata']> = {}) {
  const user = await site.person(email);
  const ines = await site.signedIn(user);
  const { id, path } = await registerByForm(ines, { ...TYPED, scope: [] });
  const metadata = { jwks: { keys: [KEY] }, workloads: [CI], ...more };
  await site.deps.clients.administer(id, { metadata }, 'administrator');
  return { user, ines, id, path };
}

const HANDED_ON = /changed hands\. Whoever had it before entered what follows/;

test('whoever gets an application is told of the keys, issuers and redirect URIs of its owner before, until they are changed or looked at', async () => {
  const { user, ines, id, path } = await withKeys('gives-keys@openfield.example');
  assert.doesNotMatch(textOf((await ines.get(path)).body), HANDED_ON);
  const ada = await accepted(id, user, 'gets-keys@openfield.example');
  const shown = async () => (await ada.get(path)).body;
  const first = await shown();
  assert.match(textOf(first), HANDED_ON);
  assert.match(textOf(first), /Public keys \(first\)/);
  assert.match(textOf(first), /Trusted issuers \(https:\/\/ci\.openfield\.example\)/);
  assert.match(textOf(first), new RegExp(`Redirect URIs \\(${TYPED.redirect_uris.split('\r\n')[0]}`));
  for (const place of ['advanced', 'edit']) assert.ok(first.includes(`href="${path}/${place}"`), place);

  await site.deps.clients.connect(id, { metadata: { jwks: { keys: [OTHER] } } }, { ownerId: ada.user.id });
  assert.doesNotMatch(textOf(await shown()), /Public keys \(/);
  await site.deps.clients.change(
    id,
    { redirectUris: ['https://other.openfield.example/callback'] },
    { ownerId: ada.user.id },
  );
  const left = textOf(await shown());
  assert.doesNotMatch(left, /Redirect URIs \(/);
  assert.match(left, /Trusted issuers \(/);

  assert.equal(await site.deps.clients.lookedAt(id, { ownerId: user.id }), false, 'not for whoever had it before');
  const looked = await fillIn(ada, path, {}, `${path}/looked-at`);
  assert.deepEqual([looked.status, looked.location], [303, `${path}?done=looked`]);
  assert.doesNotMatch(textOf(await shown()), HANDED_ON);
});

test('an application that an administrator gives to somebody tells them of what is left in it, again with every owner', async () => {
  const { id, path } = await withKeys('before-transfer@openfield.example', {
    jwks: undefined,
    jwksUri: 'https://keys.openfield.example/jwks',
  });
  const ada = await site.person('after-transfer@openfield.example');
  await site.deps.clients.administer(id, { owner: { kind: 'person', userId: ada.id } }, 'administrator');
  const keeper = await site.signedIn(ada);
  assert.match(textOf((await keeper.get(path)).body), /Public keys \(https:\/\/keys\.openfield\.example\/jwks\)/);
  await fillIn(keeper, path, {}, `${path}/looked-at`);
  const next = await accepted(id, ada, 'next@openfield.example');
  assert.match(textOf((await next.get(path)).body), HANDED_ON);
});

test('the mail to whoever gets an application names what is left in it, and is not sent where nothing is', async () => {
  const { user, id } = await withKeys('mails-keys@openfield.example');
  const ada = await accepted(id, user, 'mailed-keys@openfield.example');
  const { rows } = await site.database.pool.query(
    "SELECT job FROM mails WHERE job->>'kind' = 'secrets-known' AND job->>'clientId' = $1",
    [id],
  );
  assert.equal(rows.length, 1);
  const compose = composeMail(site.deps);
  const text = async () => (await compose(rows[0].job))?.text.replaceAll(/\s+/g, ' ') ?? '';
  assert.match(await text(), /knows its secrets/);
  assert.match(await text(), /public keys, trusted issuers, redirect URIs/);
  const by = { ownerId: ada.user.id };
  await site.deps.clients.lookedAt(id, by);
  assert.match(await text(), /knows its secrets/);
  assert.doesNotMatch(await text(), /public keys/);
});
