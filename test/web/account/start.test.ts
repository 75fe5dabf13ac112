import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { makeApplication, makeFamily } from '../../support/applications.ts';
import { type Site, signedIn, textOf } from '../../support/console.ts';
import { pagesApp } from '../../support/pages.ts';

let site: Site;
let ines: Awaited<ReturnType<typeof signedIn>>;
let developer: string;
before(async () => {
  site = await pagesApp();
  ines = await signedIn(site, 'ines@openfield.example');
  developer = (await site.person('dev@openfield.example', { name: 'Dev Eloper' })).id;
});
after(() => site?.close());

const { administer, approve } = {
  administer: (id: string, changes: Parameters<Site['deps']['clients']['administer']>[1]) =>
    site.deps.clients.administer(id, changes, 'administrator'),
  approve: (id: string) => site.deps.clients.approve(id, 'administrator'),
};
const make = async (name: string, homepage: string | null = `https://${name}.example/`) =>
  (await makeApplication(site.deps.clients, developer, { name, homepage: homepage ?? undefined })).id;
const names = async (query = '') =>
  [...(await ines.get(`/start${query}`)).body.matchAll(/<h2>([^<]+)<\/h2>/g)].map(([, name]) => name);

test('the start page shows what is for somebody’s groups, what is approved and what they used, and where it begins', async () => {
  assert.match(textOf((await ines.get('/start')).body), /No application yet/);
  await make('strange');
  const used = await make('used');
  await makeFamily(site.database, ines.user.id, used);
  await approve(await make('approved'));
  await approve(await make('homeless', null));
  const [mine, others] = [await make('mine'), await make('others')];
  const group = async (name: string) => {
    const added = await site.deps.groups.add({ name, description: '', ownerId: undefined }, 'administrator');
    assert.ok(added !== 'taken');
    return added.id;
  };
  const [crew, board] = [await group('Crew'), await group('Board')];
  await site.deps.groups.addPerson(crew, ines.user.id, 'administrator');
  await administer(mine, { groups: [crew] });
  await administer(others, { groups: [board] });
  await approve(others);
  assert.deepEqual(await names(), ['approved', 'mine', 'used']);
  assert.deepEqual(await names('?q=USE'), ['used']);
  assert.match(textOf((await ines.get('/start?q=none')).body), /No application found/);
  const { body } = await ines.get('/start');
  assert.match(body, /<a class="button" href="https:\/\/mine\.example\/"[^>]*aria-label="Open mine"/);
  assert.match(textOf(body), /mine Dev Eloper · mine\.example For your groups/);

  await administer(used, { groups: [board] });
  assert.deepEqual(await names(), ['approved', 'mine']);
  await site.deps.clients.disable(mine, 'administrator');
  assert.deepEqual(await names(), ['approved']);
});

test('an application that begins a sign-in by itself is sent there, with this server as the issuer', async () => {
  const id = await make('begins');
  await administer(id, { metadata: { initiateLoginUri: 'https://begins.example/login?from=portal' } });
  await approve(id);
  const { body } = await ines.get('/start?q=begins');
  const href = /href="(https:\/\/begins[^"]+)"/.exec(body)?.[1]?.replaceAll('&amp;', '&');
  assert.equal(href, `https://begins.example/login?from=portal&iss=${encodeURIComponent(site.deps.issuer)}`);
});

test('the start page is for who is signed in, and in their menu', async () => {
  const { visitor } = await import('../../support/visitor.ts');
  assert.match((await visitor(site.app).get('/start')).location, /^\/sign-in\?return_to=/);
  assert.match((await ines.get('/account')).body, /<a href="\/start">Start<\/a>/);
});
