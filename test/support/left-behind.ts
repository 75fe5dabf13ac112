import type { ChildProcess } from 'node:child_process';
import { after } from 'node:test';

const running = new Set<ChildProcess>();
const endAll = () => {
  for (const child of running) child.kill('SIGKILL');
};
process.once('exit', endAll);
// A process that a failed test left behind would keep its file from ending, and with it the whole run.
if (process.env['NODE_TEST_CONTEXT'] !== undefined) after(endAll);

/** A test that fails must not leave its processes behind: this one ends with the tests of its file, and with their process. */
export function endWithTests(child: ChildProcess): void {
  running.add(child);
  child.once('close', () => running.delete(child));
}
