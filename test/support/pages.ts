import Fastify, { type FastifyInstance, type RouteOptions } from 'fastify';
import { pino } from 'pino';
import { addUser } from '../../src/accounts/add-user.ts';
import { issueSetupLink } from '../../src/accounts/one-time-link.ts';
import type { Deps } from '../../src/deps.ts';
import { randomId } from '../../src/secrets.ts';
import { openDatabase } from '../../src/storage/engine/database.ts';
import type { Page } from '../../src/web/page.ts';
import { pages } from '../../src/web/pages.ts';
import { mountPages } from '../../src/web/plugins/pages.ts';
import { answerBadUrl } from '../../src/web/requests/bad-url.ts';
import { wire } from '../../src/wire.ts';
import { testConfig } from './config.ts';
import { testDatabase } from './database.ts';

export const ISSUER = 'http://localhost:3000';
export const PASSWORD = 'violet harbour sings';
const CHEAP_HASH = { memoryKiB: 1024, passes: 1, lanes: 1 };

/** The pages on a database of their own; `more` are pages of a test, `clients` the applications there are, `deps` what is not as ever. */
export async function pagesApp(
  options: {
    readonly more?: readonly Page[];
    readonly clients?: Partial<Deps['clients']>;
    readonly deps?: Partial<Deps>;
    readonly env?: Readonly<Record<string, string>>;
  } = {},
) {
  const own = await testDatabase();
  const database = openDatabase({ url: own.url, max: 5, onIdleError: () => {} });
  const clock = { now: new Date() };
  const { deps: wired, close } = wire(
    { config: testConfig(options.env), database, log: pino({ level: 'silent' }), hashPolicy: CHEAP_HASH },
    () => false,
  );
  const deps: Deps = {
    ...wired,
    now: () => clock.now,
    clients: { ...wired.clients, ...options.clients },
    ...options.deps,
  };
  const app: FastifyInstance = Fastify({ genReqId: () => `req_${randomId(14)}`, frameworkErrors: answerBadUrl });
  const routes: RouteOptions[] = [];
  app.addHook('onRoute', (route) => {
    routes.push(route);
  });
  await mountPages(app, deps, [...pages, ...(options.more ?? [])]);
  await app.ready();
  return {
    app,
    /** Everything that was mounted, in this order. */
    routes,
    deps,
    clock,
    database,
    /** An account with PASSWORD. */
    async person(email: string, { name = 'Ines Moreau', isAdmin = false } = {}) {
      const added = await addUser({ name, email, password: PASSWORD, isAdmin }, 'administrator', deps);
      if (added.kind !== 'added') throw new Error('not added');
      return added.user;
    },
    setupLink: async () => `/setup?token=${await issueSetupLink(deps.links)}`,
    async close() {
      await app.close();
      await close();
      await database.close();
      await own.drop();
    },
  };
}
