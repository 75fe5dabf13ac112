import Fastify, { type FastifyInstance } from 'fastify';
import { addUser } from '../../src/accounts/add-user.ts';
import { hashSlots } from '../../src/accounts/hash-slots.ts';
import { issueSetupLink } from '../../src/accounts/one-time-link.ts';
import { passwordHasher } from '../../src/accounts/password-hash.ts';
import { deriveKeys, randomId } from '../../src/secrets.ts';
import { auditTrail } from '../../src/storage/audit-event.ts';
import { openDatabase } from '../../src/storage/database.ts';
import { oneTimeLinkStore } from '../../src/storage/one-time-link.ts';
import { sessionStore } from '../../src/storage/session.ts';
import { throttleStore } from '../../src/storage/throttle.ts';
import { userStore } from '../../src/storage/user.ts';
import type { Deps } from '../../src/web/deps.ts';
import type { Page } from '../../src/web/page.ts';
import { pages } from '../../src/web/pages/index.ts';
import { mountPages } from '../../src/web/plugins/pages.ts';
import { testDatabase } from './database.ts';

export const ISSUER = 'http://localhost:3000';
export const PASSWORD = 'violet harbour sings';
const CHEAP_HASH = { memoryKiB: 1024, passes: 1, lanes: 1 };

/** The pages on a database of their own; `more` are pages of a test, `clients` the applications there are. */
export async function pagesApp(options: { readonly more?: readonly Page[]; readonly clients?: Deps['clients'] } = {}) {
  const own = await testDatabase();
  const database = openDatabase({ url: own.url, max: 5, onIdleError: () => {} });
  const clock = { now: new Date() };
  const deps: Deps = {
    issuer: ISSUER,
    cacheViews: true,
    keys: deriveKeys(['a secret of the tests, long enough']),
    now: () => clock.now,
    users: userStore(database),
    sessions: sessionStore(database, { idleSeconds: 3600, absoluteSeconds: 43_200 }),
    links: oneTimeLinkStore(database),
    throttle: throttleStore(database),
    passwords: passwordHasher({ slots: hashSlots(2), policy: CHEAP_HASH }),
    audit: auditTrail(database),
    clients: options.clients ?? { find: async () => undefined },
  };
  const app: FastifyInstance = Fastify({ genReqId: () => `req_${randomId(14)}` });
  await mountPages(app, deps, [...pages, ...(options.more ?? [])]);
  await app.ready();
  return {
    app,
    deps,
    clock,
    database,
    /** An account with PASSWORD. */
    async person(email: string, { name = 'Ines Moreau', isAdmin = false } = {}) {
      const added = await addUser({ name, email, password: PASSWORD, isAdmin }, {}, deps);
      if (added.kind !== 'added') throw new Error('not added');
      return added.user;
    },
    setupLink: async () => `/setup?token=${await issueSetupLink(deps.links)}`,
    async close() {
      await app.close();
      await database.close();
      await own.drop();
    },
  };
}
