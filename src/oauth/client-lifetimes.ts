import type { Lifetimes } from './issue-tokens.ts';
import type { Client, ClientLifetimes } from './model/client.ts';

/** How long what an application gets lives, in seconds: what was typed, as it came; empty: as the server has it. */
export type TypedLifetimes = { readonly [Name in keyof ClientLifetimes]: string };

export type LifetimesProblem = {
  readonly field: keyof ClientLifetimes;
  readonly problem:
    | { readonly id: 'seconds-not-so'; readonly least: number; readonly most: number }
    | { readonly id: 'idle-too-long'; readonly most: number };
};

const DAY = 86_400;
/** What the server's own settings may be, and with them what an administrator gives. */
const RANGES: Readonly<Record<keyof ClientLifetimes, { readonly least: number; readonly most: number }>> = {
  accessTokenSeconds: { least: 60, most: 30 * DAY },
  refreshTokenIdleSeconds: { least: 60, most: 3650 * DAY },
  refreshTokenSeconds: { least: 60, most: 3650 * DAY },
  codeSeconds: { least: 10, most: 600 },
};
export const LIFETIMES = Object.keys(RANGES) as readonly (keyof ClientLifetimes)[];

/** What the form of a client starts with. */
export function typedLifetimesOf(client: ClientLifetimes): TypedLifetimes {
  const typed = LIFETIMES.map((name) => [name, client[name]?.toString() ?? '']);
  return Object.fromEntries(typed) as TypedLifetimes;
}

/** The longest that somebody may give: developers no more than the server's own, for a shorter life is always their choice. */
export function longest(name: keyof ClientLifetimes, lifetimes: Lifetimes, privileged: boolean): number {
  return privileged ? RANGES[name].most : Math.min(lifetimes[name], RANGES[name].most);
}

/** Checks them. What the client has already may stay, whoever saves the form. */
export function checkLifetimes(
  typed: TypedLifetimes,
  {
    lifetimes,
    privileged,
    held,
  }: {
    readonly lifetimes: Lifetimes;
    readonly privileged: boolean;
    readonly held: Pick<Client, keyof ClientLifetimes>;
  },
): { readonly lifetimes: ClientLifetimes } | { readonly problems: readonly LifetimesProblem[] } {
  const problems: LifetimesProblem[] = [];
  const read = (name: keyof ClientLifetimes) => {
    const given = typed[name].trim().toLowerCase();
    if (given === '') return undefined;
    if (given === held[name]?.toString()) return held[name];
    if (given === 'never' && name === 'accessTokenSeconds' && privileged) return given;
    const { least } = RANGES[name];
    const most = longest(name, lifetimes, privileged);
    const seconds = /^\d{1,9}$/.test(given) ? Number(given) : 0;
    if (seconds >= least && seconds <= most) return seconds;
    problems.push({ field: name, problem: { id: 'seconds-not-so', least, most } });
    return undefined;
  };
  const own = (name: Exclude<keyof ClientLifetimes, 'accessTokenSeconds'>) => read(name) as number | undefined;
  const accessTokenSeconds = read('accessTokenSeconds');
  const [refreshTokenIdleSeconds, refreshTokenSeconds] = [own('refreshTokenIdleSeconds'), own('refreshTokenSeconds')];
  const codeSeconds = own('codeSeconds');
  const most = refreshTokenSeconds ?? lifetimes.refreshTokenSeconds;
  if (refreshTokenIdleSeconds !== undefined && refreshTokenIdleSeconds > most) {
    problems.push({ field: 'refreshTokenIdleSeconds', problem: { id: 'idle-too-long', most } });
  }
  if (problems.length > 0) return { problems };
  return { lifetimes: { accessTokenSeconds, refreshTokenIdleSeconds, refreshTokenSeconds, codeSeconds } };
}
