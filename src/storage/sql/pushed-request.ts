/**
 * The one UPDATE that uses up a pushed request (RFC 9126 §7.3): the row lock lets one answer through, and the same answer again.
 * `hash` and `by` are parameters; `from`, where it has no row, uses nothing.
 */
export function useRequest({
  hash,
  by,
  from,
}: {
  readonly hash: string;
  readonly by: string;
  readonly from?: string;
}): string {
  return `
    UPDATE pushed_requests r SET used_by = ${by}::bytea ${from === undefined ? '' : `FROM ${from}`}
    WHERE r.hash = ${hash}::bytea AND (r.used_by IS NULL OR r.used_by = ${by}::bytea)`;
}
