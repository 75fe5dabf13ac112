import { type Command, readConfiguration } from '../command.ts';

export const serve: Command = {
  name: 'serve',
  summary: 'Runs the server, as "npm start" does.',
  async run() {
    const { serve: start } = await import('../serve.ts');
    return new Promise((done, failed) => {
      start(readConfiguration(), ({ address, setupLink }) => {
        const ready = `Latchkey is ready at ${address}`;
        done({
          json: { address, setup_link: setupLink },
          text:
            setupLink === undefined ? ready : `${ready}\nMake the first administrator, within the hour: ${setupLink}`,
        });
      }).catch(failed);
    });
  },
};
