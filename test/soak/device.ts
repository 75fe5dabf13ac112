import assert from 'node:assert/strict';
import type { User } from '../../src/accounts/user.ts';
import { DEVICE_CODE } from '../../src/oauth/model/device-code.ts';
import { newUserCode } from '../../src/oauth/user-code.ts';
import { digest } from '../../src/secrets.ts';
import { purge } from '../../src/storage/engine/purge.ts';
import type { TestClient } from '../support/app.ts';
import { behindLock } from '../support/barrier.ts';
import { askForCodes, pollFor, typeCode } from '../support/device.ts';
import { isActive, type TokenAnswer } from '../support/flow.ts';
import { residentMiB } from '../support/memory.ts';
import { browserOf, type Pair } from '../support/pair.ts';
import { remote } from '../support/remote.ts';
import { withoutSecret } from '../support/tokens.ts';
import { visitor } from '../support/visitor.ts';
import type { RaceSize } from './redemption.ts';

const PER_ACCOUNT = 5;
const PER_ADDRESS = 20;
const PER_CLIENT = 1000;
const NEAR = 100;

/**
 * S107: a code polled by many at once, half of them on each instance: when it was approved, in turn with all of them behind
 * one lock, and while it is being approved.
 */
export async function racePolls(pair: Pair, { rounds, parallel }: RaceSize): Promise<string> {
  const { a, b, seed } = pair;
  const person = await seed.person();
  const client = await seed.application(person, { redirectUris: [], grants: [DEVICE_CODE, 'refresh_token'] });
  const browser = await browserOf(person, seed.app, seed);
  for (let round = 0; round < rounds; round += 1) {
    const { device, user } = await askForCodes(seed, client, 'read');
    const { typed, page } = await typeCode(browser, user);
    const path = new URL(typed.location, 'http://here.invalid').pathname;
    const approve = () => browser.submit(page, path, { decision: 'authorize' });
    const race = () => Promise.all(Array.from({ length: parallel }, (_, i) => pollFor(i % 2 ? b : a, client, device)));
    const answers = await (async () => {
      if (round % 3 === 2) {
        const [during] = await Promise.all([race(), approve()]);
        return [...during, await pollFor(a, client, device), await pollFor(b, client, device)];
      }
      await approve();
      const lock = { text: 'SELECT FROM device_codes WHERE hash = $1 FOR UPDATE', values: [digest(device)] };
      return round % 3 === 1 ? behindLock(seed.database.pool, lock, parallel, race) : race();
    })();
    const [winner, ...others] = answers.filter(({ status }) => status === 200);
    assert.ok(winner && others.length === 0, `round ${round}: ${others.length + (winner ? 1 : 0)} succeeded`);
    const waiting = round % 3 === 2 ? ['authorization_pending', 'slow_down'] : [];
    for (const answer of answers) if (answer !== winner) assertRefused(answer, ['invalid_grant', ...waiting]);
    await assertOneFamily(pair, device);
    assert.ok(await isActive(round % 2 ? a : b, client, winner.body.access_token));
  }
  return `${rounds} rounds of ${parallel}: one 200 each, one family in the database`;
}

function assertRefused({ status, body }: TokenAnswer, errors: readonly string[]): void {
  assert.ok(status === 400 && errors.includes(body.error), `${status} ${JSON.stringify(body)}`);
}

async function assertOneFamily({ seed }: Pair, device: string): Promise<void> {
  const { rows } = await seed.database.pool.query(
    `SELECT redeemed_at IS NOT NULL AS redeemed,
      (SELECT count(*)::int FROM access_tokens t WHERE t.authorization_id = d.authorization_id) AS access,
      (SELECT count(*)::int FROM refresh_tokens t WHERE t.authorization_id = d.authorization_id) AS refresh
    FROM device_codes d WHERE hash = $1`,
    [digest(device)],
  );
  assert.deepEqual(rows, [{ redeemed: true, access: 1, refresh: 1 }]);
}

/** S103: wrong codes of one account from many addresses, and of many accounts from one, at both instances at once. */
export async function guessCodes(pair: Pair, { parallel }: { readonly parallel: number }): Promise<string> {
  const { a, b, seed } = pair;
  const person = await seed.person();
  const people: User[] = [];
  while (people.length < parallel) people.push(await seed.person());
  const statuses = async (who: readonly User[], addressOf: (i: number) => string) => {
    const browsers = await Promise.all(
      who.map(async (each, i) => {
        const { server } = i % 2 ? a : b;
        const signedIn = await browserOf(each, remote(server.url), seed);
        const browser = visitor(remote(server.url), { headers: { 'x-forwarded-for': addressOf(i) } });
        for (const [name, value] of signedIn.cookies) browser.cookies.set(name, value);
        return { browser, page: await browser.get('/device') };
      }),
    );
    const guesses = browsers.map((each) => each.browser.submit(each.page, '/device', { user_code: newUserCode() }));
    const answers = (await Promise.all(guesses)).map(({ status }) => status);
    return [answers.filter((status) => status === 303).length, answers.filter((status) => status === 429).length];
  };
  const one = await statuses(
    people.map(() => person),
    (i) => `203.0.113.${i % 250}`,
  );
  assert.deepEqual(one, [PER_ACCOUNT, parallel - PER_ACCOUNT]);
  const many = await statuses(people, () => '198.51.100.7');
  assert.deepEqual(many, [PER_ADDRESS, parallel - PER_ADDRESS]);
  return `${parallel} at once: ${one[0]} of one account and ${many[0]} of one address were looked at`;
}

/** S107: so many devices ask, each from an address of its own, and then all from one. What is stored of it stays small. */
export async function manyDevices(pair: Pair, { requests }: { readonly requests: number }): Promise<string> {
  const { a, b, seed } = pair;
  const PARALLEL = 16;
  const owner = await seed.person();
  const open = async () =>
    withoutSecret(
      await seed.application(owner, { confidential: false, redirectUris: [], grants: [DEVICE_CODE], scopes: ['read'] }),
    );
  const sites = [a, b].map(({ server }) => remote(server.url, { keepAlive: true }));
  const before = [a, b].map(({ server }) => residentMiB(server.pid));
  const ask = async (i: number, client: TestClient, address: string) => {
    const app = sites[i % 2];
    assert.ok(app);
    const { statusCode } = await app.inject({
      method: 'POST',
      url: '/oauth2/device_authorization',
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-forwarded-for': address },
      payload: `client_id=${client.id}`,
    });
    assert.ok([200, 429].includes(statusCode), `${statusCode}`);
  };
  const inTurns = async (count: number, one: (i: number) => Promise<void>) => {
    let next = 0;
    await Promise.all(
      Array.from({ length: PARALLEL }, async () => {
        while (next < count) await one(next++);
      }),
    );
  };
  const client = await open();
  await inTurns(requests, (i) => ask(i, client, `2001:db8:${(i >> 8).toString(16)}:${(i & 255).toString(16)}::1`));
  const clients = await Promise.all(Array.from({ length: 10 }, open));
  await inTurns(requests / 10, (i) => ask(i, clients[i % 10] ?? client, '198.51.100.9'));
  const count = async () => {
    const sql = 'SELECT count(*)::int AS count, count(*) FILTER (WHERE client_id = $1)::int AS own FROM device_codes';
    const [row] = (await seed.database.pool.query<{ count: number; own: number }>(sql, [client.id])).rows;
    assert.ok(row);
    return row;
  };
  const { count: rows, own } = await count();
  assert.ok(own <= PER_CLIENT + PARALLEL && rows - own <= NEAR + PARALLEL, `${own} rows and ${rows - own}`);
  const grown = [a, b].map(({ server }, i) => residentMiB(server.pid) - (before[i] ?? 0));
  assert.ok(
    grown.every((mebibytes) => mebibytes < 80),
    `${grown.join(' and ')} MiB more`,
  );
  await seed.database.pool.query("UPDATE device_codes SET expires_at = expires_at - interval '2 hours'");
  await purge(seed.database);
  assert.equal((await count()).count, 0);
  return `${requests} of one application: ${own} rows; ${requests / 10} of one address: ${rows - own}; ${grown.join(' and ')} MiB more; all purged`;
}
