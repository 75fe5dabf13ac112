import assert from 'node:assert/strict';
import type { TestClient } from '../support/app.ts';
import { authorizeUrl, codeOf, redeem } from '../support/flow.ts';
import { type Load, type Sample, startLoad, until } from '../support/load.ts';
import { browserOf, type Instance, type Pair } from '../support/pair.ts';
import type { Answered } from '../support/remote.ts';

/** The requests of applications and people at one instance, and the refresh token that is good at the end of it. */
export type Business = { readonly kinds: Readonly<Record<string, () => Promise<Answered>>>; refreshToken(): string };

const ENDPOINTS = ['refresh', 'introspect', 'client credentials', 'revoke'];

export async function business({ seed }: Pair, { app }: Instance): Promise<Business & { readonly client: TestClient }> {
  const person = await seed.person();
  const client = await seed.application(person);
  const browser = await browserOf(person, app, seed);
  const tokens = await redeem({ app }, client, await codeOf(browser, authorizeUrl(client)));
  let { refresh_token: token } = tokens.body;
  const post = (url: string, fields: Readonly<Record<string, string>>) =>
    app.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams(fields).toString(),
      headers: { authorization: client.basic, 'content-type': 'application/x-www-form-urlencoded' },
    });
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const get = (url: string) => app.inject({ method: 'GET', url, headers: { cookie } });
  return {
    client,
    refreshToken: () => token,
    kinds: {
      async refresh() {
        const answer = await post('/oauth2/token', { grant_type: 'refresh_token', refresh_token: token });
        if (answer.statusCode === 200) token = (JSON.parse(answer.body) as { refresh_token: string }).refresh_token;
        return answer;
      },
      introspect: () => post('/oauth2/introspect', { token: tokens.body.access_token }),
      'client credentials': () => post('/oauth2/token', { grant_type: 'client_credentials' }),
      revoke: () => post('/oauth2/revoke', { token: `lk_at_${'0'.repeat(49)}` }),
      authorize: () => get(authorizeUrl(client)),
      account: () => get('/account'),
    },
  };
}

/**
 * S154: the database goes away under load and comes back. Every request ends in time with what it asked for or with
 * "not now" in its own form, and nobody has to restart anything.
 */
export async function outage(
  pair: Pair,
  { stop, start, away }: { stop(): Promise<void>; start(): Promise<void>; readonly away: number },
): Promise<string> {
  const { a } = pair;
  const work = await business(pair, a);
  const load = startLoad(work.kinds);
  try {
    await until('the load runs', () => load.samples.length > 60);
    assert.deepEqual(failures(load), []);
    await stop();
    const gone = performance.now();
    await until('readiness is red', async () => (await status(a, '/readyz')) === 503, 5000);
    assert.equal(await status(a, '/healthz'), 200);
    await until(
      'everything was tried meanwhile',
      () => performance.now() - gone > away && everyKind(load, gone),
      12_000,
    );
    assert.equal(await status(a, '/healthz'), 200);
    await start();
    const back = performance.now();
    const served = await until('everything is served again', () => everyKindServed(load, back));
    await until('readiness is green', async () => (await status(a, '/readyz')) === 200);
    const steady = performance.now();
    await until('it stays so', () => load.since(steady).length > 60);
    assert.deepEqual([...new Set(load.since(steady).map((each) => each.status))].sort(), [200, 303]);
    const refused = failures(load);
    for (const sample of refused) assertNotNow(sample);
    const slowest = Math.max(...load.samples.map(({ ms }) => ms));
    assert.ok(slowest <= 5000, `a request took ${Math.round(slowest)} ms`);
    return `${load.samples.length} requests, ${refused.length} of them 503; slowest ${Math.round(slowest)} ms; served again after ${Math.round(served)} ms`;
  } finally {
    await load.stop();
  }
}

/** 503 with Retry-After; at an endpoint the error of the protocol, on a page a page (S154). */
export function assertNotNow({ kind, status, answer }: Sample): void {
  assert.ok(answer && status === 503, `${kind}: ${status} ${answer?.body.slice(0, 300)}`);
  assert.ok(Number(answer.headers['retry-after']) > 0, `${kind}: no Retry-After`);
  if (ENDPOINTS.includes(kind)) {
    assert.equal((JSON.parse(answer.body) as { error: string }).error, 'temporarily_unavailable');
  } else {
    assert.match(String(answer.headers['content-type']), /^text\/html/);
    assert.match(answer.body, /<h1/);
  }
}

function failures(load: Load): readonly Sample[] {
  return load.samples.filter(({ status }) => status !== 200 && status !== 303);
}

function everyKind(load: Load, since: number): boolean {
  return new Set(load.since(since).map(({ kind }) => kind)).size === 6;
}

function everyKindServed(load: Load, since: number): boolean {
  const served = load.since(since).filter(({ status }) => status === 200 || status === 303);
  return new Set(served.map(({ kind }) => kind)).size === 6;
}

async function status({ app }: Instance, url: string): Promise<number> {
  return (await app.inject({ method: 'GET', url })).statusCode;
}
