import { startSession } from '../../src/accounts/session.ts';
import type { User } from '../../src/accounts/user.ts';
import { type TestApp, testApp } from './app.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { type Reachable, remote, type Site } from './remote.ts';
import { freePort, startServer, type TestServer } from './server.ts';
import { type Visitor, visitor } from './visitor.ts';

/** A server process of its own, to send requests to. */
export type Instance = Site & {
  readonly server: TestServer;
  /** Starts it again, on the same port, after it was stopped or killed. */
  start(): Promise<void>;
};

/** Two server processes on one database, and `seed`, a third in this process: for what has to be there before. */
export type Pair = {
  readonly a: Instance;
  readonly b: Instance;
  readonly seed: TestApp;
  readonly on: TestDatabase;
  close(): Promise<void>;
};

export type PairOptions = {
  readonly env?: Readonly<Record<string, string>>;
  readonly on?: TestDatabase;
};

export const ISSUER = 'http://localhost:3000';

/** Both instances answer for one issuer, as behind a balancer. */
export async function startPair({ env = {}, on }: PairOptions = {}): Promise<Pair> {
  const database = on ?? (await testDatabase());
  const seed = await testApp({ on: database });
  await seed.scope('read');
  await seed.scope('write');
  const [a, b] = await Promise.all([startInstance(database, env), startInstance(database, env)]);
  return {
    a,
    b,
    seed,
    on: database,
    async close() {
      await Promise.all([a.server.stop(), b.server.stop()]);
      await seed.close();
      if (!on) await database.drop();
    },
  };
}

export async function startInstance(on: TestDatabase, env: Readonly<Record<string, string>> = {}): Promise<Instance> {
  const settings = { ISSUER, PORT: String(await freePort()), ...env };
  let server = await startServer({ databaseUrl: on.url, env: settings });
  return {
    app: remote(server.url),
    get server() {
      return server;
    },
    async start() {
      server = await startServer({ databaseUrl: on.url, env: settings });
    },
  };
}

/** A browser at `app` in which this person is signed in, without the page and the hash that it costs. */
export async function browserOf(user: User, app: Reachable, seed: TestApp): Promise<Visitor> {
  const browser = visitor(app);
  const here = { address: '192.0.2.1', agent: 'Test/1.0', requestId: 'request-1' };
  const started = await startSession(user, here, undefined, seed.deps.sessions);
  if (!started) throw new Error('no session');
  browser.cookies.set('latchkey-session', started.id);
  return browser;
}
