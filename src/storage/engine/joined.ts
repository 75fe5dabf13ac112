/**
 * Asks once for all who want the same at a time, and yet never answers anybody with what was asked before they came: who comes
 * while it is being asked waits until that is answered, and is told the next answer, with everybody else who waits.
 */
export function joined<T>(ask: (key: string) => Promise<T>): (key: string) => Promise<T> {
  type Line = { running: Promise<T>; next?: Promise<T> };
  const lines = new Map<string, Line>();
  const begin = (key: string): Promise<T> => {
    const line: Line = { running: ask(key) };
    lines.set(key, line);
    const done = () => {
      if (!line.next) lines.delete(key);
    };
    line.running.then(done, done);
    return line.running;
  };
  return (key) => {
    const line = lines.get(key);
    if (!line) return begin(key);
    line.next ??= line.running.then(
      () => begin(key),
      () => begin(key),
    );
    return line.next;
  };
}
