import { type Command, readConfiguration } from '../command.ts';

export const migrate: Command = {
  name: 'migrate',
  summary: 'Applies the migrations of this release, and grants SERVER_ROLE what a server needs.',
  async run() {
    const [{ locate, ownMigrations }, storage, { explainConnection }, { awaitDatabase }, { requireFit }] =
      await Promise.all([
        import('../attach.ts'),
        import('../storage/engine/migrate.ts'),
        import('../storage/engine/explain-connection.ts'),
        import('../storage/engine/await-database.ts'),
        import('../storage/engine/prerequisites.ts'),
      ]);
    const config = readConfiguration();
    // The account that may change the schema is not the server's.
    const databaseUrl = config.migrateDatabaseUrl ?? config.databaseUrl;
    const { url, release } = await locate({ ...config, ...(databaseUrl === undefined ? {} : { databaseUrl }) });
    const setting = config.migrateDatabaseUrl === undefined ? 'DATABASE_URL' : 'MIGRATE_DATABASE_URL';
    const { serverRole, databaseWaitSeconds: seconds } = config;
    const tell = (sentence: string) => void process.stderr.write(`${sentence}\n`);
    try {
      if (databaseUrl !== undefined) {
        await awaitDatabase(url, { seconds, setting, tell });
        await requireFit(url, { toServe: false });
      }
      const applied = await storage.migrate(url, await ownMigrations(), { serverRole, tell });
      const done = applied.length === 0 ? 'The schema is up to date.' : `Applied ${applied.join(', ')}.`;
      const granted = serverRole === undefined ? '' : ` Granted ${serverRole} what a server needs.`;
      return { json: { applied, granted: serverRole }, text: done + granted };
    } catch (error) {
      if (databaseUrl === undefined) throw error;
      throw explainConnection(error, setting, databaseUrl);
    } finally {
      await release();
    }
  },
};
