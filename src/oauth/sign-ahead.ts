import { StaleClient } from './errors.ts';

/** Seconds: a token says in whole ones when it was issued. */
const FAITHFUL = 1;

/** Signs a token that must not be answered before the database vouched for its client. */
export type SignAhead = <T>(
  vouched: Promise<number | 'stale'>,
  /** `issuedAt`: seconds since 1970. */
  sign: (issuedAt: number) => Promise<T>,
) => Promise<T>;

/**
 * Signing takes as long as asking, so both are done at once: the token bears the time that the database is expected to say, by
 * what it said last. Where it says another one - a clock was set, or another server answers - the token is signed again.
 * `clock`: milliseconds that only go forward. Throws StaleClient where the client is not what it was.
 */
export function signAhead(clock: () => number = () => performance.now()): SignAhead {
  let said: { readonly time: number; readonly at: number } | undefined;
  return async (vouched, sign) => {
    const expected = said && said.time + (clock() - said.at) / 1000;
    const ahead = expected === undefined ? undefined : sign(expected);
    ahead?.catch(() => undefined); // it is awaited below, unless nobody wants it
    const time = await vouched;
    if (time === 'stale') throw new StaleClient();
    said = { time, at: clock() };
    const fits = expected !== undefined && Math.abs(time - expected) < FAITHFUL;
    return ahead && fits ? ahead : sign(time);
  };
}
