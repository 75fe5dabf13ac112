import { addUser } from '../../src/accounts/add-user.ts';
import type { FactorPolicy } from '../../src/accounts/factor.ts';
import { hashSlots } from '../../src/accounts/hash-slots.ts';
import { type HashPolicy, passwordHasher } from '../../src/accounts/password-hash.ts';
import type { AccountDeps } from '../../src/accounts/stores.ts';
import type { User } from '../../src/accounts/user.ts';
import { deriveKeys } from '../../src/secrets.ts';
import { auditTrail } from '../../src/storage/audit-event.ts';
import { deletionStore } from '../../src/storage/deletion.ts';
import { emailChangeStore } from '../../src/storage/email-change.ts';
import { type Database, openDatabase } from '../../src/storage/engine/database.ts';
import { factorStore } from '../../src/storage/factor.ts';
import { groupStore } from '../../src/storage/group.ts';
import { invitationStore } from '../../src/storage/invitation.ts';
import { oneTimeLinkStore } from '../../src/storage/one-time-link.ts';
import { passkeyStore } from '../../src/storage/passkey.ts';
import { sessionStore } from '../../src/storage/session.ts';
import { signUpStore } from '../../src/storage/sign-up.ts';
import { teamStore } from '../../src/storage/team.ts';
import { throttleStore } from '../../src/storage/throttle.ts';
import { userStore } from '../../src/storage/user.ts';

/** One server's accounts on a database: open two on the same for what two instances must agree on. */
export type Accounts = AccountDeps & { readonly database: Database; readonly now: () => Date };

/** A hash that costs next to nothing, where a test is not about hashing. */
export const CHEAP: HashPolicy = { memoryKiB: 1024, passes: 1, lanes: 1 };

export const IDLE_SECONDS = 3600;
export const ABSOLUTE_SECONDS = 43200;
export const PASSWORD = 'correct horse battery staple';
export const HERE = { address: '192.0.2.1', agent: 'Test/1.0', requestId: 'request-1' };

/** `offsetMs` moves the clock of this server's statements; `slots` and `queue` bound its hashes. */
export function openAccounts(
  url: string,
  options: {
    offsetMs?: number;
    max?: number;
    policy?: HashPolicy;
    slots?: number;
    queue?: number;
    factors?: FactorPolicy;
  } = {},
): Accounts {
  const database = openDatabase({
    url,
    max: options.max ?? 4,
    offsetMs: options.offsetMs ?? 0,
    onIdleError: () => {},
  });
  const keys = deriveKeys(['a secret of the tests, long enough for anybody']);
  return {
    database,
    users: userStore(database),
    sessions: sessionStore(database, {
      idleSeconds: IDLE_SECONDS,
      absoluteSeconds: ABSOLUTE_SECONDS,
      factors: options.factors ?? 'optional',
    }),
    deletions: deletionStore(database),
    links: oneTimeLinkStore(database),
    groups: groupStore(database),
    teams: teamStore(database),
    invitations: invitationStore(database),
    emailChanges: emailChangeStore(database),
    signUps: signUpStore(database),
    throttle: throttleStore(database),
    passwords: passwordHasher({
      slots: hashSlots(options.slots ?? 2, options.queue ?? 200),
      policy: options.policy ?? CHEAP,
    }),
    audit: auditTrail(database),
    keys,
    factors: factorStore(database, { keys }),
    passkeys: passkeyStore(database),
    factorPolicy: options.factors ?? 'optional',
    now: () => database.now(),
  };
}

/** An account with the password PASSWORD. */
export async function makeUser(accounts: Accounts, email: string, typed: { isAdmin?: boolean } = {}): Promise<User> {
  const added = await addUser(
    { name: 'Somebody', email, password: PASSWORD, isAdmin: typed.isAdmin ?? false },
    'administrator',
    accounts,
  );
  if (added.kind !== 'added') throw new Error(`no account ${email}: ${JSON.stringify(added.problems)}`);
  return added.user;
}

/** The rows of a query, for what only the database knows. */
export async function rows(
  accounts: Accounts,
  sql: string,
  values: unknown[] = [],
): Promise<Record<string, unknown>[]> {
  return (await accounts.database.pool.query(sql, values)).rows;
}
