import { type NewUserProblems, readNewUser } from './new-user.ts';
import type { AccountDeps } from './stores.ts';
import type { User, UserStore } from './user.ts';

export type AddedUser =
  | { readonly kind: 'added'; readonly user: User }
  | { readonly kind: 'problems'; readonly problems: NewUserProblems };

/** Makes an account, on the command line or by an administrator; without a password its owner chooses one with a link. */
export async function addUser(
  typed: {
    readonly name: string;
    readonly email: string;
    readonly password: string | undefined;
    readonly isAdmin: boolean;
  },
  by: Parameters<UserStore['add']>[1],
  deps: Pick<AccountDeps, 'users' | 'passwords'>,
): Promise<AddedUser> {
  const fields = await readNewUser(typed);
  if ('problems' in fields) return { kind: 'problems', problems: fields.problems };
  const { email, canonical: emailCanonical, name } = fields;
  const passwordHash = typed.password === undefined ? undefined : await deps.passwords.hash(typed.password);
  const user = await deps.users.add({ email, emailCanonical, name, isAdmin: typed.isAdmin, passwordHash }, by);
  if (user === 'email-taken') return { kind: 'problems', problems: { email: 'taken' } };
  return { kind: 'added', user };
}
