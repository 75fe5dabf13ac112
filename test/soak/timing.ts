import assert from 'node:assert/strict';
import { hashSlots } from '../../src/accounts/hash-slots.ts';
import { HASH_POLICY, passwordHasher } from '../../src/accounts/password-hash.ts';
import { randomToken } from '../../src/secrets.ts';
import { PASSWORD, type TestClient } from '../support/app.ts';
import { percentile } from '../support/load.ts';
import type { Pair } from '../support/pair.ts';
import { remote } from '../support/remote.ts';
import { visitor } from '../support/visitor.ts';

type Kinds = Readonly<Record<string, (turn: number) => Promise<{ readonly status: number }>>>;

const WARM_UP = 20;

/** How long each kind takes, in milliseconds: one request at a time, the kinds in turn, so that all meet the same weather. */
async function medians(kinds: Kinds, times: number): Promise<Readonly<Record<string, number>>> {
  const taken = new Map<string, number[]>(Object.keys(kinds).map((kind) => [kind, []]));
  const statuses = new Set<number>();
  for (let turn = 0; turn < times + WARM_UP; turn += 1) {
    for (const [kind, ask] of Object.entries(kinds)) {
      const from = performance.now();
      const { status } = await ask(turn);
      if (turn >= WARM_UP) taken.get(kind)?.push(performance.now() - from);
      statuses.add(status);
    }
  }
  assert.equal(statuses.size, 1, `statuses ${[...statuses]}`);
  return Object.fromEntries([...taken].map(([kind, values]) => [kind, percentile(values, 0.5)]));
}

/** Fails where a median is further from another than a tenth and `ms`. */
function assertAlike(found: Readonly<Record<string, number>>, ms: number): string {
  const values = Object.values(found);
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const shown = Object.entries(found).map(([kind, value]) => `${kind} ${value.toFixed(2)}`);
  assert.ok(most - least <= Math.max(ms, least / 10), shown.join(', '));
  return `medians in ms: ${shown.join(', ')}`;
}

/** An address of its own for each turn, so that no limit is reached. */
function from(turn: number): Readonly<Record<string, string>> {
  return { 'x-forwarded-for': `198.${18 + (turn >> 16)}.${(turn >> 8) & 255}.${turn & 255}` };
}

/** S036, S037: why a client is not accepted, and how much of a secret was right, cannot be told by the time it takes. */
export async function clientTiming(pair: Pair, { times }: { readonly times: number }): Promise<string> {
  const { a, seed } = pair;
  const app = remote(a.server.url, { keepAlive: true });
  const owner = await seed.person();
  const [known, disabled] = [await seed.application(owner), await seed.application(owner)];
  await seed.deps.clients.disable(disabled.id, 'administrator');
  const ask = (id: string, secret: string | undefined) => async (turn: number) => {
    const basic = Buffer.from(`${id}:${secret}`).toString('base64');
    const { statusCode } = await app.inject({
      method: 'POST',
      url: '/oauth2/token',
      payload: `grant_type=client_credentials${secret === undefined ? `&client_id=${id}` : ''}`,
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(secret === undefined ? {} : { authorization: `Basic ${basic}` }),
        ...from(turn),
      },
    });
    return { status: statusCode };
  };
  const like = ({ secret }: TestClient, length: number) => secret.slice(0, length) + randomToken('cs').slice(length);
  const refusals = {
    'unknown client': ask(`lk_ci_${'x'.repeat(22)}`, known.secret),
    'wrong secret': ask(known.id, randomToken('cs')),
    'missing secret': ask(known.id, undefined),
    'disabled client': ask(disabled.id, disabled.secret),
    'half the secret right': ask(known.id, like(known, 27)),
    'all but one letter right': ask(known.id, like(known, known.secret.length - 1)),
  };
  return `${times} each; ${assertAlike(await medians(refusals, times), 2)}`;
}

/** S108: whether there is such an account cannot be told by the time it takes. */
export async function signInTiming(pair: Pair, { times }: { readonly times: number }): Promise<string> {
  const { a, seed } = pair;
  const app = remote(a.server.url, { keepAlive: true });
  // Each account is tried a few times only: a limit would answer otherwise.
  const count = Math.ceil((times + WARM_UP) / 8);
  const emails = await Promise.all(Array.from({ length: count }, async () => (await seed.person()).email));
  const gone = await Promise.all(
    Array.from({ length: count }, async () => {
      const person = await seed.person();
      await seed.deps.users.disable(person.id, 'administrator');
      return person.email;
    }),
  );
  // As they would be: hashed by this server's own policy, not by the cheaper one of the tests.
  const hash = await passwordHasher({ slots: hashSlots(1), policy: HASH_POLICY }).hash(PASSWORD);
  await seed.database.pool.query('UPDATE users SET password_hash = $1', [hash]);
  const browser = visitor(app);
  const page = await browser.get('/sign-in');
  const ask = (email: (turn: number) => string | undefined) => async (turn: number) => {
    const each = visitor(app, { headers: from(turn) });
    for (const [name, value] of browser.cookies) each.cookies.set(name, value);
    return each.submit(page, '/sign-in', { email: email(turn) ?? '', password: 'not the password' });
  };
  const attempts = {
    'unknown account': ask((turn) => `nobody-${turn % count}@example.org`),
    'wrong password': ask((turn) => emails[turn % count]),
    'disabled account': ask((turn) => gone[turn % count]),
  };
  return `${times} each; ${assertAlike(await medians(attempts, times), 0)}`;
}
