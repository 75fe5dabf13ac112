import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import type { Deps } from '../../deps.ts';
import { root } from '../../root.ts';
import type { LinkOf, Rendered } from './render-markdown.ts';

/** A document of docs/ that is a page of this server too. */
export type Document = Rendered & { readonly path: string };

/** Every document that this server shows, by its path. */
export type Documents = ReadonlyMap<string, Document>;

export const DOCS = '/docs';
export const PROGRAMS = `${DOCS}/applications`;
const FOLDER = path.join(root, 'docs');
/** The documents say this for the server that they speak of. */
const SERVER = 'https://auth.example.com';

/** For whoever connects an application or an API. What is about running the server stays in the repository. */
const FILES = ['integrating.md', 'applications.md', 'libraries.md', 'compatibility.md'];

/**
 * Reads docs/ and turns it into pages of this server: with its own address, and with links that stay on it. Where a document
 * leads to one that is no page, the text of the link is left.
 */
export async function readDocuments({ issuer, oauth1 }: Pick<Deps, 'issuer' | 'oauth1'>): Promise<Documents> {
  const { renderMarkdown } = await import('./render-markdown.ts'); // once somebody reads
  const programs = (await readdir(path.join(FOLDER, 'applications'))).filter((name) => name.endsWith('.md')).sort();
  const files = [...FILES, ...(oauth1 ? ['oauth1.md'] : []), ...programs.map((name) => `applications/${name}`)];
  const pages = new Set(files);
  const documents = await Promise.all(
    files.map(async (file) => {
      const markdown = withIssuer(await readFile(path.join(FOLDER, file), 'utf8'), issuer);
      return { path: pathOf(file), ...renderMarkdown(markdown, linksFrom(file, pages, issuer)) };
    }),
  );
  return new Map(documents.map((document) => [document.path, document]));
}

function withIssuer(markdown: string, issuer: string): string {
  return markdown
    .replace(new RegExp(`(\`${SERVER}\`\\s+)stands for the server`, 'g'), '$1is this server')
    .replaceAll(SERVER, issuer)
    .replaceAll(encodeURIComponent(SERVER), encodeURIComponent(issuer))
    .replaceAll(new URL(SERVER).host, new URL(issuer).host);
}

function linksFrom(file: string, pages: ReadonlySet<string>, issuer: string): LinkOf {
  return (href) => {
    if (href.startsWith(`${issuer}/`)) return { href: href.slice(issuer.length), away: false };
    if (/^[a-z]+:/.test(href)) return { href, away: true };
    if (href.startsWith('#')) return { href, away: false };
    const [target = '', heading] = href.split('#');
    const found = path.posix.join(path.posix.dirname(file), target);
    return pages.has(found) ? { href: pathOf(found) + (heading ? `#${heading}` : ''), away: false } : undefined;
  };
}

function pathOf(file: string): string {
  return `${DOCS}/${file.replace(/\.md$/, '')}`;
}
