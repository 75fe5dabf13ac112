import { type Command, readConfiguration } from '../command.ts';

export const migrate: Command = {
  name: 'migrate',
  summary: 'Applies the migrations of this release, and grants SERVER_ROLE what a server needs.',
  async run() {
    const [{ locate, ownMigrations }, storage, { explainConnection }] = await Promise.all([
      import('../attach.ts'),
      import('../storage/engine/migrate.ts'),
      import('../storage/engine/explain-connection.ts'),
    ]);
    const config = readConfiguration();
    // The account that may change the schema is not the server's.
    const databaseUrl = config.migrateDatabaseUrl ?? config.databaseUrl;
    const { url, release } = await locate({ ...config, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
    try {
      const { serverRole } = config;
      const tell = (sentence: string) => void process.stderr.write(`${sentence}\n`);
      const applied = await storage.migrate(url, await ownMigrations(), { serverRole, tell });
      const done = applied.length === 0 ? 'The schema is up to date.' : `Applied ${applied.join(', ')}.`;
      const granted = serverRole === undefined ? '' : ` Granted ${serverRole} what a server needs.`;
      return { json: { applied, granted: serverRole }, text: done + granted };
    } catch (error) {
      if (databaseUrl === undefined) throw error;
      const setting = config.migrateDatabaseUrl === undefined ? 'DATABASE_URL' : 'MIGRATE_DATABASE_URL';
      throw explainConnection(error, setting, databaseUrl);
    } finally {
      await release();
    }
  },
};
