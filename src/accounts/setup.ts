import { digest } from '../secrets.ts';
import { TooBusy } from './hash-slots.ts';
import { type NewUserProblems, readNewUser } from './new-user.ts';
import type { OneTimeLinkStore } from './one-time-link.ts';
import type { Origin } from './session.ts';
import type { AccountDeps } from './stores.ts';
import type { User } from './user.ts';

export type SetUp =
  | { readonly kind: 'created'; readonly user: User }
  | { readonly kind: 'problems'; readonly problems: NewUserProblems }
  | { readonly kind: 'gone' }
  | { readonly kind: 'busy'; readonly retryAfterSeconds: number };

/** Makes the first administrator with the setup link, once; wrong fields leave the link as it was. */
export async function createFirstAdministrator(
  token: string,
  typed: { readonly name: string; readonly email: string; readonly password: string },
  origin: Origin,
  deps: Pick<AccountDeps, 'users' | 'passwords'> & { readonly links: Pick<OneTimeLinkStore, 'hasSetup'> },
): Promise<SetUp> {
  const linkHash = digest(token);
  if (!(await deps.links.hasSetup(linkHash))) return { kind: 'gone' }; // a stranger's guess costs no hash
  const fields = await readNewUser(typed);
  if ('problems' in fields) return { kind: 'problems', problems: fields.problems };
  try {
    const passwordHash = await deps.passwords.hash(typed.password);
    const { email, canonical: emailCanonical, name } = fields;
    const fresh = { email, emailCanonical, name, passwordHash };
    const user = await deps.users.createFirstAdministrator(linkHash, fresh, origin);
    if (user === 'gone') return { kind: 'gone' };
    if (user === 'email-taken') return { kind: 'problems', problems: { email: 'taken' } };
    return { kind: 'created', user };
  } catch (error) {
    if (error instanceof TooBusy) return { kind: 'busy', retryAfterSeconds: error.retryAfterSeconds };
    throw error;
  }
}
