import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { behindLock } from '../support/barrier.ts';
import { askForCodes, pollFor, typeCode } from '../support/device.ts';
import { authorizeUrl } from '../support/flow.ts';
import type { Visitor } from '../support/visitor.ts';

// A session ends, or an application becomes another, at the very moment of a decision.

let site: TestApp;
let owner: User;
before(async () => {
  site = await testApp();
  await site.scope('read');
  owner = await site.person();
});
after(() => site?.close());

const application = () => site.application(owner, { grants: ['authorization_code', 'refresh_token', DEVICE_CODE] });
const consentOf = (url: string) => url.replace('/oauth2/authorize', '/consent');

/** Somebody in front of the consent page of a device's code. */
async function atDevice(browser: Visitor, client: TestClient) {
  const waiting = await askForCodes(site, client, 'read');
  const { typed, page } = await typeCode(browser, waiting.user);
  const decide = (decision: string) =>
    browser.submit(page, new URL(typed.location, site.deps.issuer).pathname, { decision });
  return { waiting, decide };
}

const endOf = ({ id }: User) => ({ text: 'DELETE FROM sessions WHERE user_id = $1', values: [id] });
const renaming = ({ id }: TestClient) => ({ text: "UPDATE clients SET name = 'Other' WHERE id = $1", values: [id] });
const during = (lock: ReturnType<typeof endOf>, decide: () => ReturnType<Visitor['get']>) =>
  behindLock(site.database.pool, lock, 1, decide);

test('whose session ends at the moment of the decision signs in and is asked the same again', async () => {
  const person = await site.person();
  for (const trusted of [false, true]) {
    const client = await site.application(owner, { trusted });
    const [browser, url] = [await site.signedIn(person), authorizeUrl(client)];
    const page = trusted ? undefined : await browser.get(consentOf(url));
    const answer = await during(endOf(person), () =>
      page ? browser.submit(page, '/consent', { decision: 'authorize' }) : browser.get(url),
    );
    assert.deepEqual([answer.status, answer.location], [303, `/sign-in?return_to=${url}`]);
  }
});

test('nor is a device’s code lost then', async () => {
  const [person, client] = [await site.person(), await application()];
  for (const decision of ['authorize', 'deny']) {
    const { waiting, decide } = await atDevice(await site.signedIn(person), client);
    const answer = await during(endOf(person), () => decide(decision));
    const back = `/device?user_code=${waiting.user}`;
    assert.deepEqual([answer.status, answer.location], [303, `/sign-in?return_to=${encodeURIComponent(back)}`]);
    assert.equal((await pollFor(site, client, waiting.device)).body.error, 'authorization_pending');
  }
});

test('S005 S061 what is approved at the moment of a change of the name does not count for the new one', async () => {
  const [person, client] = [await site.person(), await application()];
  const [browser, url] = [await site.signedIn(person), authorizeUrl(client)];
  const page = await browser.get(consentOf(url));
  const answer = await during(renaming(client), () => browser.submit(page, '/consent', { decision: 'authorize' }));
  assert.equal(answer.status, 403);
  assert.match(answer.body, /Other/, 'what it is called now');
  assert.match((await browser.get(url)).location, /^\/consent/);

  const device = await application();
  const { decide } = await atDevice(browser, device);
  assert.equal((await during(renaming(device), () => decide('authorize'))).status, 403);
  assert.match((await browser.get(authorizeUrl(device))).location, /^\/consent/);
});

test('S061 nor what is approved after the change has begun and before it gets at the application', async () => {
  const [person, client] = [await site.person(), await application()];
  const [browser, url] = [await site.signedIn(person), authorizeUrl(client)];
  const change = await site.database.pool.connect();
  try {
    await change.query('BEGIN');
    await change.query('SELECT now()');
    const page = await browser.get(consentOf(url));
    assert.match((await browser.submit(page, '/consent', { decision: 'authorize' })).location, /[?&]code=/);
    await change.query(renaming(client).text, [client.id]);
    await change.query('COMMIT');
  } finally {
    await change.query('ROLLBACK');
    change.release();
  }
  assert.match((await browser.get(url)).location, /^\/consent/);
});
