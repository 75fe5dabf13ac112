/** One caller among those who would consume the same row. */
export class Attempt {
  /** Somebody else consumed the row while this one was under way: it came second, it did not come later. */
  lostRace = false;
  /** Ends when the answer has come to what has gone to Postgres. */
  answer: Promise<unknown> | undefined = undefined;
  readonly key: string;
  readonly all: Set<Attempt>;

  constructor(key: string, all: Set<Attempt>) {
    this.key = key;
    this.all = all;
  }

  /** It consumed the row. */
  win() {
    for (const other of this.all) if (other !== this) other.lostRace = true;
  }

  /** Until those that have gone to Postgres by now are answered: that somebody won may lie in a socket, not read yet. */
  othersAnswered(): Promise<unknown> {
    const answers = new Set<Promise<unknown>>(); // few, however many the others are: a group has one
    for (const { answer } of this.all) if (answer && answer !== this.answer) answers.add(answer);
    return Promise.allSettled(answers);
  }
}

/** The rows that statements of this process are about to consume, by the digest that names them. */
export class InFlight {
  readonly #rows = new Map<string, Set<Attempt>>();

  enter(digest: Buffer): Attempt {
    const key = digest.toString('latin1');
    let all = this.#rows.get(key);
    if (!all) {
      all = new Set();
      this.#rows.set(key, all);
    }
    const attempt = new Attempt(key, all);
    all.add(attempt);
    return attempt;
  }

  /** It is over for this one, however it ended. */
  leave(attempt: Attempt) {
    attempt.all.delete(attempt);
    if (attempt.all.size === 0) this.#rows.delete(attempt.key);
  }
}
