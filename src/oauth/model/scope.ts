/** An entry of the scope catalogue: what an application may ask for, in the words that people read. */
export type Scope = {
  /** A scope-token of RFC 6749 §3.3. */
  readonly name: string;
  /** One phrase, as after "It can": "Read your preferences". */
  readonly description: string;
  /** One more sentence: what it means for the person. */
  readonly detail: string | undefined;
  /** Needs an administrator's word before an application may ask for it. */
  readonly privileged: boolean;
  /** The grants that may carry it, by their wire names; none: all of them. Its refresh tokens follow the grant. */
  readonly grants: readonly string[];
  /** Developers may choose it, and metadata lists it; otherwise only an administrator gives it to an application. */
  readonly offered: boolean;
};

/** What is not said of a new entry: every grant may carry it, and it is offered. */
export type SavedScope = Omit<Scope, 'grants' | 'offered'> & Partial<Pick<Scope, 'grants' | 'offered'>>;

/** The catalogue. It is small: always read whole. */
export type ScopeStore = {
  /** By name. */
  list(): Promise<readonly Scope[]>;
  /** Adds it, or updates the one of that name; says which. */
  save(scope: SavedScope): Promise<'added' | 'updated'>;
};
