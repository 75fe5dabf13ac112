import { isProduction, readEnvironment } from './environment.ts';
import { explainProblem, explainProblems } from './explain-problems.ts';
import { createLog } from './log.ts';
import { type Serving, serve } from './serve.ts';

/** Serves as the environment says, or says why it cannot and ends with 1. */
export async function start(): Promise<void> {
  const read = readEnvironment();
  if ('problems' in read) {
    const [sentence = ''] = explainProblems(read.problems).split('\n', 1);
    return end(explainProblems(read.problems), sentence, { problems: read.problems.map(explainProblem) });
  }
  try {
    await serve(read.config, announce);
  } catch (error) {
    end(`Latchkey cannot start: ${(error as Error).message || (error as NodeJS.ErrnoException).code}`);
  }
}

/** Whatever LOG_LEVEL says. A person at a terminal reads sentences; in production they are lines of the log as all are. */
export function announce({ address, setupLink }: Serving): void {
  say('server.ready', `Latchkey is ready at ${address}`);
  if (setupLink === undefined) return;
  say('setup.open', `There is no administrator yet. Open ${setupLink} within the hour to make the first one.`);
}

function say(event: string, sentence: string): void {
  if (isProduction()) createLog('info').info({ event }, sentence);
  else console.log(sentence);
}

function end(text: string, sentence = text, more: { readonly problems?: readonly string[] } = {}): never {
  if (isProduction()) createLog('fatal', process.stderr.fd).fatal({ event: 'server.cannot_start', ...more }, sentence);
  else console.error(text);
  process.exit(1);
}
