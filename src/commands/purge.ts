import { type Command, readConfiguration } from '../command.ts';

export const purge: Command = {
  name: 'purge',
  summary: 'Deletes what has expired. A running server does it every hour.',
  async run() {
    const [{ attach }, storage] = await Promise.all([import('../attach.ts'), import('../storage/purge.ts')]);
    const { database, release } = await attach(readConfiguration(), { onIdleError: () => {} });
    try {
      const purged = await storage.purge(database);
      const counts = Object.entries(purged).filter(([, count]) => count > 0);
      const text = counts.map(([table, count]) => `${count} of ${table}`).join(', ');
      return { json: purged, text: text === '' ? 'Nothing has expired.' : `Deleted ${text}.` };
    } finally {
      await release();
    }
  },
};
