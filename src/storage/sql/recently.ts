/** How far ahead of the clock it may lie, in seconds: instances differ, and a clock that was set back opens no window again. */
const AHEAD = 10;

/** SQL for: this happened in the last `seconds`, a parameter or a number. */
export function recently(column: string, seconds: string | number): string {
  return `(${column} > now() + $1::interval - make_interval(secs => ${seconds})
    AND ${column} <= now() + $1::interval + interval '${AHEAD} seconds')`;
}
