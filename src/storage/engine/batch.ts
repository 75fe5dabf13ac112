export type Batch = {
  /** Writes what is waiting now; what fails is reported and dropped. */
  flush(): Promise<void>;
  /** Says that something is waiting. */
  expect(): void;
  close(): Promise<void>;
};

/** Runs `write` some seconds after something began to wait; one at a time, and never while nothing waits. */
export function batch(options: {
  readonly seconds: number;
  readonly write: () => Promise<void>;
  readonly onError: (error: unknown) => void;
}): Batch {
  let timer: NodeJS.Timeout | undefined;
  let running: Promise<void> = Promise.resolve();
  const flush = () => {
    clearTimeout(timer);
    timer = undefined;
    running = running.then(options.write).catch(options.onError);
    return running;
  };
  return {
    flush,
    close: flush,
    expect() {
      timer ??= setTimeout(flush, options.seconds * 1000).unref();
    },
  };
}
