/**
 * The facts of what was issued, from the statement that issued it: everything that an answer says, or a signed token would
 * say, without a second look. A fact more of the family, of how its person signed in, or of the token's audience or key is a
 * field here and a column in src/storage/sql/issue.ts.
 */
export type Issued = {
  /** The family, and its person; undefined where a client got it for itself. */
  readonly authorizationId: string | undefined;
  readonly userId: string | undefined;
  /** As it is answered: names in order, a space between them. */
  readonly scope: string;
  /** Seconds since 1970, not rounded. When the token ends follows from how it was minted. */
  readonly issuedAt: number;
};
