/** All slots are taken and the queue is full: answer 503 with `Retry-After`. */
export class TooBusy extends Error {
  readonly retryAfterSeconds = 2;
  constructor() {
    super('too many password checks at once');
    this.name = 'TooBusy';
  }
}

export type HashSlots = {
  /** How many attempts there can be at a time. */
  readonly places: number;
  /** Runs a hash when a slot is free; throws TooBusy where the queue is full. */
  run<T>(work: () => Promise<T>): Promise<T>;
  /**
   * Runs a whole attempt that comes to a hash, with all that it asks the database before: as many at a time as can be hashed
   * or wait. Throws TooBusy before the attempt has cost anything.
   */
  attempt<T>(work: () => Promise<T>): Promise<T>;
};

/** At most `slots` hashes at a time and `queue` waiting: a hash costs 46 MiB and a thread, and tokens need threads too. */
export function hashSlots(slots: number, queue = slots * 16): HashSlots {
  const waiting: (() => void)[] = [];
  let taken = 0;
  let attempts = 0;
  const take = async () => {
    if (taken < slots) {
      taken += 1;
      return;
    }
    if (waiting.length >= queue) throw new TooBusy();
    await new Promise<void>((resolve) => waiting.push(resolve));
  };
  const give = () => {
    const next = waiting.shift();
    if (next) next();
    else taken -= 1;
  };
  const places = slots + queue;
  return {
    places,
    async run(work) {
      await take();
      try {
        return await work();
      } finally {
        give();
      }
    },
    async attempt(work) {
      if (attempts >= places) throw new TooBusy();
      attempts += 1;
      try {
        return await work();
      } finally {
        attempts -= 1;
      }
    },
  };
}
