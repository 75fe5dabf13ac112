import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { behindLock, untilWaiting } from '../support/barrier.ts';
import { formsIn } from '../support/visitor.ts';

// A request is let in, and waits for the database while the right of whoever sent it is taken away.

let site: TestApp;
let ada: User;
before(async () => {
  site = await testApp();
  ada = await site.person(undefined, { isAdmin: true });
});
after(() => site.close());

const byAda = () => ({ administratorId: ada.id, address: '127.0.0.1', requestId: 'req_1' });
type Users = TestApp['deps']['users'];

/** What `who` sends to `path` when `take` stands before it at their row, where `waiting` wait in all, and is let go. */
async function sendBehind(who: User, take: (users: Users) => Promise<unknown>, path: string, waiting: number) {
  const browser = await site.signedIn(who);
  const page = await browser.get('/admin/people/new');
  const [form] = formsIn(page.body);
  const { pool } = site.database;
  const lock = { text: 'SELECT FROM users WHERE id = $1 FOR UPDATE', values: [who.id] };
  return behindLock(pool, lock, waiting, async () => {
    const taken = take(site.deps.users);
    await untilWaiting(pool, 1);
    const [answer] = await Promise.all([browser.post(path, { ...form?.fields }), taken]);
    return answer;
  });
}

for (const [what, take, undo] of [
  ['is disabled', (users: Users, id: string) => users.disable(id, byAda()), 'enable'],
  ['is no administrator any more', (users: Users, id: string) => users.removeAdmin(id, byAda()), 'make-administrator'],
] as const) {
  test(`S144 an administrator who ${what} from this moment on does not undo it by what they have sent already`, async () => {
    const ben = await site.person(undefined, { isAdmin: true });
    const answer = await sendBehind(ben, (users) => take(users, ben.id), `/admin/people/${ben.id}/${undo}`, 1);
    assert.ok([404, 409].includes(answer.status), `${answer.status} ${answer.location}`);
    const now = await site.deps.users.find(ben.id);
    assert.ok(now?.disabledAt || !now?.isAdmin, 'what was taken stays taken');
  });

  test(`S144 nor does an administrator who ${what} do anything else to anybody`, async () => {
    const [ben, cleo] = [
      await site.person(undefined, { isAdmin: true }),
      await site.person(undefined, { isAdmin: true }),
    ];
    const answer = await sendBehind(ben, (users) => take(users, ben.id), `/admin/people/${cleo.id}/disable`, 2);
    assert.equal(answer.status, 409, answer.location);
    assert.equal((await site.deps.users.find(cleo.id))?.disabledAt, undefined);
  });
}

test('S144 nor does an owner who is disabled get a secret of their application', async () => {
  const ben = await site.person();
  const client = await site.application(ben);
  const browser = await site.signedIn(ben);
  const path = `/oauth2/applications/${client.id}/rotate-secret`;
  const page = await browser.get(path);
  const holder = await site.database.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query('SELECT FROM clients WHERE id = $1 FOR UPDATE', [client.id]);
    const rotating = browser.submit(page, path, {});
    assert.equal(await untilWaiting(site.database.pool, 1), 1);
    assert.equal(await site.deps.users.disable(ben.id, byAda()), 'disabled');
    await holder.query('COMMIT');
    const answer = await rotating;
    assert.equal(answer.status, 409, answer.location);
  } finally {
    holder.release();
  }
  assert.equal((await site.deps.clients.find(client.id))?.secrets.length, 1);
});
