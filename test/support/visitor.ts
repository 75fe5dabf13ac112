import type { InjectOptions } from 'fastify';
import type { Reachable } from './remote.ts';

type Answer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
  readonly body: string;
  readonly location: string;
  readonly setCookies: readonly string[];
};

type Form = { readonly action: string; readonly fields: Readonly<Record<string, string>> };

/** A person with a browser that keeps cookies and fills in forms, without scripts. */
export type Visitor = ReturnType<typeof visitor>;

export function visitor(app: Reachable, standing: { readonly headers?: Readonly<Record<string, string>> } = {}) {
  const cookies = new Map<string, string>();

  const send = async (options: InjectOptions): Promise<Answer> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = { ...(cookie ? { cookie } : {}), ...standing.headers, ...options.headers };
    const response = await app.inject({ ...options, headers });
    const setCookies = [response.headers['set-cookie'] ?? []].flat().map(String);
    for (const line of setCookies) {
      const [, name = '', value = ''] = /^([^=]+)=([^;]*)/.exec(line) ?? [];
      if (value === '' || /expires=Thu, 01 Jan 1970/i.test(line)) cookies.delete(name);
      else cookies.set(name, value);
    }
    const { statusCode: status } = response;
    const body = response.body.replaceAll('<wbr>', ''); // where a line may break is nothing that one reads
    return { status, headers: response.headers, body, location: String(response.headers.location ?? ''), setCookies };
  };

  const get = (url: string, headers: Record<string, string> = {}) => send({ method: 'GET', url, headers });

  /** Posts fields as a page of ours does; `headers` may say otherwise. */
  const post = (url: string, fields: Readonly<Record<string, string>>, headers: Record<string, string> = {}) =>
    send({
      method: 'POST',
      url,
      payload: new URLSearchParams(fields).toString(),
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        'sec-fetch-site': 'same-origin',
        ...headers,
      },
    });

  return {
    cookies,
    send,
    get,
    post,
    /** Fills in the form of a page that posts to this path, and sends it. */
    async submit(page: Pick<Answer, 'body'>, action: string, typed: Readonly<Record<string, string>>) {
      const form = formsIn(page.body).find((each) => each.action.split('?', 1)[0] === action);
      if (!form) throw new Error(`the page has no form for ${action}: ${textOf(page.body).slice(0, 1000)}`);
      return post(form.action, { ...form.fields, ...typed });
    },
  };
}

/** What there is to read on a page, in short. */
/** What a page says, without its markup. */
export function textOf(html: string): string {
  return html.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}

/** The posted forms of a page, with what they would send if nothing was typed. */
export function formsIn(html: string): readonly Form[] {
  return [...html.matchAll(/<form method="post" action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(
    ([, action = '', inner = '']) => ({
      action: unescaped(action),
      fields: Object.fromEntries(
        [...inner.matchAll(/<input([^>]*)>/g)].flatMap(([, attributes = '']) => {
          const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
          const name = of('name');
          return name === undefined ? [] : [[name, unescaped(of('value') ?? '')]];
        }),
      ),
    }),
  );
}

export function unescaped(text: string): string {
  const signs: Record<string, string> = { '&amp;': '&', '&lt;': '<', '&gt;': '>', '&quot;': '"', '&#39;': "'" };
  return text.replace(/&(?:amp|lt|gt|quot|#39);/g, (sign) => signs[sign] ?? sign);
}
