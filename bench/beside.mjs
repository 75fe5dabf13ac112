// Introspection while something else is done: what takes long must not be felt by APIs that check tokens.
const ROUNDS = 5;

/**
 * W2's p99 alone and beside `actors`, each of which starts something without a pause and gives what stops it and tells how often
 * it was done: the median of ratios taken round by round.
 */
export async function beside(what, actors, { measure, most }) {
  const count = 10_000;
  const rounds = [];
  let done = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const quiet = await measure(count, 16);
    const stops = await Promise.all(actors.map((actor, index) => actor(round * actors.length + index)));
    const busy = await measure(count, 16);
    for (const stop of stops) done += await stop();
    rounds.push({ quiet: quiet.p99, busy: busy.p99, ratio: busy.p99 / quiet.p99, rate: busy.rate / quiet.rate });
  }
  const of = (name) => rounds.map((round) => round[name]).sort((a, b) => a - b)[Math.floor(ROUNDS / 2)];
  const ratios = rounds.map(({ ratio }) => ratio.toFixed(1)).join(', ');
  return `W2 at 16 connections beside ${what} (${done} done): p99 ${of('busy').toFixed(1)} ms, alone ${of('quiet').toFixed(1)} ms, ratio ${of('ratio').toFixed(2)} (${most ? `most ${most}; ` : ''}rounds ${ratios}), rate ${of('rate').toFixed(2)}`;
}
