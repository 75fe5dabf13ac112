import { type Command, columns } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';
import { handleOf } from '../oauth/client-secrets.ts';

export const appSecretList: Command = {
  name: 'app secret-list',
  summary:
    'Lists the live secrets of an application: their names, last characters, ends and last uses, never their values.',
  configure: (commander) => commander.argument('<client-id>'),
  async run({ args: [id = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const { secrets } = await findApplication(deps, id);
      const listed = secrets.map((secret) => ({
        id: handleOf(secret),
        name: secret.name ?? null,
        ends_with: secret.hint,
        created_at: secret.createdAt.toISOString(),
        expires_at: secret.expiresAt?.toISOString() ?? null,
        last_used_at: secret.lastUsedAt?.toISOString() ?? null,
      }));
      const line = (each: (typeof listed)[number]) => [
        each.id,
        each.name ?? '-',
        `...${each.ends_with}`,
        `made ${each.created_at}`,
        each.expires_at ? `until ${each.expires_at}` : '',
        `used ${each.last_used_at ?? 'never'}`,
      ];
      return { json: listed, text: columns(listed.map(line)) };
    });
  },
};
