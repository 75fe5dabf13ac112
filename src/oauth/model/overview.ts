import type { Counted } from './counted.ts';

/** An hour of the whole server, with what applications did that are gone since. */
export type ActivityHour = { readonly hour: Date; readonly issued: number; readonly refused: number };

/** An event of the audit trail with the names that its ids have now. */
export type ShownEvent = {
  readonly at: Date;
  readonly event: string;
  readonly actor: string | undefined;
  readonly person: string | undefined;
  readonly application: string | undefined;
  readonly address: string | undefined;
};

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
  /** The latest first. */
  readonly events: readonly ShownEvent[];
};

export type OverviewStore = { read(events: number): Promise<Overview> };
