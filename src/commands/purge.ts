import { type Command, readConfiguration } from '../command.ts';

export const purge: Command = {
  name: 'purge',
  summary: 'Deletes what has expired. A running server does it every hour.',
  async run() {
    const [{ attach }, { endUnusedTokens }, storage] = await Promise.all([
      import('../attach.ts'),
      import('../storage/end-unused-tokens.ts'),
      import('../storage/engine/purge.ts'),
    ]);
    const { config, database, release } = await attach(readConfiguration(), { onIdleError: () => {} });
    try {
      const unused = await endUnusedTokens(database, { idleSeconds: config.refreshTokenSeconds });
      const deleted = await storage.purge(database);
      const purged = { ...deleted, access_tokens: unused + (deleted['access_tokens'] ?? 0) };
      const counts = Object.entries(purged).filter(([, count]) => count > 0);
      const text = counts.map(([table, count]) => `${count} of ${table}`).join(', ');
      return { json: purged, text: text === '' ? 'Nothing has expired.' : `Deleted ${text}.` };
    } finally {
      await release();
    }
  },
};
