const DAY = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' });
const SECOND = new Intl.DateTimeFormat('en-GB', { timeStyle: 'medium', timeZone: 'UTC' });
const AGO = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A moment as a view shows it, by `<%~ time(it.at) %>`: in words, and exactly. */
export type ShownTime = { readonly iso: string; readonly text: string; readonly exact: string };

/** To the second: 22 November 2026, 00:12:09 UTC. */
export function exactTime(at: Date): ShownTime {
  return shown(at, exactly(at));
}

/** The day: 22 November 2026. */
export function dayOf(at: Date): ShownTime {
  return shown(at, DAY.format(at));
}

/** How long ago, for the last month: now, 2 minutes ago, yesterday; then the day. */
export function timeAgo(at: Date, now: Date): ShownTime {
  const ms = now.getTime() - at.getTime();
  if (ms < MINUTE_MS) return shown(at, 'now');
  if (ms < HOUR_MS) return shown(at, AGO.format(-Math.floor(ms / MINUTE_MS), 'minute'));
  if (ms < DAY_MS) return shown(at, AGO.format(-Math.floor(ms / HOUR_MS), 'hour'));
  if (ms < 30 * DAY_MS) return shown(at, AGO.format(-Math.floor(ms / DAY_MS), 'day'));
  return dayOf(at);
}

/** How soon, within a day: now, in 2 minutes, in an hour; then the day. */
export function timeUntil(at: Date, now: Date): ShownTime {
  const ms = at.getTime() - now.getTime();
  if (ms < MINUTE_MS) return shown(at, 'now');
  if (ms < HOUR_MS) return shown(at, AGO.format(Math.ceil(ms / MINUTE_MS), 'minute'));
  return ms < DAY_MS ? shown(at, AGO.format(Math.ceil(ms / HOUR_MS), 'hour')) : dayOf(at);
}

function shown(at: Date, text: string): ShownTime {
  return { iso: iso(at), text, exact: exactly(at) };
}

function exactly(at: Date): string {
  return `${DAY.format(at)}, ${SECOND.format(at)} UTC`;
}

function iso(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
