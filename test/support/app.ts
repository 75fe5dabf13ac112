import type { FastifyInstance } from 'fastify';
import { pino } from 'pino';
import { addUser } from '../../src/accounts/add-user.ts';
import type { User } from '../../src/accounts/user.ts';
import { buildApp } from '../../src/app.ts';
import type { Deps } from '../../src/deps.ts';
import type { ClientPrivileges, ClientSettings } from '../../src/oauth/model/client.ts';
import { digest, randomId, randomToken } from '../../src/secrets.ts';
import { type Database, openDatabase } from '../../src/storage/engine/database.ts';
import type { Parts } from '../../src/wire.ts';
import { testConfig } from './config.ts';
import { type TestDatabase, testDatabase } from './database.ts';
import { type Visitor, visitor } from './visitor.ts';

export const PASSWORD = 'violet harbour sings';
export const REDIRECT = 'https://app.example/callback';
const CHEAP_HASH = { memoryKiB: 1024, passes: 1, lanes: 1 };

export type TestClient = { readonly id: string; readonly secret: string; readonly basic: string };

export type TestApp = {
  readonly app: FastifyInstance;
  readonly deps: Deps;
  readonly database: Database;
  readonly url: string;
  person(email?: string, more?: { name?: string; isAdmin?: boolean }): Promise<User>;
  application(owner: User, settings?: Partial<ClientSettings> & Partial<ClientPrivileges>): Promise<TestClient>;
  scope(name: string, description?: string): Promise<void>;
  /** A browser in which this person is signed in. */
  signedIn(user: User): Promise<Visitor>;
  close(): Promise<void>;
};

/** The whole server in this process. Without `on`, on a database of its own; `offsetMs` moves its clock. */
export async function testApp(
  options: {
    readonly on?: TestDatabase;
    readonly env?: Readonly<Record<string, string>>;
    readonly offsetMs?: number;
    readonly logLines?: string[];
    readonly reach?: Parts['reach'];
    /** As somebody has it who tries it out. */
    readonly development?: boolean;
  } = {},
): Promise<TestApp> {
  const own = options.on ?? (await testDatabase());
  const database = openDatabase({
    url: own.url,
    max: 8,
    onIdleError: () => {},
    offsetMs: options.offsetMs ?? 0,
    sendsMail: options.env?.['SMTP_URL'] !== undefined,
  });
  const { logLines } = options;
  const log = logLines
    ? pino({ level: 'trace' }, { write: (line: string) => void logLines.push(line) })
    : pino({ level: 'silent' });
  const config = { ...testConfig(options.env), strict: options.development !== true }; // for an operator: each view is compiled once
  const reach = options.reach && { reach: options.reach };
  const { app, deps } = await buildApp({ config, database, log, hashPolicy: CHEAP_HASH, ...reach });
  return {
    app,
    deps,
    database,
    url: own.url,
    async person(email = `${randomId(8)}@example.org`, { name = 'Ines Moreau', isAdmin = false } = {}) {
      const added = await addUser({ name, email, password: PASSWORD, isAdmin }, 'administrator', deps);
      if (added.kind !== 'added') throw new Error(JSON.stringify(added));
      return added.user;
    },
    async application(owner, { trusted, resourceServer, accessTokenSeconds, ...settings } = {}) {
      const id = `lk_ci_${randomId(22)}`;
      const secret = randomToken('cs');
      const full: ClientSettings = {
        name: 'Trailmark',
        homepage: 'https://app.example/',
        confidential: true,
        redirectUris: [REDIRECT],
        scopes: ['read', 'write'],
        grants: [
          'authorization_code',
          'refresh_token',
          ...(settings.confidential === false ? [] : ['client_credentials']),
        ],
        requirePkce: false,
        ...settings,
      };
      const kept = full.confidential ? { hash: digest(secret), hint: secret.slice(-3) } : undefined;
      const rights = { trusted: trusted ?? false, resourceServer: resourceServer ?? false, accessTokenSeconds };
      const ownedBy = { kind: 'person', userId: owner.id } as const;
      const privileges = { ...rights, requirePkce: full.requirePkce };
      const client = { id, owner: ownedBy, settings: full, secret: kept, inReview: false, privileges };
      await deps.clients.register(client, 'administrator');
      return { id, secret, basic: `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}` };
    },
    async scope(name, description = `Use ${name}`) {
      await deps.scopes.save({ name, description, detail: undefined, privileged: false }, 'administrator');
    },
    async signedIn(user) {
      const browser = visitor(app);
      const page = await browser.get('/sign-in');
      const answer = await browser.submit(page, '/sign-in', { email: user.email, password: PASSWORD });
      if (answer.status !== 303) throw new Error(`sign-in answered ${answer.status}`);
      return browser;
    },
    async close() {
      await app.close();
      await database.close();
      if (!options.on) await own.drop();
    },
  };
}
