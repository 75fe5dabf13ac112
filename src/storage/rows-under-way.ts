/** What one caller knows of the others who would spend the same row. */
export type Contender = {
  /** Its statement has gone to Postgres, and this ends when the answer has come. */
  sent(answer: Promise<unknown>): void;
  /** Until those that have gone to Postgres by now are answered: that somebody won may lie in a socket, not read yet. */
  othersAnswered(): Promise<unknown>;
  /** Somebody else spent the row while this one was under way: it came second, it did not come later. */
  readonly beaten: boolean;
  /** It spent the row. */
  win(): void;
  /** It is over, however it ended. */
  leave(): void;
};

type Entry = { beaten: boolean; answer: Promise<unknown> | undefined };

/** The rows that statements of this process are about to spend, by the digest that names them. */
export class RowsUnderWay {
  readonly #rows = new Map<string, Set<Entry>>();

  enter(digest: Buffer): Contender {
    const key = digest.toString('latin1');
    const all = this.#rows.get(key) ?? new Set();
    const own: Entry = { beaten: false, answer: undefined };
    this.#rows.set(key, all.add(own));
    return Object.assign(own, {
      sent(answer: Promise<unknown>) {
        own.answer = answer;
      },
      othersAnswered() {
        const answers = new Set<Promise<unknown>>(); // few, however many the others are: a group has one
        for (const { answer } of all) if (answer && answer !== own.answer) answers.add(answer);
        return Promise.allSettled(answers);
      },
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
