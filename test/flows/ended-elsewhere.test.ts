import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import type { User } from '../../src/accounts/user.ts';
import { JWT_BEARER_GRANT } from '../../src/oauth/grants/jwt-bearer.ts';
import { TOKEN_EXCHANGE } from '../../src/oauth/model/token-exchange.ts';
import { randomId } from '../../src/secrets.ts';
import { PASSWORD, REDIRECT, type TestApp, type TestClient, testApp } from '../support/app.ts';
import { untilWaiting } from '../support/barrier.ts';
import { keyPair, signed } from '../support/confusions.ts';
import { type TestDatabase, testDatabase } from '../support/database.ts';
import { authorizeUrl, codeOf, isActive, post, redeem } from '../support/flow.ts';
import { type Instance, startInstance } from '../support/pair.ts';
import { textOf, type Visitor, visitor } from '../support/visitor.ts';

// Something ends in one process at the very moment in which another one gives it.

const IDP = 'https://idp.example';
const ACCESS_TOKEN = 'urn:ietf:params:oauth:token-type:access_token';
const key = keyPair('idp');
let on: TestDatabase;
let site: TestApp;
let other: TestApp;
let elsewhere: Instance;
let root: Visitor;
let keeper: User;
before(async () => {
  on = await testDatabase();
  [site, other, elsewhere] = await Promise.all([
    testApp({ on }),
    testApp({ on }),
    startInstance(on, { DELETION_DAYS: '0' }),
  ]);
  await site.scope('read');
  keeper = await site.person();
  const { email } = await site.person(undefined, { isAdmin: true });
  root = visitor(elsewhere.app);
  const page = await root.get('/sign-in');
  assert.equal((await root.submit(page, '/sign-in', { email, password: PASSWORD })).status, 303);
});
after(async () => {
  await Promise.all([site?.close(), other?.close(), elsewhere?.server.stop()]);
  await on?.drop();
});

/**
 * Holds these rows until `first`, and then `second` too, waits for somebody, and lets all go on. `mayPass`: the first may not stand at this
 * lock at all; then it is over before the other begins.
 */
async function whileHeld<First, Second>(
  lock: { readonly text: string; readonly values: readonly unknown[] },
  first: () => Promise<First>,
  second: () => Promise<Second>,
  { mayPass = false } = {},
): Promise<readonly [First, Second]> {
  const holder = await site.database.pool.connect();
  try {
    await holder.query('BEGIN');
    await holder.query(lock.text, [...lock.values]);
    const one = first();
    const standing = untilWaiting(site.database.pool, 1);
    if (mayPass) await Promise.race([one, standing]);
    else assert.equal(await standing, 1, 'the first stands at the lock');
    const two = second();
    await Promise.race([two, untilWaiting(site.database.pool, 2)]);
    await holder.query('COMMIT');
    return [await one, await two];
  } finally {
    await holder.query('ROLLBACK');
    holder.release();
  }
}

test('S145 S144 an account that another process deletes while it accepts an application owns nothing, and no offer is left', async () => {
  for (const [whose, order] of [
    ['receiver', 'accept first'],
    ['receiver', 'delete first'],
    ['giver', 'accept first'],
    ['giver', 'delete first'],
  ] as const) {
    const [giver, receiver] = [await site.person(), await site.person()];
    const { id } = await site.application(giver, {});
    const { email, emailCanonical } = receiver;
    await site.deps.clientOffers.offer(id, { kind: 'person', email, emailCanonical }, { ownerId: giver.id });
    const [offer] = await site.deps.clientOffers.listFor(receiver.id);
    assert.ok(offer);
    const gone = whose === 'giver' ? giver : receiver;
    const accept = () => site.deps.clientOffers.accept(offer.id, { ownerId: receiver.id }, 100);
    const path = `/admin/people/${gone.id}`;
    const page = await root.get(path);
    const remove = () => root.submit(page, `${path}/delete-now`, {});
    // Whoever accepts locks themselves, then the application; whoever deletes the person, then what is theirs.
    const lock =
      whose === 'receiver'
        ? { text: 'SELECT FROM users WHERE id = $1 FOR UPDATE', values: [receiver.id] }
        : { text: 'SELECT FROM clients WHERE id = $1 FOR UPDATE', values: [id] };
    const [one, two] =
      order === 'accept first' ? await whileHeld(lock, accept, remove) : await whileHeld(lock, remove, accept);
    const [accepted, removed] = (order === 'accept first' ? [one, two] : [two, one]) as [
      Awaited<ReturnType<typeof accept>>,
      Awaited<ReturnType<typeof remove>>,
    ];
    assert.equal(removed.status, 303, `${whose}, ${order}: ${textOf(removed.body)}`);
    assert.equal(await site.deps.users.find(gone.id), undefined);
    const client = await site.deps.clients.find(id);
    const said = `${whose}, ${order}: ${JSON.stringify(accepted)}, ${JSON.stringify(client?.owner)} ${client?.state}`;
    const owner = client?.owner.kind === 'person' ? client.owner.userId : 'nobody';
    const left = whose === 'receiver' ? giver.id : receiver.id;
    assert.ok(owner === 'nobody' ? client?.state === 'disabled' : owner === left && client?.state === 'active', said);
    if (typeof accepted === 'object' && whose === 'giver') assert.equal(owner, receiver.id, said);
    const { rows } = await site.database.pool.query('SELECT FROM client_offers WHERE email_canonical = $1', [
      receiver.emailCanonical,
    ]);
    assert.equal(rows.length, 0, said);
  }
});

/** An application to which the issuer names people, or that exchanges the tokens of another one, with what this person allowed it. */
async function granted(kind: 'assertion' | 'exchange', trusted = false) {
  const person = await site.person();
  await site.database.pool.query('UPDATE users SET email_verified_at = now() WHERE id = $1', [person.id]);
  const shop = await site.application(keeper, { scopes: ['read'] });
  const grants = ['authorization_code', 'refresh_token', kind === 'assertion' ? JWT_BEARER_GRANT : TOKEN_EXCHANGE];
  const client = await site.application(keeper, { scopes: ['read'], grants, trusted });
  const peopleIssuers = [{ issuer: IDP, by: 'sub', audience: site.deps.issuer }] as const;
  const issuerKeys = [{ issuer: IDP, jwks: { keys: [key.jwk] } }];
  const metadata = kind === 'assertion' ? { peopleIssuers, issuerKeys } : { exchangesFrom: [shop.id] };
  await site.deps.clients.administer(client.id, { metadata }, 'administrator');
  const browser = await site.signedIn(person);
  const tokenOf = async (of: TestClient) => {
    const code = await codeOf(browser, authorizeUrl(of, { scope: 'read', redirect_uri: REDIRECT }));
    const { status, body } = await redeem(site, of, code);
    assert.equal(status, 200, JSON.stringify(body));
    return body.access_token as string;
  };
  await tokenOf(client);
  const subject = await tokenOf(shop);
  const ask = () => {
    const now = Math.floor(Date.now() / 1000);
    const claims = { iss: IDP, sub: person.id, aud: site.deps.issuer, exp: now + 60, iat: now, jti: randomId(22) };
    const fields =
      kind === 'assertion'
        ? { grant_type: JWT_BEARER_GRANT, assertion: signed(key, claims), scope: 'read' }
        : { grant_type: TOKEN_EXCHANGE, subject_token: subject, subject_token_type: ACCESS_TOKEN, scope: 'read' };
    return post(other, '/oauth2/token', fields, client);
  };
  return { person, client, ask };
}

const ENDS: Readonly<Record<string, (about: { person: User; client: TestClient }) => Promise<unknown>>> = {
  'the person revokes it': ({ person, client }) => site.deps.consents.revoke(person.id, client.id, {}),
  'everything of the application is revoked': ({ client }) =>
    site.deps.clients.endEverything(client.id, 'administrator'),
  'the application is disabled': ({ client }) => site.deps.clients.disable(client.id, 'administrator'),
  'the person is disabled': ({ person }) => site.deps.users.disable(person.id, 'administrator'),
};

for (const kind of ['assertion', 'exchange'] as const) {
  test(`S067 S144 no token by ${kind} survives what ends it, in another process, at the very moment`, async () => {
    for (const [what, end] of Object.entries(ENDS)) {
      for (const held of ['consents', 'users'] as const) {
        for (const order of ['given first', 'ended first'] as const) {
          const { person, client, ask } = await granted(kind);
          const lock = {
            text: `SELECT FROM ${held} WHERE ${held === 'users' ? 'id' : 'user_id'} = $1 FOR UPDATE`,
            values: [person.id],
          };
          const about = { person, client };
          const said = `${what}, ${held}, ${order}`;
          const answer =
            order === 'given first'
              ? (await whileHeld(lock, ask, () => end(about), { mayPass: true }))[0]
              : (await whileHeld(lock, () => end(about), ask, { mayPass: true }))[1];
          // What was disabled is enabled again, once it is over: nothing comes back to life.
          await site.deps.clients.enable(client.id, 'administrator');
          await site.deps.users.enable(person.id, 'administrator');
          assert.ok([200, 400, 401].includes(answer.status), `${said}: ${JSON.stringify(answer.body)}`);
          if (answer.status === 200) assert.equal(await isActive(site, client, answer.body.access_token), false, said);
        }
      }
    }
  });
}
