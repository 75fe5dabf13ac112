import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestClient } from '../support/app.ts';
import { authorizeUrl, codeOf, isActive, redeem, refresh, type TokenAnswer } from '../support/flow.ts';
import { browserOf, type Instance, type Pair } from '../support/pair.ts';
import type { Reachable, Site } from '../support/remote.ts';
import type { Visitor } from '../support/visitor.ts';

/** What a client knows of one code: the answers that came whole, in their order, and whether the last one was lost. */
type Story = { readonly code: string; readonly answers: TokenAnswer['body'][]; lost: boolean };

const WORKERS = 6;
const LONGEST_MS = 250;

/**
 * S152, S153: clients redeem and refresh at the sites `at` until `blow` ends something at a random moment; `mend`
 * brings it back. Then each client goes on from what it was told, at `survivor`, and the database is counted.
 */
export async function crash(
  pair: Pair,
  size: { readonly rounds: number },
  one: {
    readonly at: readonly Site[];
    readonly survivor: Site;
    blow(): Promise<void>;
    mend(): Promise<void>;
  },
): Promise<string> {
  const { seed } = pair;
  const person = await seed.person();
  const client = await seed.application(person);
  const browsers = await Promise.all(
    Array.from({ length: WORKERS }, (_, i) => browserOf(person, (one.at[i % one.at.length] ?? one.survivor).app, seed)),
  );
  const after = await browserOf(person, one.survivor.app, seed);
  await codeOf(after, authorizeUrl(client)); // consent is remembered from here on
  const count = { codes: 0, answers: 0, lostCodes: 0, lostRefreshes: 0 };
  for (let round = 0; round < size.rounds; round += 1) {
    const stories: Story[] = [];
    const working = browsers.map((browser, i) =>
      work(one.at[i % one.at.length] ?? one.survivor, client, browser, stories),
    );
    await sleep(20 + Math.random() * LONGEST_MS);
    await Promise.all([one.blow(), ...working]);
    await one.mend();
    for (const story of stories) {
      count.codes += 1;
      count.answers += story.answers.length;
      if (story.lost) count[story.answers.length === 0 ? 'lostCodes' : 'lostRefreshes'] += 1;
      await proveStory(one.survivor, client, story);
    }
    assert.ok(await codeOf(after, authorizeUrl(client)), 'a new authorization works');
    await assertConsistent(pair, client);
  }
  return (
    `${size.rounds} crashes; ${count.codes} codes, ${count.answers} whole answers, ` +
    `${count.lostCodes} redemptions and ${count.lostRefreshes} refreshes cut off; none doubled, revived or lost`
  );
}

/** Codes and what follows of them, until the other end is gone. */
async function work(site: Site, client: TestClient, browser: Visitor, stories: Story[]): Promise<void> {
  for (;;) {
    const code = await codeOf(browser, authorizeUrl(client)).catch(() => undefined);
    if (!code) return;
    const story: Story = { code, answers: [], lost: true };
    stories.push(story);
    const told = async (asked: Promise<TokenAnswer>) => {
      const answer = await asked.catch(() => undefined);
      if (!answer || answer.status === 503) return false;
      assert.equal(answer.status, 200, JSON.stringify(answer.body));
      story.answers.push(answer.body);
      return true;
    };
    if (!(await told(redeem(site, client, code)))) return;
    for (let i = 0; i < 3; i += 1) {
      if (!(await told(refresh(site, client, story.answers.at(-1)?.refresh_token ?? '')))) return;
    }
    story.lost = false;
  }
}

/** What was answered is stored and stays consumed; what was lost is recovered by asking again, or is consumed for good. */
async function proveStory(site: Site, client: TestClient, { code, answers, lost }: Story): Promise<void> {
  const last = answers.at(-1);
  if (!last) {
    const again = await redeem(site, client, code);
    assert.ok([200, 400].includes(again.status), JSON.stringify(again.body));
    if (again.status === 400) assert.equal(again.body.error, 'invalid_grant');
    return;
  }
  assert.ok(await isActive(site, client, last.access_token), 'a whole answer names stored tokens');
  const next = await refresh(site, client, last.refresh_token);
  assert.equal(next.status, 200, `${lost ? 'a lost refresh' : 'the last token'}: ${JSON.stringify(next.body)}`);
  const [first, second] = answers;
  // Two generations old: no retry, even within the grace window.
  const old = second && first ? await refresh(site, client, first.refresh_token) : await redeem(site, client, code);
  assert.deepEqual([old.status, old.body.error], [400, 'invalid_grant']);
}

/** No code has two families or tokens without being consumed; no consumed one lacks its tokens; each lineage has one end. */
async function assertConsistent({ seed }: Pair, client: TestClient): Promise<void> {
  const { rows } = await seed.database.pool.query(
    `SELECT encode(k.hash, 'hex') AS code, k.redeemed_at, access, refresh, live
    FROM authorization_codes k
    LEFT JOIN (SELECT authorization_id, count(*) AS access FROM access_tokens GROUP BY 1) a USING (authorization_id)
    LEFT JOIN (SELECT authorization_id, count(*) AS refresh, count(*) FILTER (WHERE rotated_at IS NULL) AS live
      FROM refresh_tokens GROUP BY 1) r USING (authorization_id)
    WHERE k.client_id = $1 AND CASE WHEN k.redeemed_at IS NULL THEN access IS NOT NULL OR refresh IS NOT NULL
      ELSE live IS DISTINCT FROM 1 OR access < refresh OR access IS NULL END`,
    [client.id],
  );
  assert.deepEqual(rows, []);
}

/** Servers killed in turn: while one is mended the work goes on at the next. */
export function killedInTurn(...victims: readonly Instance[]) {
  const starting = victims.map(() => Promise.resolve());
  let current = 0;
  const victim = () => victims[current] ?? assert.fail('no victims');
  return {
    at: [{ app: { inject: (options) => victim().app.inject(options) } satisfies Reachable }],
    blow: () => victim().server.kill(),
    async mend() {
      starting[current] = victim().start();
      current = (current + 1) % victims.length;
      await starting[current];
    },
    settled: () => Promise.all(starting),
  };
}
