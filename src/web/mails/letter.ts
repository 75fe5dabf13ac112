import type { Deps } from '../../deps.ts';
import { escapeHtml } from '../frame/markup.ts';
import type { Letter } from '../words/en/mails.ts';
import type { Words } from '../words/index.ts';

const WIDTH = 76;

/** The same letter as plain text and as HTML, which asks for nothing from anywhere. */
export function writeLetter(
  words: Words,
  letter: Letter,
  sender: Pick<Deps, 'issuer' | 'instance'>,
): { readonly text: string; readonly html: string } {
  return { text: asText(words, letter, sender), html: asHtml(words, letter, sender) };
}

function asText(
  words: Words,
  { greeting, paragraphs, link, afterwards }: Letter,
  { issuer, instance }: Pick<Deps, 'issuer' | 'instance'>,
): string {
  const parts = [
    greeting,
    ...paragraphs.map(wrapped),
    ...(link ? [`${link.text}:\n${link.href}`] : []),
    ...afterwards.map(wrapped),
    `-- \n${wrapped(words.mails.from(instance.name, issuer))}`,
  ];
  return `${parts.join('\n\n')}\n`;
}

/** Lines short enough for whoever reads mail in a terminal; a link stands on its own line, whole. */
function wrapped(paragraph: string): string {
  const lines: string[] = [];
  for (const word of paragraph.split(' ')) {
    const last = lines.at(-1);
    if (last !== undefined && last.length + 1 + word.length <= WIDTH) lines[lines.length - 1] = `${last} ${word}`;
    else lines.push(word);
  }
  return lines.join('\n');
}

// As public/latchkey.css has them: what a program that shows mails leaves of a style sheet is dark where the person's screen is.
const LIGHT = { paper: '#ffffff', ink: '#161d1a', soft: '#4d5752', line: '#dcdfda', accent: '#0c6152', on: '#ffffff' };
const DARK = { paper: '#161b19', ink: '#e7ecea', soft: '#a7b2ad', line: '#2b3330', accent: '#5ec4ad', on: '#04211b' };
const FONT = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

function asHtml(
  words: Words,
  { subject, greeting, paragraphs, link, afterwards }: Letter,
  { issuer, instance }: Pick<Deps, 'issuer' | 'instance'>,
): string {
  const [light, dark] = [
    { ...LIGHT, ...instance.colour?.light },
    { ...DARK, ...instance.colour?.dark },
  ];
  const p = (text: string, style = '') => `<p style="margin:0 0 16px;${style}">${escapeHtml(text)}</p>`;
  const button =
    link &&
    `<p style="margin:24px 0"><a class="button" href="${escapeHtml(link.href)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${light.accent};color:${light.on};text-decoration:none;font-weight:600">${escapeHtml(link.text)}</a></p>
<p class="soft" style="margin:0 0 16px;font-size:13px;color:${light.soft}">${escapeHtml(words.mails.orOpen)}<br><a class="link" href="${escapeHtml(link.href)}" style="color:${light.accent};word-break:break-all">${escapeHtml(link.href)}</a></p>`;
  return `<!doctype html>
<html lang="${words.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><meta name="supported-color-schemes" content="light dark"><title>${escapeHtml(subject)}</title>
<style>@media (prefers-color-scheme:dark){body{background:${dark.paper}!important;color:${dark.ink}!important}.soft{color:${dark.soft}!important;border-color:${dark.line}!important}.link{color:${dark.accent}!important}.button{background:${dark.accent}!important;color:${dark.on}!important}}</style></head>
<body style="margin:0;padding:24px;background:${light.paper};color:${light.ink};${FONT};font-size:16px;line-height:1.5"><div style="max-width:560px;margin:0 auto">
<p style="margin:0 0 24px;font-size:18px;font-weight:600">${escapeHtml(instance.name)}</p>
${p(greeting)}
${paragraphs.map((text) => p(text)).join('\n')}
${button ?? ''}
${afterwards.map((text) => p(text, 'font-size:14px')).join('\n')}
<p class="soft" style="margin:32px 0 0;padding-top:16px;border-top:1px solid ${light.line};font-size:13px;color:${light.soft}">${escapeHtml(words.mails.from(instance.name, issuer))}</p>
</div></body></html>
`;
}
