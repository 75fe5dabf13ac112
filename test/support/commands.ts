import assert from 'node:assert/strict';
import { runCommandLine } from '../../src/command-line/run.ts';

/** A command of `latchkey` in this process, as its environment says: what it answers as JSON, or why it was refused. */
export async function runCommand(
  ...args: readonly string[]
): Promise<{ readonly json: unknown; readonly err: string }> {
  const printed = { out: '', err: '' };
  const keep = (where: 'out' | 'err') => (text: string) => {
    printed[where] += text;
  };
  const code = await runCommandLine([...args, '--json'], { out: keep('out'), err: keep('err') });
  assert.equal(code === 0, printed.err === '', printed.err);
  return { json: printed.out === '' ? undefined : JSON.parse(printed.out), err: printed.err };
}
