import type { User } from '../accounts/user.ts';
import { type Command, columns } from '../command.ts';

const MOST = 200;

export const userList: Command = {
  name: 'user list',
  summary: 'Lists every account.',
  async run() {
    const { withDeps } = await import('../command-line/with-deps.ts');
    const users = await withDeps(async ({ users: store }) => {
      const all: User[] = [];
      for (let after: string | undefined, first = true; first || after !== undefined; first = false) {
        const page = await store.list({ limit: MOST, after });
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
      text: rows.length === 0 ? 'There is no account yet.' : columns([['EMAIL', 'NAME', 'ROLE', 'STATE'], ...rows]),
    };
  },
};
