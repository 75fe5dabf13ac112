/** An hour of the whole server. */
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

/** What administrators see first. Every number is counted from the tables when it is asked for. */
export type Overview = {
  /** The last 48 hours, oldest first, every hour of them. */
  readonly hours: readonly ActivityHour[];
  /** Different people who signed in during the last 24 hours. */
  readonly peopleSignedIn: number;
  readonly people: number;
  readonly applications: number;
  readonly waiting: number;
  /** Rules broken in the last 24 hours, by how many applications; the most first. */
  readonly rules: readonly { readonly rule: string; readonly applications: number }[];
  /** The latest first. */
  readonly events: readonly ShownEvent[];
};

export type OverviewStore = { read(events: number): Promise<Overview> };
