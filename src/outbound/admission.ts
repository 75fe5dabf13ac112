import { RateLimiterMemory } from 'rate-limiter-flexible';
import { Failed } from './request.ts';

/** How much may leave this process: at once and in a minute, to one host and in all. */
export type Admission = {
  readonly atOncePerHost: number;
  readonly atOnce: number;
  readonly perMinutePerHost: number;
  readonly perMinute: number;
};

/** Runs what is within the limits; what is not fails at once, and waits for nothing. */
export function admission({ atOncePerHost, atOnce, perMinutePerHost, perMinute }: Admission) {
  const minute = new RateLimiterMemory({ points: perMinute, duration: 60 });
  const hostMinute = new RateLimiterMemory({ points: perMinutePerHost, duration: 60 });
  const running = new Map<string, number>();
  let all = 0;
  return async <T>(host: string, run: () => Promise<T>): Promise<T> => {
    const here = running.get(host) ?? 0;
    if (here >= atOncePerHost || all >= atOnce) throw new Failed('rate');
    all += 1;
    running.set(host, here + 1);
    try {
      // A spent minute counts no more hosts, so that they are bounded in memory; and a host that is asked too often takes nothing
      // of what there is for all.
      const spent = await minute.get('all');
      if (spent && spent.consumedPoints >= perMinute) throw new Failed('rate');
      await hostMinute.consume(host).catch(refused);
      await minute.consume('all').catch(refused);
      return await run();
    } finally {
      all -= 1;
      const left = (running.get(host) ?? 1) - 1;
      if (left === 0) running.delete(host);
      else running.set(host, left);
    }
  };
}

function refused(): never {
  throw new Failed('rate');
}
