/** One caller among those who would spend the same row. */
export class Contender {
  /** Somebody else spent the row while this one was under way: it came second, it did not come later. */
  beaten = false;
  /** Ends when the answer has come to what has gone to Postgres. */
  answer: Promise<unknown> | undefined;
  readonly #all: Set<Contender>;

  constructor(all: Set<Contender>) {
    this.#all = all.add(this);
  }

  /** It spent the row. */
  win() {
    for (const other of this.#all) if (other !== this) other.beaten = true;
  }

  /** Until those that have gone to Postgres by now are answered: that somebody won may lie in a socket, not read yet. */
  othersAnswered(): Promise<unknown> {
    const answers = new Set<Promise<unknown>>(); // few, however many the others are: a group has one
    for (const { answer } of this.#all) if (answer && answer !== this.answer) answers.add(answer);
    return Promise.allSettled(answers);
  }
}

/** The rows that statements of this process are about to spend, by the digest that names them. */
export class RowsUnderWay {
  readonly #rows = new Map<string, Set<Contender>>();

  /** `work` is what would spend the row. */
  async during<T>(digest: Buffer, work: (contender: Contender) => Promise<T>): Promise<T> {
    const key = digest.toString('latin1');
    const all = this.#rows.get(key) ?? new Set();
    this.#rows.set(key, all);
    const contender = new Contender(all);
    try {
      return await work(contender);
    } finally {
      all.delete(contender);
      if (all.size === 0) this.#rows.delete(key);
    }
  }
}
