import type { Counted } from './counted.ts';

/** An hour of the whole server, with what applications did that are gone since. */
export type ActivityHour = { readonly hour: Date; readonly issued: number; readonly refused: number };

/** What administrators see first. Figures are counted when they are asked for, but only to some thousands. */
export type Overview = {
  /** The last 48 hours, oldest first, every hour of them. */
  readonly hours: readonly ActivityHour[];
  /** Different people who signed in during the last 24 hours; not exact: at least so many. */
  readonly peopleSignedIn: Counted;
  /** Not exact: about so many. */
  readonly people: Counted;
  readonly applications: Counted;
  readonly waiting: Counted;
  /** Rules broken in the last 24 hours, by how many applications; the most first. Of very many refusals the latest count. */
  readonly rules: readonly { readonly rule: string; readonly applications: number }[];
};

export type OverviewStore = { read(): Promise<Overview> };
