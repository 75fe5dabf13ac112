import { digestBase64url, randomId } from '../../src/secrets.ts';
import { REDIRECT, type TestClient } from './app.ts';
import type { Site } from './remote.ts';
import type { Visitor } from './visitor.ts';

/** The tokens of a token answer, or its error, and the status. */
export type TokenAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: Readonly<Record<string, unknown>> & {
    readonly access_token: string;
    readonly refresh_token: string;
    readonly error: string;
  };
};

export type Pkce = { readonly verifier: string; readonly challenge: string };

export function pkce(): Pkce {
  const verifier = randomId(43);
  return { verifier, challenge: digestBase64url(verifier) };
}

/** The query of an authorization request; undefined leaves a parameter out. */
export function authorizeUrl(client: TestClient, more: Readonly<Record<string, string | undefined>> = {}): string {
  const all = {
    client_id: client.id,
    response_type: 'code',
    redirect_uri: REDIRECT,
    scope: 'read',
    state: 'some state',
    ...more,
  };
  const pairs = Object.entries(all).filter((pair): pair is [string, string] => pair[1] !== undefined);
  return `/oauth2/authorize?${new URLSearchParams(pairs)}`;
}

/** Through authorize and, where it is asked, consent: where the browser was sent at last. */
export async function authorize(browser: Visitor, url: string, answer = 'authorize'): Promise<URL> {
  const first = await browser.get(url);
  if (first.status !== 303) throw new Error(`authorize answered ${first.status}: ${first.body.slice(0, 500)}`);
  if (!first.location.startsWith('/consent')) return new URL(first.location, 'http://here.invalid');
  const page = await browser.get(first.location);
  const decided = await browser.submit(page, '/consent', { decision: answer });
  if (decided.status !== 303) throw new Error(`consent answered ${decided.status}: ${decided.body.slice(0, 500)}`);
  return new URL(decided.location);
}

/** The code that an authorization ends with. */
export async function codeOf(browser: Visitor, url: string): Promise<string> {
  const at = await authorize(browser, url);
  const code = at.searchParams.get('code');
  if (!code) throw new Error(`no code: ${at}`);
  return code;
}

/** Posts a form to an endpoint, authenticated by Basic where a client is given. */
export async function post(
  site: Site,
  url: string,
  fields: Readonly<Record<string, string | undefined>>,
  client?: TestClient,
  headers: Readonly<Record<string, string>> = {},
): Promise<TokenAnswer> {
  const pairs = Object.entries(fields).filter((pair): pair is [string, string] => pair[1] !== undefined);
  const response = await site.app.inject({
    method: 'POST',
    url,
    payload: new URLSearchParams(pairs).toString(),
    headers: {
      'content-type': 'application/x-www-form-urlencoded',
      ...(client ? { authorization: client.basic } : {}),
      ...headers,
    },
  });
  const body = response.body === '' ? '{}' : response.body;
  return { status: response.statusCode, headers: response.headers, body: JSON.parse(body) };
}

export function redeem(
  site: Site,
  client: TestClient,
  code: string,
  more: Readonly<Record<string, string | undefined>> = {},
): Promise<TokenAnswer> {
  const fields = { grant_type: 'authorization_code', code, redirect_uri: REDIRECT, ...more };
  return post(site, '/oauth2/token', fields, client);
}

export function refresh(
  site: Site,
  client: TestClient,
  token: string,
  more: Readonly<Record<string, string | undefined>> = {},
): Promise<TokenAnswer> {
  return post(site, '/oauth2/token', { grant_type: 'refresh_token', refresh_token: token, ...more }, client);
}

/** Whether the client that asks is told that the token is active. */
export async function isActive(site: Site, client: TestClient, token: string): Promise<boolean> {
  const { status, body } = await post(site, '/oauth2/introspect', { token }, client);
  if (status !== 200) throw new Error(`introspection answered ${status}`);
  return body['active'] === true;
}
