// The three names under which an error of the database leaves storage, and one word of storage's own. What has none of them is a
// fault of ours.

/** The database cannot do it now, and nothing has happened: the same may be asked again. */
export class Unavailable extends Error {
  override readonly name = 'Unavailable';
}

/** The connection was lost after it was sent, and before an answer came: it may have happened. */
export class Unknown extends Error {
  override readonly name = 'Unknown';
}

/** What is there, or is there no more, does not allow it; nothing has happened. */
export class Conflict extends Error {
  override readonly name = 'Conflict';
  /** There is one already, or what it refers to is not there (or what is removed is referred to). */
  readonly reason: 'taken' | 'reference';
  /** The constraint that it would break, where the database names it. */
  readonly constraint: string | undefined;

  constructor(message: string, options: { readonly cause: unknown } & Pick<Conflict, 'reason' | 'constraint'>) {
    super(message, { cause: options.cause });
    this.reason = options.reason;
    this.constraint = options.constraint;
  }
}

/** This was done before, and is done once (events.ts): nothing has happened now. */
export class SentBefore extends Error {
  override readonly name = 'SentBefore';
  /** When it was done. */
  readonly at: Date;

  constructor(at: Date) {
    super('This was done before, and nothing has happened now.');
    this.at = at;
  }
}
