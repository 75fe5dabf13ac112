import { type Command, columns } from '../command.ts';
import { findApplication } from '../command-line/find-subject.ts';

export const appRedirectList: Command = {
  name: 'app redirect-list',
  summary: 'Lists the redirect URIs of an application that end.',
  configure: (commander) => commander.argument('<client-id>'),
  async run({ args: [id = ''] }) {
    const { withDeps } = await import('../command-line/with-deps.ts');
    return withDeps(async (deps) => {
      const client = await findApplication(deps, id);
      const kept = await deps.previews.list(client.id);
      const json = kept.map(({ uri, expiresAt, live }) => ({
        redirect_uri: uri,
        expires_at: expiresAt.toISOString(),
        live,
      }));
      const lines = json.map((each) => [each.redirect_uri, each.expires_at, each.live ? '' : 'domain not verified']);
      return { json, text: lines.length === 0 ? `${client.name} has none that ends.` : columns(lines) };
    });
  },
};
