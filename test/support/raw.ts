import type { TestApp } from './app.ts';

type Raw = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly text: string;
  readonly error: string | undefined;
};

let requests = 0;

/**
 * A request to an endpoint exactly as it is given, from an address of its own: what fails to authenticate is counted by
 * address, and a test of many refusals is not about that.
 */
export async function raw(
  site: Pick<TestApp, 'app'>,
  payload: string | Buffer,
  headers: Readonly<Record<string, string>> = {},
  {
    url = '/oauth2/token',
    method = 'POST',
    remoteAddress,
  }: { readonly url?: string; readonly method?: 'POST' | 'GET' | 'PUT'; readonly remoteAddress?: string } = {},
): Promise<Raw> {
  requests += 1;
  const response = await site.app.inject({
    method,
    url,
    payload,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    remoteAddress: remoteAddress ?? `10.${(requests >> 16) & 255}.${(requests >> 8) & 255}.${requests & 255}`,
  });
  const json = String(response.headers['content-type']).startsWith('application/json');
  const body: { error?: string } = json ? response.json() : {};
  return { status: response.statusCode, headers: response.headers, text: response.body, error: body.error };
}

/** Basic credentials with both halves form-encoded (RFC 6749 §2.3.1). */
export function basic(id: string, secret: string): string {
  const encode = (text: string) => new URLSearchParams({ x: text }).toString().slice(2);
  return `Basic ${Buffer.from(`${encode(id)}:${encode(secret)}`).toString('base64')}`;
}

export function form(fields: Readonly<Record<string, string>>): string {
  return new URLSearchParams(fields).toString();
}
