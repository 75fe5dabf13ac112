import { explainProblems, readEnvironment } from './config.ts';
import { serve } from './serve.ts';

// The process: configuration, server, and what a person at the terminal reads. The address and the setup link go to
// standard output beside the log, whatever LOG_LEVEL says.
const read = readEnvironment();
if ('problems' in read) {
  console.error(explainProblems(read.problems));
  process.exit(1);
}
try {
  await serve(read.config, ({ address, setupLink }) => {
    console.log(`Latchkey is ready at ${address}`);
    if (setupLink) console.log(`There is no administrator yet. Make the first one, within the hour: ${setupLink}`);
  });
} catch (error) {
  console.error(`Latchkey cannot start: ${(error as Error).message || (error as NodeJS.ErrnoException).code}`);
  process.exit(1);
}
