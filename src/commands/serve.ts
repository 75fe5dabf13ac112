import { type Command, readConfiguration } from '../command.ts';
import type { Serving } from '../serve.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'Runs the server, as "npm start" does.',
  async run({ options }) {
    const { serve: start } = await import('../serve.ts');
    const json = options['json'] === true;
    return new Promise((done, failed) => {
      const announce = ({ address, setupLink }: Serving) => {
        const ready = `Latchkey is ready at ${address}`;
        done({
          json: { address, setup_link: setupLink },
          text:
            setupLink === undefined ? ready : `${ready}\nMake the first administrator, within the hour: ${setupLink}`,
        });
      };
      // With --json standard output is for the one document.
      start(readConfiguration(), announce, json ? { logStream: process.stderr.fd } : {}).catch(failed);
    });
  },
};
