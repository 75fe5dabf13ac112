import assert from 'node:assert/strict';
import { digest } from '../../src/secrets.ts';
import { behindLock } from '../support/barrier.ts';
import { authorizeUrl, codeOf, isActive, redeem, refresh, type TokenAnswer } from '../support/flow.ts';
import { browserOf, type Pair } from '../support/pair.ts';
import { assertRefused, type RaceSize } from './redemption.ts';

/**
 * S050: a refresh token used by many at once, half of them on each instance; in every other round all stand at its row
 * before the first may go. Each token that came back is followed to its end.
 */
export async function raceRefreshes(
  pair: Pair,
  { rounds, parallel, grace }: RaceSize & { readonly grace: boolean },
): Promise<string> {
  const { a, b, seed } = pair;
  const person = await seed.person();
  const client = await seed.application(person);
  const browser = await browserOf(person, seed.app, seed);
  for (let round = 0; round < rounds; round += 1) {
    const tokens = await redeem(a, client, await codeOf(browser, authorizeUrl(client)));
    const { refresh_token } = tokens.body;
    const race = () =>
      Promise.all(Array.from({ length: parallel }, (_, i) => refresh(i % 2 ? b : a, client, refresh_token)));
    const lock = {
      text: 'SELECT FROM refresh_tokens WHERE hash = $1 FOR UPDATE',
      values: [digest(refresh_token)],
    };
    const together = round % 2 === 0;
    const answers = together ? await behindLock(seed.database.pool, lock, parallel, race) : await race();
    const good = answers.filter(({ status }) => status === 200);
    for (const answer of answers) if (!good.includes(answer)) assertRefused(answer);
    assert.equal(good.length, grace ? parallel : 1, `round ${round}: ${good.length} succeeded`);
    const successors = new Set(good.map(({ body }) => body.refresh_token));
    assert.equal(successors.size, 1, 'every answer names the same successor');
    // Without grace whoever came after the first had answered was a thief.
    if (grace || together) await follow(pair, client, good);
  }
  return `${rounds} rounds of ${parallel}: ${grace ? 'all 200 with one successor' : 'one 200'}, one usable lineage, no 5xx`;
}

/** Every access token lives, and so does the one lineage, on both instances. */
async function follow(
  { a, b, seed }: Pair,
  client: Parameters<typeof refresh>[1],
  answers: readonly TokenAnswer[],
): Promise<void> {
  for (const { body } of answers.slice(0, 5)) assert.ok(await isActive(b, client, body.access_token));
  const [first] = answers;
  assert.ok(first);
  const hash = digest(first.body.refresh_token);
  const { rows } = await seed.database.pool.query(
    `SELECT count(*)::int AS all, count(*) FILTER (WHERE rotated_at IS NULL)::int AS live FROM refresh_tokens
    WHERE authorization_id = (SELECT authorization_id FROM refresh_tokens WHERE hash = $1)`,
    [hash],
  );
  assert.deepEqual(rows, [{ all: 2, live: 1 }]);
  const next = await refresh(a, client, first.body.refresh_token);
  assert.equal(next.status, 200, JSON.stringify(next.body));
  const last = await refresh(b, client, next.body.refresh_token);
  assert.equal(last.status, 200, JSON.stringify(last.body));
}
