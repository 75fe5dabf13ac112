/** All slots are taken and the queue is full: answer 503 with `Retry-After`. */
export class TooBusy extends Error {
  readonly retryAfterSeconds = 2;
  constructor() {
    super('too many password checks at once');
    this.name = 'TooBusy';
  }
}

/** Runs work when a slot is free; throws TooBusy where the queue is full. */
export type HashSlots = <T>(work: () => Promise<T>) => Promise<T>;

/** At most `slots` works at a time and `queue` waiting: a hash costs 46 MiB and a thread, and tokens need threads too. */
export function hashSlots(slots: number, queue = slots * 16): HashSlots {
  const waiting: (() => void)[] = [];
  let taken = 0;
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
  return async (work) => {
    await take();
    try {
      return await work();
    } finally {
      give();
    }
  };
}
