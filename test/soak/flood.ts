import assert from 'node:assert/strict';
import { post } from '../support/flow.ts';
import { type Load, percentile, startLoad, until } from '../support/load.ts';
import { residentMiB } from '../support/memory.ts';
import type { Instance, Pair } from '../support/pair.ts';
import { type Reachable, remote } from '../support/remote.ts';
import { visitor } from '../support/visitor.ts';

/** The quick requests of others, while one endpoint is crowded. */
async function others({ seed }: Pair, app: Reachable): Promise<Load> {
  const client = await seed.application(await seed.person());
  const { body } = await post({ app }, '/oauth2/token', { grant_type: 'client_credentials' }, client);
  const form = (url: string, fields: Readonly<Record<string, string>>) =>
    app.inject({
      method: 'POST',
      url,
      payload: new URLSearchParams(fields).toString(),
      headers: { authorization: client.basic, 'content-type': 'application/x-www-form-urlencoded' },
    });
  return startLoad({
    token: () => form('/oauth2/token', { grant_type: 'client_credentials' }),
    introspection: () => form('/oauth2/introspect', { token: body.access_token }),
    metadata: () => app.inject({ method: 'GET', url: '/.well-known/oauth-authorization-server' }),
    'sign-in page': () => app.inject({ method: 'GET', url: '/sign-in' }),
  });
}

function describe(load: Load): { readonly served: boolean; readonly p99: number } {
  const served = load.samples.every(({ status }) => status === 200);
  return {
    served,
    p99: percentile(
      load.samples.map(({ ms }) => ms),
      0.99,
    ),
  };
}

/**
 * S158: one address tries secrets as fast as it can. It is told 429, with the seconds to wait; everybody else, from the
 * same address too, is served.
 */
export async function floodTokens(
  pair: Pair,
  { requests, parallel }: { readonly requests: number; readonly parallel: number },
): Promise<{ readonly summary: string; readonly p99: number }> {
  const { a, seed } = pair;
  const app = remote(a.server.url, { keepAlive: true });
  const client = await seed.application(await seed.person());
  const wrong = { ...client, basic: `Basic ${Buffer.from(`${client.id}:wrong`).toString('base64')}` };
  const load = await others(pair, app);
  const statuses = new Map<number, number>();
  let left = requests;
  const flood = async () => {
    while (left > 0) {
      left -= 1;
      const { status, headers, body } = await post(
        { app },
        '/oauth2/token',
        { grant_type: 'client_credentials' },
        wrong,
      );
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
      if (status === 429) assert.ok(Number(headers['retry-after']) > 0);
      else assert.equal(body.error, 'invalid_client');
    }
  };
  await Promise.all(Array.from({ length: parallel }, flood));
  await until('the others had their turn', () => load.samples.length > 40);
  await load.stop();
  const { served, p99 } = describe(load);
  assert.ok(served, 'the others were served');
  assert.ok((statuses.get(401) ?? 0) <= 60, `${statuses.get(401)} guesses were answered`);
  assert.equal((statuses.get(401) ?? 0) + (statuses.get(429) ?? 0), requests);
  const summary = `${requests} wrong secrets: ${statuses.get(401) ?? 0} were 401, the rest 429; ${load.samples.length} requests of others served, p99 ${Math.round(p99)} ms`;
  return { summary, p99 };
}

/**
 * S113: many sign-ins at once, for so many seconds, each with an account and an address of its own, so that nothing else
 * stops them. Those that find the queue full are told when to come again; memory stays bounded and the others are served.
 */
export async function floodSignIns(
  pair: Pair,
  one: Instance,
  { parallel, seconds }: { readonly parallel: number; readonly seconds: number },
): Promise<{ readonly summary: string; readonly p99: number }> {
  const app = remote(one.server.url, { keepAlive: true });
  const browser = visitor(app);
  const page = await browser.get('/sign-in');
  await browser.submit(page, '/sign-in', { email: 'nobody@example.org', password: 'not the password' }); // all is loaded
  const before = residentMiB(one.server.pid);
  const load = await others(pair, app);
  let most = before;
  const watching = setInterval(() => {
    most = Math.max(most, residentMiB(one.server.pid));
  }, 100);
  const from = (i: number) => ({ headers: { 'x-forwarded-for': `198.51.${Math.floor(i / 250) % 250}.${i % 250}` } });
  const answers: { readonly status: number; readonly retryAfter: number }[] = [];
  const end = performance.now() + seconds * 1000;
  let attempts = 0;
  const crowd = async () => {
    do {
      attempts += 1;
      const nobody = attempts;
      const visiting = visitor(app, from(nobody));
      for (const [name, value] of browser.cookies) visiting.cookies.set(name, value);
      const fields = { email: `nobody-${nobody}@example.org`, password: 'not the password' };
      const { status, headers } = await visiting.submit(page, '/sign-in', fields);
      answers.push({ status, retryAfter: Number(headers['retry-after']) });
    } while (performance.now() < end);
  };
  await Promise.all(Array.from({ length: parallel }, crowd));
  await until('the others had their turn', () => load.samples.length > 40);
  await load.stop();
  clearInterval(watching);
  const hashed = answers.filter(({ status }) => status === 422);
  const turnedAway = answers.filter(({ status }) => status === 503 || status === 429);
  assert.equal(hashed.length + turnedAway.length, attempts, `${answers.map(({ status }) => status)}`);
  for (const { retryAfter } of turnedAway) assert.ok(retryAfter > 0);
  assert.ok(hashed.length > 0 && turnedAway.length > 0, `${hashed.length} hashed, ${turnedAway.length} turned away`);
  const { served, p99 } = describe(load);
  assert.ok(served, 'the others were served');
  assert.ok(most - before < 150, `${most - before} MiB more`);
  const summary = `${parallel} sign-ins at once for ${seconds} s: ${hashed.length} hashed, ${turnedAway.length} told to wait, ${most - before} MiB more; ${load.samples.length} requests of others, p99 ${Math.round(p99)} ms`;
  return { summary, p99 };
}
