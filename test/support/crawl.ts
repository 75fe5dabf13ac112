import type { Visitor } from './visitor.ts';

export type Crawled = { readonly url: string; readonly page: Awaited<ReturnType<Visitor['get']>> };

/** Every page that links lead to from `urls`, each path once whatever its query. */
export async function crawl(browser: Visitor, urls: readonly string[]): Promise<readonly Crawled[]> {
  const found: Crawled[] = [];
  const seen = new Set<string>();
  const left = [...urls];
  for (let url = left.shift(); url !== undefined; url = left.shift()) {
    const [path = ''] = url.split('?');
    if (seen.has(path)) continue;
    seen.add(path);
    const page = await browser.get(url);
    found.push({ url, page });
    if (page.location.startsWith('/')) left.push(page.location);
    for (const [, href = ''] of page.body.matchAll(/ (?:href|method="get" action)="(\/[^"#]*)/g)) {
      if (!/^\/(?:public|docs\/errors)\//.test(href)) left.push(href.replaceAll('&amp;', '&'));
    }
  }
  return found;
}

export type CrawledForm = { readonly action: string; readonly fields: ReadonlyMap<string, string> };

/** The posted forms of a page with every field of whatever kind, filled in as it stands there. */
export function everyForm(html: string): readonly CrawledForm[] {
  return [...html.matchAll(/<form method="post" action="([^"]*)"[^>]*>([\s\S]*?)<\/form>/g)].map(
    ([, action = '', inner = '']) => ({
      action: action.replaceAll('&amp;', '&'),
      fields: new Map(
        [...inner.matchAll(/<(?:input|textarea|select|button)\b([^>]*)>/g)].flatMap(([, attributes = '']) => {
          const of = (name: string) => new RegExp(`\\b${name}="([^"]*)"`).exec(attributes)?.[1];
          const name = of('name');
          return name === undefined ? [] : [[name, (of('value') ?? '').replaceAll('&amp;', '&')] as const];
        }),
      ),
    }),
  );
}
