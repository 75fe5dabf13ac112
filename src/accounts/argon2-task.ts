import type { HashTask } from './hash-process.ts';

/** Does a task here. The native module is loaded at the first: a process that only serves tokens never needs it. */
export async function argon2Task(task: HashTask): Promise<string | boolean> {
  const { default: argon2 } = await import('argon2');
  if ('hash' in task) return argon2.verify(task.hash, task.password);
  return argon2.hash(task.password, {
    type: argon2.argon2id,
    memoryCost: task.memoryKiB,
    timeCost: task.passes,
    parallelism: task.lanes,
  });
}
