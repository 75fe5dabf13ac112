/**
 * Does something again and again, `every` so many milliseconds and, where it failed, `afterFailure`: a database that is away is not
 * asked all the time. Until the returned function is called, which waits for what is under way.
 */
export function keepDoing(
  work: () => Promise<unknown>,
  {
    every,
    afterFailure,
    onError,
  }: { readonly every: number; readonly afterFailure: number; readonly onError: (error: unknown) => void },
): () => Promise<void> {
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;
  let running: Promise<unknown> = Promise.resolve();
  const plan = (milliseconds: number) => {
    if (stopped) return;
    timer = setTimeout(() => {
      running = work().then(
        () => plan(every),
        (error) => {
          onError(error);
          plan(afterFailure);
        },
      );
    }, milliseconds).unref();
  };
  plan(every);
  return async () => {
    stopped = true;
    clearTimeout(timer);
    await running;
  };
}
