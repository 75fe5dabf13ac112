/**
 * The end of the day (UTC) that was typed as 2027-01-31: through that day something holds. "wrong": no such day, or one
 * that is over; undefined: nothing was typed.
 */
export function endOfDay(typed: string, now: Date): Date | undefined | 'wrong' {
  const text = typed.trim();
  if (text === '') return undefined;
  const start = /^\d{4}-\d{2}-\d{2}$/.test(text) ? new Date(`${text}T00:00:00Z`) : new Date(Number.NaN);
  // 2027-02-30 is read as 2 March.
  if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== text) return 'wrong';
  const end = new Date(start.getTime() + 86_400_000);
  return end > now ? end : 'wrong';
}

/** What is typed for this end: the last day before it. */
export function lastDayOf(end: Date): string {
  return new Date(end.getTime() - 1).toISOString().slice(0, 10);
}
