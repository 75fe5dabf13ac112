import { Marked, type Tokens } from 'marked';
import { breakable, escapeHtml } from '../frame/markup.ts';

/** A document as a page shows it. */
export type Rendered = {
  readonly title: string;
  readonly html: string;
  /** Its chapters, by the name that leads to them. */
  readonly chapters: readonly { readonly id: string; readonly text: string }[];
};

/** Where a link leads: to a page of this server, away from it, or nowhere that a reader of the page could go. */
export type LinkOf = (href: string) => { readonly href: string; readonly away: boolean } | undefined;

/** Markdown of our own as HTML of the house: headings that can be linked to, code to copy, tables that fit a phone. */
export function renderMarkdown(markdown: string, linkOf: LinkOf): Rendered {
  const chapters: { id: string; text: string }[] = [];
  let title = '';
  let heading = '';
  let blocks = 0;
  let mark: string | undefined;
  const marked = new Marked({
    renderer: {
      heading({ tokens, depth, text }) {
        heading = text.replaceAll('`', '');
        if (depth === 1) {
          title = heading;
          return '';
        }
        const id = headingId(text);
        blocks = 0;
        if (depth === 2) chapters.push({ id, text: heading });
        return `<h${depth} id="${escapeHtml(id)}"><a href="#${encodeURIComponent(id)}">${this.parser.parseInline(tokens)}</a></h${depth}>\n`;
      },
      code({ text }) {
        blocks += 1;
        const name = escapeHtml(mark ?? (blocks === 1 ? heading : `${heading} (${blocks})`));
        mark = undefined;
        return `<code class="value lines" data-copy="${name}"><span tabindex="0" role="group" aria-label="${name}">${escapeHtml(text)}\n</span></code>\n`;
      },
      codespan: ({ text }) => `<code>${breakable(text)}</code>`,
      // A mark for our own tools: the name of what follows.
      html({ text }) {
        const [whole, name] = /^\s*<!-- (.*) -->\s*$/.exec(text) ?? [];
        mark = name;
        return whole === undefined ? escapeHtml(text) : '';
      },
      link({ href, tokens }) {
        const inner = this.parser.parseInline(tokens);
        const to = linkOf(href);
        if (!to) return inner;
        return `<a href="${escapeHtml(to.href)}"${to.away ? ' rel="noopener noreferrer"' : ''}>${inner}</a>`;
      },
      table({ header, rows }: Tokens.Table) {
        const labels = header.map(({ text }) => escapeHtml(text.replaceAll('`', '')));
        const cell = ({ tokens }: Tokens.TableCell) => this.parser.parseInline(tokens);
        const named = labels.some((label) => label !== '');
        const heads = header
          .map((each) => (each.text === '' ? '<td></td>' : `<th scope="col">${cell(each)}</th>`))
          .join('');
        const body = rows.map(([first, ...rest]) => {
          const others = rest.map((each, at) => {
            const label = labels[at + 1];
            return `<td${label ? ` data-label="${label}"` : ''}>${cell(each)}</td>`;
          });
          return `<tr><th scope="row">${first ? cell(first) : ''}</th>${others.join('')}</tr>`;
        });
        return `<table class="table">${named ? `<thead><tr>${heads}</tr></thead>` : ''}<tbody>${body.join('\n')}</tbody></table>\n`;
      },
    },
  });
  const html = marked.parse(markdown, { async: false });
  return { title, html, chapters };
}

/** The name by which a heading is linked to, as GitHub makes it: what works there works here. */
export function headingId(text: string): string {
  return text
    .toLowerCase()
    .replace(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}
