import { runCommandLine } from './command-line/run.ts';

// The `latchkey` command.
process.exitCode = await runCommandLine(process.argv.slice(2), {
  out: (text) => void process.stdout.write(text),
  err: (text) => void process.stderr.write(text),
});
