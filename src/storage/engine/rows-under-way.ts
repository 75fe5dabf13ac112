/** One caller among those who would spend the same row. */
export class Contender {
  /** Somebody else spent the row while this one was under way: it came second, it did not come later. */
  beaten = false;
  /** Ends when the answer has come to what has gone to Postgres. */
  answer: Promise<unknown> | undefined = undefined;
  readonly key: string;
  readonly all: Set<Contender>;

  constructor(key: string, all: Set<Contender>) {
    this.key = key;
    this.all = all;
  }

  /** It spent the row. */
  win() {
    for (const other of this.all) if (other !== this) other.beaten = true;
  }

  /** Until those that have gone to Postgres by now are answered: that somebody won may lie in a socket, not read yet. */
  othersAnswered(): Promise<unknown> {
    const answers = new Set<Promise<unknown>>(); // few, however many the others are: a group has one
    for (const { answer } of this.all) if (answer && answer !== this.answer) answers.add(answer);
    return Promise.allSettled(answers);
  }
}

/** The rows that statements of this process are about to spend, by the digest that names them. */
export class RowsUnderWay {
  readonly #rows = new Map<string, Set<Contender>>();

  enter(digest: Buffer): Contender {
    const key = digest.toString('latin1');
    let all = this.#rows.get(key);
    if (!all) {
      all = new Set();
      this.#rows.set(key, all);
    }
    const contender = new Contender(key, all);
    all.add(contender);
    return contender;
  }

  /** It is over for this one, however it ended. */
  leave(contender: Contender) {
    contender.all.delete(contender);
    if (contender.all.size === 0) this.#rows.delete(contender.key);
  }
}
