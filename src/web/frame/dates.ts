import type { Words } from '../words/index.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** A moment as a view shows it, by `<%~ time(it.at) %>`: in words, and exactly. */
export type ShownTime = { readonly iso: string; readonly text: string; readonly exact: string };

type Formats = {
  readonly day: Intl.DateTimeFormat;
  readonly short: Intl.DateTimeFormat;
  readonly second: Intl.DateTimeFormat;
  readonly ago: Intl.RelativeTimeFormat;
};

const made = new Map<string, Formats>(); // one takes a tenth of a millisecond to make

function formatsOf({ locale }: Words): Formats {
  const known = made.get(locale);
  if (known) return known;
  const formats = {
    day: new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long', year: 'numeric', timeZone: 'UTC' }),
    short: new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeZone: 'UTC' }),
    second: new Intl.DateTimeFormat(locale, { timeStyle: 'medium', timeZone: 'UTC' }),
    ago: new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }),
  };
  made.set(locale, formats);
  return formats;
}

/** To the second: 22 Nov 2026, 00:12:09 UTC. */
export function exactTime(words: Words, at: Date): ShownTime {
  return shown(words, at, exactly(words, at));
}

/** The day: 22 November 2026. */
export function dayOf(words: Words, at: Date): ShownTime {
  return shown(words, at, formatsOf(words).day.format(at));
}

/** How long ago, for the last month: just now, 2 minutes ago, yesterday; then the day. */
export function timeAgo(words: Words, at: Date, now: Date): ShownTime {
  const { ago } = formatsOf(words);
  const ms = now.getTime() - at.getTime();
  if (ms < MINUTE_MS) return shown(words, at, words.layout.justNow);
  if (ms < HOUR_MS) return shown(words, at, ago.format(-Math.floor(ms / MINUTE_MS), 'minute'));
  if (ms < DAY_MS) return shown(words, at, ago.format(-Math.floor(ms / HOUR_MS), 'hour'));
  if (ms < 30 * DAY_MS) return shown(words, at, ago.format(-Math.floor(ms / DAY_MS), 'day'));
  return dayOf(words, at);
}

/** How soon, within a day: now, in 2 minutes, in an hour; then the day. */
export function timeUntil(words: Words, at: Date, now: Date): ShownTime {
  const { ago } = formatsOf(words);
  const ms = at.getTime() - now.getTime();
  if (ms < MINUTE_MS) return shown(words, at, ago.format(0, 'second'));
  if (ms < HOUR_MS) return shown(words, at, ago.format(Math.ceil(ms / MINUTE_MS), 'minute'));
  return ms < DAY_MS ? shown(words, at, ago.format(Math.ceil(ms / HOUR_MS), 'hour')) : dayOf(words, at);
}

function shown(words: Words, at: Date, text: string): ShownTime {
  return { iso: iso(at), text, exact: exactly(words, at) };
}

function exactly(words: Words, at: Date): string {
  const { short, second } = formatsOf(words);
  return `${short.format(at)}, ${second.format(at)} UTC`;
}

function iso(at: Date): string {
  return `${at.toISOString().slice(0, 19)}Z`;
}
