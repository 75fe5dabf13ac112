import type { Counted } from './counted.ts';

/** An hour of the whole server, with what applications did that are gone since. */
export type ActivityHour = { readonly hour: Date; readonly issued: number; readonly refused: number };

/** What administrators see first. Figures are counted when they are asked for, but only to some thousands. */
export type Overview = {
  /** The last 48 hours, oldest first, every hour of them. */
  readonly hours: readonly ActivityHour[];
  /** Different people who signed in during the last 24 hours; not exact: at least so many. */
  readonly peopleSignedIn: Counted;
  /** The same during the last seven days. */
  readonly peopleOfWeek: Counted;
  /** Sign-ins that were refused during the last 24 hours; not exact: more than so many. */
  readonly signInsFailed: Counted;
  /** People who may sign in, must have a second factor, and have none; not exact: more than so many. */
  readonly peopleLackingFactor: Counted;
  /** What got the most tokens in the last 24 hours, the most first. */
  readonly used: readonly { readonly id: string; readonly name: string; readonly issued: number }[];
  /** Secrets that end within a week and leave their application with none; the soonest first. */
  readonly secretsEnding: readonly { readonly clientId: string; readonly name: string; readonly endsAt: Date }[];
  /** Not exact: about so many. */
  readonly people: Counted;
  readonly applications: Counted;
  readonly waiting: Counted;
  /** Rules broken in the last 24 hours, by how many applications; the most first. Of very many refusals the latest count. */
  readonly rules: readonly { readonly rule: string; readonly applications: number }[];
};

export type OverviewStore = { read(): Promise<Overview> };
