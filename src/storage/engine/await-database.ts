import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { explainConnection, isAbsent } from './explain-connection.ts';

export type Waiting = {
  /** 0: tries once. */
  readonly seconds: number;
  /** The setting that names the database. */
  readonly setting: string;
  /** Hears once a second what is waited for. */
  readonly tell: (sentence: string) => void;
};

/**
 * Waits until the database lets somebody in: servers and databases are often started together. Only for what is not there
 * yet; a wrong password or name is refused at once.
 */
export async function awaitDatabase(url: string, { seconds, setting, tell }: Waiting): Promise<void> {
  for (const deadline = performance.now() + seconds * 1000; ; await sleep(1000)) {
    const client = new pg.Client({
      connectionString: url,
      application_name: 'latchkey',
      connectionTimeoutMillis: 5000,
    });
    client.on('error', () => {}); // lost while it is closed
    try {
      await client.connect();
      await client.end();
      return;
    } catch (error) {
      if (!isAbsent(error) || performance.now() + 1000 > deadline) throw error;
      tell(`Waiting for the database. ${(explainConnection(error, setting, url) as Error).message}`);
    }
  }
}
