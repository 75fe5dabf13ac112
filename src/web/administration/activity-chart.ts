import type { ActivityHour } from '../../oauth/model/overview.ts';
import { exactTime } from '../frame/dates.ts';
import { countOf } from '../frame/spans.ts';
import type { Words } from '../words/index.ts';

const BAR = 10; // width of an hour, with its gap
const HEIGHT = 280;
const TOPS = [2, 4, 6, 8, 10]; // of which the half is whole

/** What an hour had, and what of it was refused, in words. */
type MostShown = { readonly hour: string; readonly count: string; readonly refused: string };

/** A bar an hour, oldest first, on an axis whose top is named; the same in a sentence, and as rows of a table. */
export function chartOf(words: Words, hours: readonly ActivityHour[]) {
  const most = hours.reduce<ActivityHour | undefined>((best, hour) => (sum(hour) > sum(best) ? hour : best), undefined);
  const top = topOf(sum(most));
  const text = words.admin;
  return {
    empty: most === undefined,
    bars: hours.map((hour, at) => barOf(hour, at, top)),
    width: hours.length * BAR,
    grid: `M0 .5H${hours.length * BAR}M0 ${HEIGHT / 2}H${hours.length * BAR}`,
    title: text.chart(most && shown(words, most)),
    scale: [top, top / 2, 0].map((each) => countOf(words, each)),
    axis: [text.hoursAgo(hours.length), text.hoursAgo(hours.length / 2), text.now],
    rows: hours.toReversed().map(({ hour, issued, refused }) => ({
      hour: exactTime(words, hour),
      issued: countOf(words, issued),
      refused: countOf(words, refused),
    })),
  };
}

/** The number at the top of an axis that holds this many. */
function topOf(most: number): number {
  const unit = 10 ** Math.max(0, Math.ceil(Math.log10(Math.max(1, most))) - 1);
  return (TOPS.find((top) => top * unit >= most) ?? 10) * unit;
}

/** What was issued, and on top of it what was refused, in whole units of the picture; what is there can be seen. */
function barOf({ issued, refused }: ActivityHour, at: number, top: number) {
  const height = (count: number) => (count === 0 ? 0 : Math.max(1, Math.round((count / top) * (HEIGHT - 4))));
  const good = height(issued);
  const bad = height(refused);
  return {
    x: at * BAR + 1,
    issued: { y: HEIGHT - good, height: good },
    refused: { y: HEIGHT - good - bad - (bad > 0 && good > 0 ? 3 : 0), height: bad },
  };
}

function sum(hour: ActivityHour | undefined): number {
  return hour ? hour.issued + hour.refused : 0;
}

function shown(words: Words, most: ActivityHour): MostShown {
  return {
    hour: most.hour.toISOString().slice(11, 16),
    count: countOf(words, most.issued),
    refused: countOf(words, most.refused),
  };
}

/** A line through these counts in a picture of 100 by 30. */
export function sparkOf(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  const step = 100 / Math.max(1, counts.length - 1);
  return counts
    .map((count, at) => `${at === 0 ? 'M' : 'L'}${(at * step).toFixed(1)} ${(29 - (count / most) * 28).toFixed(1)}`)
    .join('');
}
