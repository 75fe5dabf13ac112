import type { Counted } from '../../oauth/model/counted.ts';

/** Beyond it a figure on a page need not be exact: to count on would take as long as the table is. */
export const MOST_COUNTED = 10_000;

/** SQL for how many rows `from` has, counted to one more than `most`. `from` begins with FROM. */
export function countTo(most: number, from: string): string {
  return `(SELECT count(*)::int FROM (SELECT ${from} LIMIT ${most + 1}) counted)`;
}

/** SQL for how many rows a table has, as its last vacuum or analysis left it noted. */
export function estimated(table: string): string {
  return `(SELECT reltuples::float8 FROM pg_class WHERE oid = '${table}'::regclass)`;
}

/** What was counted to `most`; beyond it what was estimated, in two digits. */
export function toCounted(counted: number, estimate = 0, most = MOST_COUNTED): Counted {
  if (counted <= most) return { count: counted, exact: true };
  return { count: Number(Math.max(estimate, most).toPrecision(2)), exact: false };
}
