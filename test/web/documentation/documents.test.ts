import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { after, before, test } from 'node:test';
import { root } from '../../../src/root.ts';
import { type Crawled, crawl } from '../../support/crawl.ts';
import { ISSUER, pagesApp } from '../../support/pages.ts';
import { unescaped, visitor } from '../../support/visitor.ts';

let site: Awaited<ReturnType<typeof pagesApp>>;
let pages: readonly Crawled[];
before(async () => {
  site = await pagesApp({ env: { OAUTH1: 'on' } });
  pages = (await crawl(visitor(site.app), ['/docs'])).filter(({ url }) => url.startsWith('/docs'));
});
after(() => site.close());

const files = ['integrating', 'applications', 'libraries', 'compatibility', 'oauth1'].concat(
  readdirSync(path.join(root, 'docs/applications')).map((name) => `applications/${name.replace(/\.md$/, '')}`),
);
const markdownOf = (name: string) => readFileSync(path.join(root, `docs/${name}.md`), 'utf8');
const bodyOf = (name: string) => pages.find(({ url }) => url === `/docs/${name}`)?.page.body ?? '';
const idsIn = (html: string) => [...html.matchAll(/ id="([^"]+)"/g)].map(([, id = '']) => id);

test('links lead from /docs to every document, which anybody can read', () => {
  for (const name of files) {
    const found = pages.find(({ url }) => url === `/docs/${name}`);
    assert.equal(found?.page.status, 200, name);
    const [, title = ''] = /^# (.*)$/m.exec(markdownOf(name)) ?? [];
    assert.match(found.page.body, new RegExp(`<h1 lang="en">${title.replaceAll("'", '&#39;')}</h1>`), name);
    const prose = found.page.body.replace(/<code[\s\S]*?<\/code>/g, '');
    assert.doesNotMatch(found.page.body, /stands for the server/, name);
    assert.doesNotMatch(found.page.body, /<th[^>]*><\/th>/, `${name}: a heading says something`);
    assert.doesNotMatch(prose, /undefined|\[object|```|\]\(|^#+ |<!--|&amp;lt;/m, name);
  }
});

test('a page about a program says under which name to save each file', () => {
  for (const name of files.filter((each) => each.startsWith('applications/'))) {
    const said = bodyOf(name).replace(/<code class="value[\s\S]*?<\/code>/g, '');
    for (const [, mark = ''] of markdownOf(name).matchAll(/^<!-- (.*\..*) -->$/gm)) {
      assert.ok(said.includes(`<code>${mark.split(' ').at(-1)}</code>`), `${name}: ${mark}`);
    }
  }
});

test('every link of a document leads to a page that there is, and to a heading that it has', async () => {
  for (const { url, page } of pages) {
    assert.equal(page.status, 200, url);
    const ids = idsIn(page.body);
    assert.equal(new Set(ids).size, ids.length, `${url}: an id stands for one heading`);
    for (const [, href = ''] of page.body.matchAll(/ href="([^"]*)"/g)) {
      assert.doesNotMatch(href, /\.md\b|auth\.example|^(?!https?:|\/|#)/, url);
      if (href.startsWith('/docs/errors/')) {
        assert.equal((await visitor(site.app).get(href)).status, 200, `${url}: ${href}`);
      }
      const [target = '', heading] = href.split('#');
      if (heading === undefined || /^https?:/.test(href)) continue;
      const html = target === '' ? page.body : pages.find(({ url }) => url === target)?.page.body;
      assert.ok(html && idsIn(html).includes(decodeURIComponent(heading)), `${url}: ${href}`);
    }
  }
});

test('the page of every refusal leads to the chapter of the guide that it is about', async () => {
  const list = await visitor(site.app).get('/docs/errors');
  for (const [, rule = ''] of list.body.matchAll(/ href="(\/docs\/errors\/[^"]+)"/g)) {
    const { body } = await visitor(site.app).get(rule);
    const [, target = '', heading] = / href="(\/docs\/(?:integrating|oauth1))(?:#([^"]*))?"/.exec(body) ?? [];
    const chapter = pages.find(({ url }) => url === target);
    assert.ok(chapter && (heading === undefined || idsIn(chapter.page.body).includes(heading)), rule);
  }
});

test('a document speaks of this server, and its programs stand there as they are written', () => {
  for (const name of files) {
    assert.doesNotMatch(bodyOf(name), /auth\.example\.com/, name);
    const wanted = [...markdownOf(name).matchAll(/^( *)```.*\n([\s\S]*?)\n\1```$/gm)].map(
      ([, indent = '', text = '']) =>
        text
          .replaceAll(new RegExp(`^${indent}`, 'gm'), '')
          .replaceAll('https://auth.example.com', ISSUER)
          .replaceAll('auth.example.com', new URL(ISSUER).host),
    );
    const shown = [...bodyOf(name).matchAll(/<code class="value lines"[^>]*><span[^>]*>([^<]*)</g)];
    assert.deepEqual(
      shown.map(([, text = '']) => unescaped(text).trimEnd()),
      wanted.map((text) => text.replaceAll(encodeURIComponent('https://auth.example.com'), encodeURIComponent(ISSUER))),
      name,
    );
  }
});

test('what is about running the server, and what there is not, is no page', async () => {
  for (const name of [
    'security',
    'operations',
    'nothing',
    'applications/nothing',
    'integrating/',
    '__proto__',
    'consent.png',
  ]) {
    assert.equal((await visitor(site.app).get(`/docs/${name}`)).status, 404, name);
  }
});

test('without OAuth 1.0a there is no document about it, and no link to one', async () => {
  const without = await pagesApp();
  try {
    const all = await crawl(visitor(without.app), ['/docs']);
    assert.ok(all.some(({ url }) => url === '/docs/integrating'));
    assert.deepEqual(
      all.filter(({ url, page }) => url === '/docs/oauth1' || page.body.includes('/docs/oauth1')),
      [],
    );
    assert.equal((await visitor(without.app).get('/docs/oauth1')).status, 404);
  } finally {
    await without.close();
  }
});
