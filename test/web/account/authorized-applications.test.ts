import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeApplication, makeFamily } from '../../support/applications.ts';
import { addScopes, type Site, signedIn, textOf } from '../../support/console.ts';
import { pagesApp } from '../../support/pages.ts';
import { formsIn } from '../../support/visitor.ts';

const PATH = '/oauth2/authorized_applications';
let site: Site;
before(async () => {
  site = await pagesApp();
  await addScopes(site);
});
after(() => site.close());

test('S064 a person lists what they have authorized, with scopes and use, and revokes one', async () => {
  const maker = await site.person('maker@openfield.example', { name: 'Trailmark Cooperative' });
  const ines = await signedIn(site, 'ines@openfield.example');
  assert.match((await ines.get(PATH)).body, /No application yet/);
  const one = await makeApplication(site.deps.clients, maker.id);
  const two = await makeApplication(site.deps.clients, maker.id, { name: 'Field <b>book' });
  const family = await makeFamily(site.database, ines.user.id, one.id);
  await makeFamily(site.database, ines.user.id, two.id);
  const page = await ines.get(PATH);
  const text = textOf(page.body);
  assert.match(
    text,
    /Trailmark Trailmark Cooperative · trailmark\.example Not verified Revoke It can Read your preferences read_prefs First and last use/,
  );
  assert.match(page.body, /aria-label="Revoke Trailmark"/);
  assert.match(page.body, /aria-label="Revoke Field &lt;b&gt;book"/);
  const form = formsIn(page.body).find(({ fields }) => fields['client_id'] === one.id);
  const answer = await ines.post(PATH, form?.fields ?? {});
  assert.equal(answer.location, `${PATH}?done=revoked`);
  const after = await ines.get(answer.location);
  assert.doesNotMatch(after.body, /aria-label="Revoke Trailmark"/);
  assert.match(after.body, /aria-label="Revoke Field/);
  const { rows } = await site.database.pool.query('SELECT revoked_reason FROM authorizations WHERE id = $1', [
    family.authorizationId,
  ]);
  assert.equal(rows[0]?.revoked_reason, 'consent-revoked');
  const audit = await site.database.pool.query(`SELECT event FROM audit_events WHERE user_id = $1 AND client_id = $2`, [
    ines.user.id,
    one.id,
  ]);
  assert.deepEqual(audit.rows, [{ event: 'consent.revoked' }]);
});

test('a person finds here where to type the code of a device', async () => {
  const page = await (await signedIn(site, 'finder@openfield.example')).get(PATH);
  assert.match(page.body, /<a href="\/device">Connect a device<\/a>/);
});

test('S064 nobody revokes for somebody else', async () => {
  const maker = await site.person('maker2@openfield.example');
  const ada = await signedIn(site, 'ada@openfield.example');
  const eve = await signedIn(site, 'eve@openfield.example');
  const { id } = await makeApplication(site.deps.clients, maker.id);
  await makeFamily(site.database, ada.user.id, id);
  const own = await makeApplication(site.deps.clients, maker.id);
  await makeFamily(site.database, eve.user.id, own.id);
  const [form] = formsIn((await eve.get(PATH)).body).filter(({ action }) => action === PATH);
  await eve.post(PATH, { ...form?.fields, client_id: id, user_id: ada.user.id });
  assert.equal((await site.deps.consents.list(ada.user.id)).length, 1);
});
