import assert from 'node:assert/strict';
import type { TestClient } from '../support/app.ts';
import { authorizeUrl, codeOf, post } from '../support/flow.ts';
import { residentMiB } from '../support/memory.ts';
import { browserOf, type Pair } from '../support/pair.ts';
import { type Answered, type Reachable, remote } from '../support/remote.ts';

type Asked = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE' | 'OPTIONS' | 'HEAD';
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly payload?: string;
};

const FORM = 'application/x-www-form-urlencoded';
const PARALLEL = 16;
const CHUNKS = 10;

/**
 * S157: right, wrong and nonsensical requests in any order. None may end the process or be an internal error, and what
 * the process holds in memory stays what it was.
 */
export async function mixedRequests(
  pair: Pair,
  { requests, growthMiB }: { readonly requests: number; readonly growthMiB: number },
): Promise<string> {
  const { a, seed } = pair;
  const { pid } = a.server;
  const app = remote(a.server.url, { keepAlive: true });
  const person = await seed.person();
  const client = await seed.application(person);
  const browser = await browserOf(person, app, seed);
  await codeOf(browser, authorizeUrl(client));
  const { body } = await post({ app }, '/oauth2/token', { grant_type: 'client_credentials' }, client);
  const cookie = [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const right = rightRequests(client, body.access_token, cookie);
  const statuses = new Map<number, number>();
  const memory: number[] = [];
  for (let chunk = 0; chunk < CHUNKS; chunk += 1) {
    let left = Math.ceil(requests / CHUNKS);
    const work = async () => {
      while (left > 0) {
        left -= 1;
        const asked = pick(right);
        const sent = Math.random() < 0.5 ? asked : spoiled(asked);
        const { statusCode } = await ask(app, sent);
        statuses.set(statusCode, (statuses.get(statusCode) ?? 0) + 1);
        assert.ok(statusCode < 500, `${statusCode} for ${JSON.stringify(sent).slice(0, 1000)}`);
      }
    };
    await Promise.all(Array.from({ length: PARALLEL }, work));
    memory.push(residentMiB(pid));
  }
  assert.equal(a.server.pid, pid);
  assert.doesNotMatch(a.server.output(), /uncaught exception|nobody looked|request\.failed/);
  // The first fifth fills caches and grows the heap to its working size. When the collector last ran is chance, and worth
  // some 60 MiB: what is kept for good shows in the least.
  const settled = Math.max(...memory.slice(0, 2));
  const grown = Math.min(...memory.slice(-3)) - settled;
  assert.ok(grown < growthMiB, `memory in MiB: ${memory.join(', ')}`);
  const counted = [...statuses].sort().map(([status, count]) => `${count} x ${status}`);
  return `${requests} requests (${counted.join(', ')}), same process, MiB: ${memory.join(' ')}`;
}

function rightRequests(client: TestClient, token: string, cookie: string): readonly Asked[] {
  const form = (url: string, fields: Readonly<Record<string, string>>): Asked => ({
    method: 'POST',
    url,
    headers: { authorization: client.basic, 'content-type': FORM, 'sec-fetch-site': 'same-origin' },
    payload: new URLSearchParams(fields).toString(),
  });
  const page = (url: string): Asked => ({ method: 'GET', url, headers: { cookie } });
  return [
    form('/oauth2/token', { grant_type: 'client_credentials', scope: 'read' }),
    form('/oauth2/token', { grant_type: 'refresh_token', refresh_token: `lk_rt_${'0'.repeat(49)}` }),
    form('/oauth2/token', {
      grant_type: 'authorization_code',
      code: 'x',
      redirect_uri: 'https://app.example/callback',
    }),
    form('/oauth2/introspect', { token, token_type_hint: 'access_token' }),
    form('/oauth2/revoke', { token: `lk_at_${'0'.repeat(49)}` }),
    form('/sign-in?return_to=/account', { email: 'a@example.org', password: 'x', _csrf: 'x' }),
    page(authorizeUrl(client)),
    page(authorizeUrl(client).replace('/oauth2/authorize', '/consent')),
    page('/account'),
    page('/oauth2/applications'),
    page('/oauth2/authorized_applications'),
    page('/sign-in'),
    page('/docs/errors/redirect-uri-mismatch'),
    page('/.well-known/oauth-authorization-server'),
    page('/nowhere'),
  ];
}

const NONSENSE = [
  '%00', '%ff%fe', '%zz', '%', '%ed%a0%80', '%0d%0aX:1', '[a]', '[]=', '__proto__', 'constructor', '&&', '==', ';',
  '<script>', "'", '"', '\\', '../', '//', '{}', '[[[[', '%F0%9F%A6%8A', '-1', '1e999', '9'.repeat(400), 'a'.repeat(3000), '+', '%20',
] as const; // biome-ignore format: a list

/** One to three things about the request made wrong. */
function spoiled(asked: Asked): Asked {
  let spoilt = asked;
  for (let times = 1 + Math.floor(Math.random() * 3); times > 0; times -= 1) spoilt = pick(SPOILERS)(spoilt);
  return spoilt;
}

const SPOILERS: readonly ((asked: Asked) => Asked)[] = [
  (asked) => ({ ...asked, url: insert(asked.url, 1) }),
  (asked) => ({
    ...asked,
    url: `${asked.url}${asked.url.includes('?') ? '&' : '?'}${pick(NONSENSE)}=${pick(NONSENSE)}`,
  }),
  (asked) => withBody(asked, insert(asked.payload ?? 'grant_type=x')),
  (asked) => withBody(asked, cut(asked.payload ?? '')),
  (asked) => withBody(asked, `${asked.payload ?? ''}&${asked.payload ?? ''}`),
  (asked) => withBody(asked, Array.from({ length: 2000 }, (_, i) => `p${i}=1`).join('&')),
  (asked) => withBody(asked, 'x'.repeat(70_000)),
  (asked) => ({ ...asked, method: pick(['PUT', 'DELETE', 'OPTIONS', 'HEAD', 'GET', 'POST'] as const) }),
  (asked) =>
    withHeader(
      asked,
      'content-type',
      pick([`${FORM};charset=utf-16`, 'application/json', 'text/plain', 'multipart/form-data', `\t${FORM}`, 'x']),
    ),
  (asked) =>
    withHeader(
      asked,
      'authorization',
      pick(['Basic', 'Basic %%%', 'Basic OjE=', 'Bearer x', `Basic ${'A'.repeat(9000)}`]),
    ),
  (asked) =>
    withHeader(
      asked,
      'cookie',
      pick(['latchkey-session=', 'latchkey-session=%zz', `a=${'b'.repeat(4000)}`, ';;=;', '__proto__=1']),
    ),
  (asked) =>
    withHeader(
      asked,
      pick(['origin', 'host', 'accept', 'if-none-match', 'expect', 'x-forwarded-for']),
      pick(['null', 'x', '\u00ff', 'a'.repeat(500)]),
    ),
];

function withBody(asked: Asked, payload: string): Asked {
  return { ...asked, method: 'POST', payload, headers: { 'content-type': FORM, ...asked.headers } };
}

function withHeader(asked: Asked, name: string, value: string): Asked {
  return { ...asked, headers: { ...asked.headers, [name]: value } };
}

function insert(text: string, from = 0): string {
  const at = from + Math.floor(Math.random() * (text.length - from));
  return text.slice(0, at) + pick(NONSENSE).replaceAll(/["<>\\ ]/g, encodeURIComponent) + text.slice(at);
}

function cut(text: string): string {
  return text.slice(0, Math.floor(Math.random() * text.length));
}

async function ask(app: Reachable, { method, url, headers, payload }: Asked): Promise<Answered> {
  const bare = method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  return app.inject({ method, url, headers, ...(payload === undefined || bare ? {} : { payload }) });
}

function pick<T>(list: readonly T[]): T {
  return list[Math.floor(Math.random() * list.length)] as T;
}
