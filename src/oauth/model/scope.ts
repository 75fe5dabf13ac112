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
};

/** The catalogue. It is small: always read whole. */
export type ScopeStore = {
  /** By name. */
  list(): Promise<readonly Scope[]>;
  /** Adds it, or updates the one of that name; says which. */
  save(scope: Scope): Promise<'added' | 'updated'>;
};
