import { argon2Task } from './argon2-task.ts';
import type { HashTask } from './hash-process.ts';

// The process of hash-process.ts: takes tasks, answers each, ends when its parent does.
process.on('message', ({ id, task }: { id: number; task: HashTask }) => {
  argon2Task(task).then(
    (result) => process.send?.({ id, result }),
    (error: Error) => process.send?.({ id, error: error.message }),
  );
});
process.on('disconnect', () => process.exit(0));
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => {}); // the parent decides when
