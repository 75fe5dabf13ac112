import { type Command, readConfiguration } from '../command.ts';
import { isProduction } from '../environment.ts';
import type { Serving } from '../serve.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'Runs the server, as "npm start" does.',
  async run({ options }) {
    const [{ announce, start }, { serve: startServer }] = await Promise.all([
      import('../start.ts'),
      import('../serve.ts'),
    ]);
    if (options['json'] !== true) {
      await (isProduction() ? start() : startServer(readConfiguration(), announce)); // in production a failure is a line of the log
      return undefined;
    }
    // Standard output is for the one document.
    return new Promise((done, failed) => {
      const print = ({ address, setupLink }: Serving) => done({ json: { address, setup_link: setupLink }, text: '' });
      startServer(readConfiguration(), print, { logStream: process.stderr.fd }).catch(failed);
    });
  },
};
