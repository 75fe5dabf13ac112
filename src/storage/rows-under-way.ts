/** What one caller knows of the others who would spend the same row. */
export type Contender = {
  hasOthers(): boolean;
  /** Somebody else spent the row while this one was under way: it came second, it did not come later. */
  readonly beaten: boolean;
  /** It spent the row. */
  win(): void;
  /** It is over, however it ended. */
  leave(): void;
};

/** The rows that statements of this process are about to spend, by the digest that names them. */
export class RowsUnderWay {
  readonly #rows = new Map<string, Set<{ beaten: boolean }>>();

  enter(digest: Buffer): Contender {
    const key = digest.toString('latin1');
    const all = this.#rows.get(key) ?? new Set();
    const own = { beaten: false };
    this.#rows.set(key, all.add(own));
    return Object.assign(own, {
      hasOthers: () => all.size > 1,
      win() {
        for (const other of all) if (other !== own) other.beaten = true;
      },
      leave: () => {
        all.delete(own);
        if (all.size === 0) this.#rows.delete(key);
      },
    });
  }
}
