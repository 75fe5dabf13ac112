import assert from 'node:assert/strict';
import { setTimeout as sleep } from 'node:timers/promises';
import { PASSWORD, type TestClient } from '../support/app.ts';
import { authorize, authorizeUrl, pkce, redeem, refresh } from '../support/flow.ts';
import type { Instance, Pair } from '../support/pair.ts';
import { type Reachable, remote } from '../support/remote.ts';
import { type Visitor, visitor } from '../support/visitor.ts';

const NOTICED_MS = 150;

/**
 * S156: both instances restarted in turn while flows begin at a steady rate: not one of them may notice. Between the
 * word to stop and the moment when the balancer has heard of it requests still come, on connections kept open.
 */
export async function rollingRestart(
  pair: Pair,
  { flowsPerSecond, restarts }: { readonly flowsPerSecond: number; readonly restarts: number },
): Promise<string> {
  const { seed } = pair;
  const instances = [pair.a, pair.b];
  const front = balancer(instances);
  const person = await seed.person();
  const client = await seed.application(person);
  const browser = await signedIn(front.app, person.email);
  const flows: Promise<void>[] = [];
  const failed: string[] = [];
  const printed: string[] = [];
  const begin = () => {
    flows.push(flow(front.app, client, browser).catch((error: Error) => void failed.push(error.message.slice(0, 300))));
  };
  const timer = setInterval(begin, 1000 / flowsPerSecond);
  try {
    for (let i = 0; i < restarts; i += 1) {
      const instance = i % 2 ? pair.b : pair.a;
      await sleep(500);
      const ended = instance.server.stop('SIGTERM');
      await sleep(NOTICED_MS);
      front.leaveOut(instance);
      assert.equal(await ended, 0);
      printed.push(instance.server.output());
      await instance.start();
      front.takeBack(instance);
    }
    await sleep(500);
  } finally {
    clearInterval(timer);
    await Promise.all(flows);
  }
  printed.push(...instances.map(({ server }) => server.output()));
  const reasons = printed.join('').match(/^.*request\.failed.*$/gm) ?? [];
  assert.deepEqual(failed, [], [...failed, ...reasons].join('\n'));
  return `${restarts} restarts in turn, ${flows.length} flows of ${front.requests()} requests, none failed`;
}

/** What stands before the instances: requests in turn; one that finds nobody listening goes to the next. */
function balancer(instances: readonly Instance[]) {
  const sites = new Map(instances.map((one) => [one, remote(one.server.url, { keepAlive: true })]));
  const inUse = new Set(instances);
  let requests = 0;
  const order = () => (requests % 2 ? [...inUse] : [...inUse].reverse());
  const app: Reachable = {
    async inject(options) {
      const [first, second = first] = order().map((one) => sites.get(one));
      requests += 1;
      if (!first || !second) throw new Error('no instances');
      return first.inject(options).catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'ECONNREFUSED') throw error;
        return second.inject(options);
      });
    },
  };
  return {
    app,
    requests: () => requests,
    leaveOut: (one: Instance) => void inUse.delete(one),
    takeBack: (one: Instance) => void inUse.add(one),
  };
}

async function signedIn(app: Reachable, email: string): Promise<Visitor> {
  const browser = visitor(app);
  const answer = await browser.submit(await browser.get('/sign-in'), '/sign-in', { email, password: PASSWORD });
  assert.equal(answer.status, 303);
  return browser;
}

async function flow(app: Reachable, client: TestClient, browser: Visitor): Promise<void> {
  const { verifier, challenge } = pkce();
  const url = authorizeUrl(client, { code_challenge: challenge, code_challenge_method: 'S256' });
  const code = (await authorize(browser, url)).searchParams.get('code') ?? '';
  const tokens = await redeem({ app }, client, code, { code_verifier: verifier });
  assert.equal(tokens.status, 200, JSON.stringify(tokens.body));
  const next = await refresh({ app }, client, tokens.body.refresh_token);
  assert.equal(next.status, 200, JSON.stringify(next.body));
}
