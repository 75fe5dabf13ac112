import assert from 'node:assert/strict';
import { PASSWORD } from '../support/app.ts';
import type { Pair } from '../support/pair.ts';
import { remote } from '../support/remote.ts';
import { visitor } from '../support/visitor.ts';

const LIMIT = 10; // failures of one account in a quarter of an hour

/** S109: guesses at one account, half of them at each instance and all at once, from addresses that differ. */
export async function guess(pair: Pair, { parallel }: { readonly parallel: number }): Promise<string> {
  const { a, b, seed } = pair;
  const person = await seed.person();
  const browsers = await Promise.all(
    Array.from({ length: parallel }, async (_, i) => {
      const headers = { 'x-forwarded-for': `203.0.113.${i % 250}` };
      const browser = visitor(remote((i % 2 ? a : b).server.url), { headers });
      return { browser, page: await browser.get('/sign-in') };
    }),
  );
  const attempt = (password: string) => (each: (typeof browsers)[number]) =>
    each.browser.submit(each.page, '/sign-in', { email: person.email, password });
  const answers = await Promise.all(browsers.map(attempt('not the password')));
  const admitted = answers.filter(({ status }) => status === 422);
  // 503: more at once than can wait for a hash, which are refused before they are counted.
  const refused = answers.filter(({ status }) => status === 429 || status === 503);
  assert.deepEqual([admitted.length, refused.length], [LIMIT, parallel - LIMIT]);
  for (const { headers } of refused) assert.ok(Number(headers['retry-after']) > 0);
  // The right password does not help a browser that this account does not know, at neither instance.
  for (const each of browsers.slice(0, 2)) assert.equal((await attempt(PASSWORD)(each)).status, 429);
  return `${parallel} guesses at once: ${admitted.length} looked at, ${refused.length} refused`;
}
