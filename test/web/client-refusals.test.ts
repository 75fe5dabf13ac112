import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { testApp } from '../support/app.ts';
import { post } from '../support/flow.ts';

let site: Awaited<ReturnType<typeof testApp>>;
before(async () => {
  site = await testApp();
});
after(() => site.close());

test('the owner reads why a client was not accepted, the sender one sentence for all reasons', async () => {
  const owner = await site.person();
  const client = await site.application(owner, { scopes: [] });
  const wrong = { ...client, basic: `Basic ${Buffer.from(`${client.id}:wrong`).toString('base64')}` };
  const stranger = await post(site, '/oauth2/token', { grant_type: 'client_credentials' }, wrong);
  const unknown = { ...client, basic: `Basic ${Buffer.from('nobody:wrong').toString('base64')}` };
  const nobody = await post(site, '/oauth2/token', { grant_type: 'client_credentials' }, unknown);
  assert.deepEqual(stranger.body, nobody.body);
  await post(site, '/oauth2/token', { grant_type: 'client_credentials', client_id: client.id });
  await site.deps.refusals.flush();
  const browser = await site.signedIn(owner);
  const page = await browser.get(`/oauth2/applications/${client.id}/refusals`);
  assert.match(page.body, /The secret is not one of its live ones/);
  assert.match(page.body, /It is confidential, and no secret was sent/);
});
