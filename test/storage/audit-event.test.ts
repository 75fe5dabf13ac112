import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { addUser } from '../../src/accounts/add-user.ts';
import { disableUser, enableUser, makeAdministrator } from '../../src/accounts/administer-user.ts';
import { issuePasswordLink } from '../../src/accounts/one-time-link.ts';
import type { User } from '../../src/accounts/user.ts';
import type { Deps } from '../../src/deps.ts';
import type { Administrator } from '../../src/events.ts';
import { administerClient } from '../../src/oauth/administer-client.ts';
import type { OwnerActor } from '../../src/oauth/model/client.ts';
import { registerClient, rotateSecret } from '../../src/oauth/register-client.ts';
import { registerOwnClient } from '../../src/oauth/register-own-client.ts';
import { registerConsumer, rotateConsumerSecret } from '../../src/oauth1/register-consumer.ts';
import type { OAuth1Stores } from '../../src/oauth1/stores.ts';
import { AT_RANDOM } from '../../src/secrets.ts';
import { type TestApp, testApp } from '../support/app.ts';
import { makeApplication, SETTINGS } from '../support/applications.ts';
import { consumerOf } from '../support/oauth1.ts';

let site: TestApp;
let ines: User;
let omar: User;
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
  readonly act: (by: { admin: Administrator; owner: OwnerActor }, id: string, deps: Deps) => Promise<unknown>;
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
  'an administrator disables': {
    make: application(),
    act: ({ admin }, id, { clients }) => clients.disable(id, admin),
    events: ['client.disabled'],
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
const CONSUMER = {
  name: 'Mapwright 2',
  homepage: 'https://mapwright.example/two',
  callbackUrl: undefined,
  supportUrl: undefined,
  scopes: [],
  rsaPublicKey: undefined,
};

test('S146 what somebody does to an application, a person or a scope is recorded, or has not been done', async () => {
  const root = await site.person(undefined, { isAdmin: true });
  const from = { address: '192.0.2.1', requestId: 'r' };
  const by = { admin: { administratorId: root.id, ...from }, owner: { ownerId: ines.id, ...from } };
  for (const [what, { make, act, events }] of Object.entries(acts)) {
    const id = (await make?.()) ?? '';
    const [before, told] = [await everythingStored(), await trail()];
    await site.database.pool.query('ALTER TABLE audit_events ENABLE TRIGGER fail');
    await assert.rejects(act(by, id, site.deps), /the trail is full/, what);
    await site.database.pool.query('ALTER TABLE audit_events DISABLE TRIGGER fail');
    assert.deepEqual(await everythingStored(), before, `${what}: nothing has changed`);

    assert.ok(await act(by, id, site.deps), what);
    assert.notDeepEqual(await everythingStored(), before, what);
    const actor = what.startsWith('an owner') ? ines.id : root.id;
    const rows = (await trail()).slice(told.length).map(({ at, id: row, user_id, client_id, detail, ...rest }) => rest);
    const expected = events.map((event) => ({
      event,
      actor_id: actor,
      authorization_id: null,
      address: from.address,
      request_id: from.requestId,
    }));
    assert.deepEqual(rows, expected, what);
  }
});

async function trail(): Promise<readonly Record<string, unknown>[]> {
  return (await site.database.pool.query('SELECT * FROM audit_events ORDER BY at, event')).rows;
}

async function everythingStored() {
  const tables = ['clients', 'client_secrets', 'oauth1_consumers', 'users', 'one_time_links', 'scopes', 'scope_names'];
  const rows = tables.map(
    async (table) => (await site.database.pool.query(`SELECT t::text FROM ${table} t ORDER BY 1`)).rows,
  );
  return Promise.all(rows);
}
