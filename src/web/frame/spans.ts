import type { Words } from '../words/index.ts';

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A span of time in its largest whole unit: 1 hour, 90 minutes, 30 days; 2,591,999 seconds (about 30 days). */
export function spanOf(words: Words, seconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size && seconds % size === 0) ?? ['second', 1];
  const say = (count: number, unit: string) =>
    new Intl.NumberFormat(words.locale, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
  const exact = say(seconds / size, unit);
  const [about, larger] = UNITS.find(([, each]) => seconds >= 2 * each) ?? [unit, size]; // "about 1" would say too little
  return seconds / size < 1000 ? exact : words.layout.roughly(exact, say(Math.round(seconds / larger), about));
}

const made = new Map<string, Intl.NumberFormat>();

/** A count as people write it: 1,284. */
export function countOf({ locale }: Words, count: number): string {
  const format = made.get(locale) ?? new Intl.NumberFormat(locale);
  made.set(locale, format);
  return format.format(count);
}
