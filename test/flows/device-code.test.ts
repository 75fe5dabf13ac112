import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { decideDevice, pollFor } from '../support/device.ts';
import { isActive } from '../support/flow.ts';
import { ask, rotate, withoutSecret } from '../support/tokens.ts';
import type { Visitor } from '../support/visitor.ts';

let site: TestApp;
let ines: User;
let browser: Visitor;
let television: TestClient;
let api: TestClient;
const GRANTS = [DEVICE_CODE, 'refresh_token'];
before(async () => {
  site = await testApp();
  for (const name of ['read', 'write']) await site.scope(name);
  ines = await site.person();
  browser = await site.signedIn(ines);
  television = withoutSecret(
    await site.application(ines, { confidential: false, redirectUris: [], grants: GRANTS, name: 'Television' }),
  );
  api = await site.application(ines, { resourceServer: true });
});
after(() => site?.close());

test('a device gets the tokens that its person agreed to', async () => {
  const { status, body } = await ask(site, television, { scope: 'read' }, '/oauth2/device_authorization');
  assert.equal(status, 200);
  assert.match(String(body['device_code']), /^lk_dc_[0-9A-Za-z]{49}$/);
  assert.match(String(body['user_code']), /^[B-DF-HJ-NP-TV-XZ]{4}-[B-DF-HJ-NP-TV-XZ]{4}$/);
  assert.deepEqual(
    [body['verification_uri'], body['verification_uri_complete'], body['expires_in'], body['interval']],
    ['http://localhost:3000/device', `http://localhost:3000/device?user_code=${body['user_code']}`, 600, 5],
  );
  const device = String(body['device_code']);
  assert.equal((await pollFor(site, television, device)).body.error, 'authorization_pending');
  const said = await decideDevice(browser, String(body['user_code']));
  assert.equal(said.status, 200, said.body);
  assert.match(said.body, /You authorized Television/);
  const tokens = await pollFor(site, television, device);
  assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
  assert.deepEqual([tokens.body['scope'], tokens.body['expires_in']], ['read', 3600]);
  assert.equal(await isActive(site, api, tokens.body.access_token), true);
  assert.equal((await rotate(site, television, tokens.body.refresh_token)).status, 200);
  assert.equal((await pollFor(site, television, device)).body.error, 'invalid_grant');
});
