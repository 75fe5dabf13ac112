import type { ActivityHour } from '../../oauth/model/overview.ts';

const BAR = 10; // width of an hour, with its gap
const HEIGHT = 280;

/** A bar of the chart: what was issued, and on top of it what was refused. Whole units of the picture. */
export type Bar = {
  readonly x: number;
  readonly issued: { readonly y: number; readonly height: number };
  readonly refused: { readonly y: number; readonly height: number };
};

/** One bar an hour, the highest as high as the picture. */
export function barsOf(hours: readonly ActivityHour[]): readonly Bar[] {
  const most = Math.max(1, ...hours.map(({ issued, refused }) => issued + refused));
  const height = (count: number) => (count === 0 ? 0 : Math.max(1, Math.round((count / most) * (HEIGHT - 4))));
  return hours.map(({ issued, refused }, at) => {
    const good = height(issued);
    const bad = height(refused);
    return {
      x: at * BAR + 1,
      issued: { y: HEIGHT - good, height: good },
      refused: { y: HEIGHT - good - bad - (bad > 0 && good > 0 ? 3 : 0), height: bad },
    };
  });
}

/** A line through these counts in a picture of 100 by 30. */
export function sparkOf(counts: readonly number[]): string {
  const most = Math.max(1, ...counts);
  const step = 100 / Math.max(1, counts.length - 1);
  return counts
    .map((count, at) => `${at === 0 ? 'M' : 'L'}${(at * step).toFixed(1)} ${(29 - (count / most) * 28).toFixed(1)}`)
    .join('');
}
