import type { User } from '../accounts/user.ts';
import { type Command, type CommandDeps, columns } from '../command.ts';

const MOST = 200;

export const userList: Command = {
  name: 'user list',
  summary: 'Lists every account.',
  configure: (commander) =>
    commander.option('--without-factor', 'only those that have no second factor, and are not disabled'),
  async run({ options }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const pageAt = pagesOf(options['withoutFactor'] === true);
    const users = await withDeps(async (deps) => {
      const all: User[] = [];
      for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
        const page = await pageAt(deps, after);
        all.push(...page.users);
        after = page.next;
      }
      return all;
    });
    const rows = users.map((user) => [
      user.email,
      user.name,
      user.isAdmin ? 'administrator' : 'user',
      user.deletesAt ? 'to be deleted' : user.disabledAt ? 'disabled' : 'enabled',
    ]);
    return {
      json: users.map((user) => ({
        id: user.id,
        email: user.email,
        name: user.name,
        admin: user.isAdmin,
        disabled: user.disabledAt !== undefined,
        deletes_at: user.deletesAt?.toISOString() ?? null,
        created_at: user.createdAt.toISOString(),
      })),
      text:
        rows.length === 0
          ? options['withoutFactor'] === true
            ? 'There is nobody.'
            : 'There is no account yet.'
          : columns([['EMAIL', 'NAME', 'ROLE', 'STATE'], ...rows]),
    };
  },
};

/** Everybody, or those alone who lack a second factor, by pages. */
function pagesOf(withoutFactor: boolean) {
  type Page = { readonly users: readonly User[]; readonly next: string | undefined };
  return async ({ users, people }: CommandDeps, after: string | undefined): Promise<Page> => {
    if (!withoutFactor) return users.list({ limit: MOST, after });
    const { people: found, next } = await people.list({ size: MOST, after, withoutFactor });
    return { users: found, next };
  };
}
