import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addUser } from '../../src/accounts/add-user.ts';
import { disableUser, enableUser, endSessions, makeAdministrator } from '../../src/accounts/administer-user.ts';
import { issuePasswordLink } from '../../src/accounts/one-time-link.ts';
import { type Origin, renewSession, type Session, startSession } from '../../src/accounts/session.ts';
import type { User } from '../../src/accounts/user.ts';
import type { Deps } from '../../src/deps.ts';
import type { Administrator } from '../../src/events.ts';
import { administerClient } from '../../src/oauth/administer-client.ts';
import type { OwnerActor } from '../../src/oauth/model/client.ts';
import { registerClient, rotateSecret } from '../../src/oauth/register-client.ts';
import { registerOwnClient } from '../../src/oauth/register-own-client.ts';
import { registerConsumer, rotateConsumerSecret } from '../../src/oauth1/register-consumer.ts';
import type { OAuth1Stores } from '../../src/oauth1/stores.ts';
import { AT_RANDOM, digest } from '../../src/secrets.ts';
import { type TestApp, type TestClient, testApp } from '../support/app.ts';
import { makeApplication, SETTINGS } from '../support/applications.ts';
import { authorizeUrl, codeOf } from '../support/flow.ts';
import { accessTokenOf, consumerOf } from '../support/oauth1.ts';

let site: TestApp;
let ines: User;
let omar: User;
let client: TestClient;
let map: Awaited<ReturnType<typeof consumerOf>>;
before(async () => {
  site = await testApp({ env: { OAUTH1: 'on' } });
  ines = await site.person();
  omar = await site.person();
  await site.scope('spare');
  await site.database.pool.query(`
    CREATE FUNCTION fail() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'the trail is full'; END $$;
    CREATE TRIGGER fail BEFORE INSERT ON audit_events FOR EACH ROW EXECUTE FUNCTION fail();
    ALTER TABLE audit_events DISABLE TRIGGER fail;`);
});
after(() => site?.close());

/** Something that is done to a thing of its own, and the events that tell of it. */
type Act = {
  readonly make?: () => Promise<string>;
  readonly act: (
    by: { admin: Administrator; owner: OwnerActor; here: Origin },
    id: string,
    deps: Deps,
  ) => Promise<unknown>;
  readonly events: readonly string[];
};

const application =
  (inReview = false) =>
  async () =>
    (await makeApplication(site.deps.clients, ines.id, {}, inReview)).id;
const open = async () => (await makeApplication(site.deps.clients, ines.id, { confidential: false })).id;
const off = async () => {
  const id = await application()();
  await site.deps.clients.disable(id, 'administrator');
  return id;
};
const consumer = async () => (await consumerOf(site, ines)).key;
const waiting = async () => {
  const key = await consumer();
  await site.database.pool.query('UPDATE oauth1_consumers SET in_review = true WHERE key = $1', [key]);
  return key;
};
const offConsumer = async () => {
  const key = await consumer();
  await consumersOf(site.deps).disable(key, 'administrator');
  return key;
};
const person = async () => (await site.person()).id;
const offPerson = async () => {
  const id = await person();
  await site.deps.users.disable(id, 'administrator');
  return id;
};
const NEW = { name: 'Dora', email: 'dora@example.org', password: undefined, isAdmin: false };
const SCOPE = { name: 'fresh', description: 'Be new', detail: undefined, privileged: false };
const everything = {
  settings: { ...SETTINGS, name: 'Another', homepage: undefined, scopes: [] },
  privileges: { trusted: true, resourceServer: true, accessTokenSeconds: 600, requirePkce: true },
  dialect: { name: 'op-api', expiresAt: undefined },
  legacyGrants: ['password'],
} as const;

function consumersOf({ oauth1 }: Deps): OAuth1Stores['consumers'] {
  return oauth1?.consumers ?? assert.fail();
}

const acts: Readonly<Record<string, Act>> = {
  'an owner registers': {
    act: ({ owner }, _, deps) =>
      registerOwnClient({ settings: SETTINGS, inReview: false }, owner, { ...deps, mint: AT_RANDOM }),
    events: ['client.registered'],
  },
  'an owner edits': {
    make: application(),
    act: ({ owner }, id, { clients }) => clients.change(id, { ...SETTINGS, name: 'Other' }, owner),
    events: ['client.changed'],
  },
  'an owner rotates': {
    make: application(),
    act: ({ owner }, clientId, deps) => rotateSecret({ clientId, endOld: true, by: owner }, deps),
    events: ['client.secret_rotated'],
  },
  'an owner deletes': {
    make: application(),
    act: ({ owner }, id, { clients }) => clients.delete(id, owner),
    events: ['client.deleted'],
  },
  'an administrator registers': {
    act: ({ admin }, _, deps) =>
      registerClient({ ...everything, owner: { kind: 'person', userId: ines.id }, inReview: false }, admin, deps),
    events: ['client.registered'],
  },
  'an administrator changes everything': {
    make: open,
    act: ({ admin }, id, deps) =>
      administerClient(id, { ...everything, owner: { kind: 'person', userId: omar.id } }, admin, deps),
    events: ['client.changed', 'client.dialect_changed', 'client.secret_rotated'],
  },
  'an administrator approves': {
    make: application(true),
    act: ({ admin }, id, { clients }) => clients.approve(id, admin),
    events: ['client.approved'],
  },
  'an administrator edits what is verified': {
    make: async () => {
      const id = await application(true)();
      await site.deps.clients.approve(id, 'administrator');
      return id;
    },
    act: ({ admin }, id, { clients }) => clients.change(id, { ...SETTINGS, name: 'Edited' }, admin),
    events: ['client.changed'],
  },
  'an administrator deletes': {
    make: application(),
    act: ({ admin }, id, { clients }) => clients.delete(id, admin),
    events: ['client.deleted'],
  },
  'an administrator disables': {
    make: application(),
    act: ({ admin }, id, { clients }) => clients.disable(id, admin),
    events: ['client.disabled'],
  },
  'an administrator disables with a reason': {
    make: application(),
    act: ({ admin }, id, { clients }) => clients.disable(id, admin, 'It asks for too much.'),
    events: ['client.changed', 'client.disabled'],
  },
  'an administrator enables': {
    make: off,
    act: ({ admin }, id, { clients }) => clients.enable(id, admin),
    events: ['client.enabled'],
  },
  'an owner registers a consumer': {
    act: ({ owner }, _, deps) =>
      registerConsumer({ settings: CONSUMER, inReview: false }, owner, { consumers: consumersOf(deps) }),
    events: ['client.registered'],
  },
  'an owner edits a consumer': {
    make: consumer,
    act: ({ owner }, key, deps) => consumersOf(deps).change(key, CONSUMER, owner),
    events: ['client.changed'],
  },
  'an owner rotates the secret of a consumer': {
    make: consumer,
    act: ({ owner }, key, deps) => rotateConsumerSecret({ key, by: owner }, { consumers: consumersOf(deps) }),
    events: ['client.secret_rotated'],
  },
  'an owner deletes a consumer': {
    make: consumer,
    act: ({ owner }, key, deps) => consumersOf(deps).delete(key, owner),
    events: ['client.deleted'],
  },
  'an administrator approves a consumer': {
    make: waiting,
    act: ({ admin }, key, deps) => consumersOf(deps).approve(key, admin),
    events: ['client.approved'],
  },
  'an administrator allows a consumer PLAINTEXT': {
    make: consumer,
    act: ({ admin }, key, deps) => consumersOf(deps).allowPlaintext(key, true, admin),
    events: ['client.changed'],
  },
  'an administrator disables a consumer': {
    make: consumer,
    act: ({ admin }, key, deps) => consumersOf(deps).disable(key, admin),
    events: ['client.disabled'],
  },
  'an administrator enables a consumer': {
    make: offConsumer,
    act: ({ admin }, key, deps) => consumersOf(deps).enable(key, admin),
    events: ['client.enabled'],
  },
  'an administrator adds a person': { act: ({ admin }, _, deps) => addUser(NEW, admin, deps), events: ['user.added'] },
  'an administrator makes another': {
    make: person,
    act: ({ admin }, id, deps) => makeAdministrator(id, admin, deps),
    events: ['user.made_admin'],
  },
  'an administrator disables a person': {
    make: person,
    act: ({ admin }, id, deps) => disableUser(id, admin, deps),
    events: ['user.disabled'],
  },
  'an administrator enables a person': {
    make: offPerson,
    act: ({ admin }, id, deps) => enableUser(id, admin, deps),
    events: ['user.enabled'],
  },
  'an administrator ends all sessions of a person': {
    make: signedIn,
    act: ({ admin }, id, deps) => endSessions(id, admin, deps),
    events: ['session.ended'],
  },
  'an administrator issues a link': {
    make: person,
    act: ({ admin }, id, deps) => issuePasswordLink(id, admin, deps),
    events: ['password.link_issued'],
  },
  'an administrator adds a scope': {
    act: ({ admin }, _, { scopes }) => scopes.save(SCOPE, admin),
    events: ['scope.changed'],
  },
  'an administrator renames a scope': {
    act: ({ admin }, _, { scopes }) => scopes.rename('spare', 'spared', admin),
    events: ['scope.changed'],
  },
  'an administrator deletes a scope': {
    act: ({ admin }, _, { scopes }) => scopes.delete('spared', admin),
    events: ['scope.changed'],
  },
};

/** What people do to their own account: the id is theirs. */
const ownActs: Readonly<Record<string, Act>> = {
  'signs in': {
    make: person,
    act: async ({ here }, id, { sessions, users }) => startSession(await found(users, id), here, undefined, sessions),
    events: ['sign_in.succeeded'],
  },
  'proves again who they are': {
    make: signedIn,
    act: async ({ here }, id, { sessions, users }) =>
      renewSession(await sessionOf(id), await found(users, id), here, sessions),
    events: ['session.reauthenticated'],
  },
  'signs out': {
    make: signedIn,
    act: async ({ here }, id, { sessions }) => sessions.end(await sessionOf(id), here),
    events: ['session.ended'],
  },
  'ends a session': {
    make: signedIn,
    act: async ({ here }, id, { sessions }) => sessions.endByHandle(id, (await sessionOf(id)).handle, here),
    events: ['session.ended'],
  },
  'ends all other sessions': {
    make: signedIn,
    act: ({ here }, id, { sessions }) => sessions.endOthers(id, Buffer.alloc(32), here),
    events: ['session.ended'],
  },
  'takes another name': {
    make: person,
    act: ({ here }, id, { users }) => users.rename(id, 'Another', here),
    events: ['user.renamed'],
  },
  'changes the password': {
    make: signedIn,
    act: ({ here }, userId, { users }) => users.setPassword({ userId, passwordHash: 'another' }, here),
    events: ['password.changed'],
  },
  'sets a password with a link': {
    make: async () => {
      const id = await person();
      await site.deps.links.addPassword({ hash: digest(id), seconds: 60, userId: id }, 'administrator');
      return id;
    },
    act: ({ here }, id, { links }) => links.redeemPassword({ hash: digest(id), passwordHash: 'another' }, here),
    events: ['password.changed'],
  },
  'takes back what an application was allowed': {
    make: async () => {
      const id = await person();
      await codeOf(await site.signedIn(await found(site.deps.users, id)), authorizeUrl(client));
      return id;
    },
    act: ({ here }, id, { consents }) => consents.revoke(id, client.id, here),
    events: ['consent.revoked'],
  },
  'takes back what a consumer was allowed': {
    make: async () => {
      const id = await person();
      await accessTokenOf(site, await site.signedIn(await found(site.deps.users, id)), map);
      return id;
    },
    act: ({ here }, id, { oauth1 }) => oauth1?.accessTokens.revoke(id, map.key, here) ?? assert.fail(),
    events: ['consent.revoked'],
  },
};

async function signedIn(): Promise<string> {
  const user = await site.person();
  await startSession(user, HERE, undefined, site.deps.sessions);
  return user.id;
}

async function found(users: Deps['users'], id: string): Promise<User> {
  return (await users.find(id)) ?? assert.fail();
}

/** A session of a person who has one. */
async function sessionOf(id: string): Promise<Session> {
  const [session] = await site.deps.sessions.list(id);
  return (session && (await site.deps.sessions.find(session.idHash))) ?? assert.fail();
}

const CONSUMER = {
  name: 'Mapwright 2',
  homepage: 'https://mapwright.example/two',
  callbackUrl: undefined,
  supportUrl: undefined,
  scopes: [],
  rsaPublicKey: undefined,
};

const HERE = { address: '192.0.2.1', agent: 'Test/1.0', requestId: 'r' };

test('S146 the first administrator is recorded, or has not been made', async () => {
  const hash = digest('setup');
  await site.deps.links.addSetup({ hash, seconds: 60 });
  const first = { name: 'Rut', email: 'rut@example.org', emailCanonical: 'rut@example.org', passwordHash: 'hash' };
  const create = () => site.deps.users.createFirstAdministrator(hash, first, HERE);
  const [row] = await recordedOrUndone('setup', create, ['setup.completed']);
  const made = await site.deps.users.findByEmail(first.email);
  assert.ok(made?.isAdmin);
  assert.deepEqual([row?.['user_id'], row?.['actor_id']], [made.id, null]);
});

test('S146 what somebody does to an application, a person or a scope is recorded, or has not been done', async () => {
  const root = await site.person(undefined, { isAdmin: true });
  const from = { address: HERE.address, requestId: HERE.requestId };
  const by = { admin: { administratorId: root.id, ...from }, owner: { ownerId: ines.id, ...from }, here: HERE };
  for (const [what, { make, act, events }] of Object.entries(acts)) {
    const id = (await make?.()) ?? '';
    const rows = await recordedOrUndone(what, () => act(by, id, site.deps), events);
    const actor = what.startsWith('an owner') ? ines.id : root.id;
    assert.deepEqual(new Set(rows.map((row) => row['actor_id'])), new Set([actor]), what);
  }
  client = await site.application(ines);
  map = await consumerOf(site, ines);
  for (const [what, { make, act, events }] of Object.entries(ownActs)) {
    const id = (await make?.()) ?? '';
    const rows = await recordedOrUndone(what, () => act(by, id, site.deps), events);
    assert.deepEqual(
      rows.map((row) => [row['user_id'], row['actor_id']]),
      events.map(() => [id, null]),
      what,
    );
  }
});

/** Does it while its row of the trail fails, which must leave everything as it was, and then in earnest: the new rows. */
async function recordedOrUndone(what: string, act: () => Promise<unknown>, events: readonly string[]) {
  const [before, told] = [await everythingStored(), await trail()];
  await site.database.pool.query('ALTER TABLE audit_events ENABLE TRIGGER fail');
  await assert.rejects(act(), /the trail is full/, what);
  await site.database.pool.query('ALTER TABLE audit_events DISABLE TRIGGER fail');
  assert.deepEqual(await everythingStored(), before, `${what}: nothing has changed`);

  assert.ok(await act(), what);
  assert.notDeepEqual(await everythingStored(), before, what);
  const rows = (await trail()).slice(told.length);
  const expected = events.map((event) => ({ event, address: HERE.address, request_id: HERE.requestId }));
  assert.deepEqual(
    rows.map(({ event, address, request_id }) => ({ event, address, request_id })),
    expected,
    what,
  );
  return rows;
}

async function trail(): Promise<readonly Record<string, unknown>[]> {
  return (await site.database.pool.query('SELECT * FROM audit_events ORDER BY at, event')).rows;
}

async function everythingStored() {
  const tables = [
    ...['clients', 'client_secrets', 'oauth1_consumers', 'users', 'one_time_links', 'scopes', 'scope_names'],
    ...['sessions', 'consents', 'authorizations', 'oauth1_request_tokens', 'oauth1_access_tokens'],
  ];
  const rows = tables.map(
    async (table) => (await site.database.pool.query(`SELECT t::text FROM ${table} t ORDER BY 1`)).rows,
  );
  return Promise.all(rows);
}
