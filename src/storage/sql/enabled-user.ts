/**
 * SQL for: the person of this column is enabled. OFFSET 0 keeps Postgres from joining it in: it is to be looked up by its
 * key once the row is found, never to be where the search begins, whatever the statistics of a young table say.
 */
export function enabledUser(column: string): string {
  return `EXISTS (SELECT FROM users u WHERE u.id = ${column} AND u.disabled_at IS NULL OFFSET 0)`;
}
