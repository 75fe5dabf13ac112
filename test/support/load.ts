import { setTimeout as sleep } from 'node:timers/promises';
import type { Answered } from './remote.ts';

/** One request of a load: what it was, how it ended, and when. `status` 0: the connection broke. */
export type Sample = {
  readonly kind: string;
  readonly status: number;
  readonly startedAt: number;
  readonly ms: number;
  readonly answer: Answered | undefined;
};

export type Load = {
  readonly samples: readonly Sample[];
  /** Those that began after this moment of `performance.now()`. */
  since(moment: number): readonly Sample[];
  stop(): Promise<void>;
};

/** Sends each kind of request again and again, one at a time with a pause behind it, until it is stopped. */
export function startLoad(kinds: Readonly<Record<string, () => Promise<Answered>>>, pauseMs = 20): Load {
  const samples: Sample[] = [];
  let stopped = false;
  const loop = async ([kind, ask]: [string, () => Promise<Answered>]) => {
    while (!stopped) {
      const startedAt = performance.now();
      const answer = await ask().catch(() => undefined);
      const ms = performance.now() - startedAt;
      samples.push({ kind, status: answer?.statusCode ?? 0, startedAt, ms, answer });
      await sleep(pauseMs);
    }
  };
  const running = Promise.all(Object.entries(kinds).map(loop));
  return {
    samples,
    since: (moment) => samples.filter(({ startedAt }) => startedAt >= moment),
    async stop() {
      stopped = true;
      await running;
    },
  };
}

/** Waits until it holds, asking often; throws with `what` when it never does. */
export async function until(what: string, holds: () => boolean | Promise<boolean>, ms = 10_000): Promise<number> {
  const from = performance.now();
  while (!(await holds())) {
    if (performance.now() - from > ms) throw new Error(`not within ${ms} ms: ${what}`);
    await sleep(20);
  }
  return performance.now() - from;
}

/** The value that this share of the samples stays under. */
export function percentile(values: readonly number[], share: number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
}
