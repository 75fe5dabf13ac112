/**
 * SQL for: what began at this moment is not ended by the mark on its application, the row `client`. It stands in every statement that
 * issues from a family, and in every one that answers about a token: one mark ends them all, and no row is looked for.
 */
export function beganSince(client: string, moment: string): string {
  return `(${client}.all_ended_at IS NULL OR ${moment} > ${client}.all_ended_at)`;
}
