import assert from 'node:assert/strict';
import { digest } from '../../src/secrets.ts';
import { behindLock } from '../support/barrier.ts';
import { authorizeUrl, codeOf, isActive, redeem, type TokenAnswer } from '../support/flow.ts';
import { browserOf, type Pair } from '../support/pair.ts';

export type RaceSize = { readonly rounds: number; readonly parallel: number };

/**
 * S027: a code redeemed by many at once, half of them on each instance. In every other round all stand at the code's
 * row before the first may go, so that none can know of another.
 */
export async function raceRedemptions(pair: Pair, { rounds, parallel }: RaceSize): Promise<string> {
  const { a, b, seed } = pair;
  const person = await seed.person();
  const client = await seed.application(person);
  const browser = await browserOf(person, seed.app, seed);
  for (let round = 0; round < rounds; round += 1) {
    const code = await codeOf(browser, authorizeUrl(client));
    const race = () => Promise.all(Array.from({ length: parallel }, (_, i) => redeem(i % 2 ? b : a, client, code)));
    const together = round % 2 === 0;
    const lock = { text: 'SELECT FROM authorization_codes WHERE hash = $1 FOR UPDATE', values: [digest(code)] };
    const answers = together ? await behindLock(seed.database.pool, lock, parallel, race) : await race();
    const [winner, ...others] = answers.filter(({ status }) => status === 200);
    assert.ok(winner && others.length === 0, `round ${round}: ${others.length + (winner ? 1 : 0)} succeeded`);
    for (const answer of answers) if (answer !== winner) assertRefused(answer);
    await assertOneFamily(pair, code, winner);
    // Whoever sent it twice at once is no thief, also where one came to its instance when the other was done.
    assert.ok(await isActive(round % 4 ? a : b, client, winner.body.access_token), `round ${round}: ended`);
  }
  return `${rounds} rounds of ${parallel}: one 200 each, the rest invalid_grant, one family in the database`;
}

export function assertRefused({ status, body }: TokenAnswer): void {
  assert.deepEqual([status, body.error], [400, 'invalid_grant'], JSON.stringify(body));
}

async function assertOneFamily({ seed }: Pair, code: string, winner: TokenAnswer): Promise<void> {
  const { rows } = await seed.database.pool.query(
    `SELECT redeemed_at IS NOT NULL AS redeemed, misses,
      ARRAY(SELECT encode(hash, 'hex') FROM access_tokens t WHERE t.authorization_id = k.authorization_id) AS access,
      ARRAY(SELECT encode(hash, 'hex') FROM refresh_tokens t WHERE t.authorization_id = k.authorization_id) AS refresh
    FROM authorization_codes k WHERE hash = $1`,
    [digest(code)],
  );
  const { access_token, refresh_token } = winner.body;
  const stored = { redeemed: true, misses: 0, access: [hex(access_token)], refresh: [hex(refresh_token)] };
  assert.deepEqual(rows, [stored]);
}

function hex(token: string): string {
  return digest(token).toString('hex');
}
