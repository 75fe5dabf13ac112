import { type ChildProcess, fork } from 'node:child_process';
import { constants, setPriority } from 'node:os';
import { TooBusy } from './hash-slots.ts';

/** A piece of work for argon2: a new hash, or whether a password is a hash's. */
export type HashTask =
  | { readonly password: string; readonly memoryKiB: number; readonly passes: number; readonly lanes: number }
  | { readonly password: string; readonly hash: string };

/** Does a task: the hash in PHC form, or whether it matches. */
export type RunHashTask = (task: HashTask) => Promise<string | boolean>;

type Answer = { readonly id: number; readonly result?: string | boolean; readonly error?: string };
type Waiting = { readonly done: (result: string | boolean) => void; readonly failed: (error: Error) => void };

const WORKER = new URL(import.meta.url.endsWith('.ts') ? './hash-worker.ts' : './hash-worker.js', import.meta.url);

/**
 * Hashes in a process of its own that gives way: a hash takes a core for 50 ms, and on few cores tokens would wait for
 * it. Started at the first task, again where it died; it ends with this process. `slots`: how many tasks at once.
 */
export function hashProcess(slots: number): {
  readonly run: RunHashTask;
  /** Of the process, while there is one. */
  pid(): number | undefined;
  close(): void;
} {
  let child: ChildProcess | undefined;
  let last = 0;
  const waiting = new Map<number, Waiting>();
  const start = () => {
    const started = fork(WORKER, {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      execArgv: [],
      env: { UV_THREADPOOL_SIZE: String(Math.max(4, slots)) }, // and no secret of ours
    });
    if (started.pid !== undefined) giveWay(started.pid);
    started.on('message', ({ id, result, error }: Answer) => {
      const one = waiting.get(id);
      waiting.delete(id);
      if (waiting.size === 0) holdOpen(started, false);
      if (result === undefined) one?.failed(new Error(error ?? 'no answer'));
      else one?.done(result);
    });
    const lost = () => {
      if (child !== started) return;
      child = undefined;
      for (const one of waiting.values()) one.failed(new TooBusy()); // asked again, it is there again
      waiting.clear();
    };
    started.on('error', lost).on('exit', lost);
    return started;
  };
  return {
    run(task) {
      child ??= start();
      const to = child;
      last += 1;
      const id = last;
      holdOpen(to, true);
      return new Promise((done, failed) => {
        waiting.set(id, { done, failed });
        to.send({ id, task }, (error) => {
          if (!error || !waiting.delete(id)) return;
          failed(error);
        });
      });
    },
    pid: () => child?.pid,
    close() {
      if (child?.connected) child.disconnect();
      child = undefined;
    },
  };
}

/** Whether this process stays for that one: while it has something to do. */
function holdOpen(child: ChildProcess, busy: boolean) {
  if (busy) {
    child.ref();
    child.channel?.ref();
  } else {
    child.unref();
    child.channel?.unref();
  }
}

function giveWay(pid: number) {
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It hashes all the same, without giving way.
  }
}
