const NUMBER = new Intl.NumberFormat('en');

const UNITS = [
  ['day', 86_400],
  ['hour', 3600],
  ['minute', 60],
  ['second', 1],
] as const;

/** A span of time in its largest whole unit: 1 hour, 90 minutes, 30 days; 2,591,999 seconds (about 30 days). */
export function spanOf(seconds: number): string {
  const [unit, size] = UNITS.find(([, size]) => seconds >= size && seconds % size === 0) ?? ['second', 1];
  const exact = `${NUMBER.format(seconds / size)} ${unit}${seconds === size ? '' : 's'}`;
  const [about, larger] = UNITS.find(([, each]) => seconds >= 2 * each) ?? [unit, size]; // "about 1" would say too little
  return seconds / size < 1000 ? exact : `${exact} (about ${Math.round(seconds / larger)} ${about}s)`;
}

/** A count as people write it: 1,284. */
export function countOf(count: number): string {
  return NUMBER.format(count);
}
