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
    `-- \n${words.mails.from(instance.name, issuer)}`,
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

const ACCENT = '#0c6152'; // as public/latchkey.css has it
const FONT = 'font-family:system-ui,-apple-system,Segoe UI,Roboto,Helvetica,Arial,sans-serif';

function asHtml(
  words: Words,
  { subject, greeting, paragraphs, link, afterwards }: Letter,
  { issuer, instance }: Pick<Deps, 'issuer' | 'instance'>,
): string {
  const p = (text: string, style = '') => `<p style="margin:0 0 16px;${style}">${escapeHtml(text)}</p>`;
  const accent = instance.colour?.light.accent ?? ACCENT;
  const button =
    link &&
    `<p style="margin:24px 0"><a href="${escapeHtml(link.href)}" style="display:inline-block;padding:12px 20px;border-radius:8px;background:${accent};color:#ffffff;text-decoration:none;font-weight:600">${escapeHtml(link.text)}</a></p>
<p style="margin:0 0 16px;font-size:13px;color:#5b6472">${escapeHtml(words.mails.orOpen)}<br><a href="${escapeHtml(link.href)}" style="color:${accent};word-break:break-all">${escapeHtml(link.href)}</a></p>`;
  return `<!doctype html>
<html lang="${words.locale}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><meta name="color-scheme" content="light dark"><title>${escapeHtml(subject)}</title></head>
<body style="margin:0;padding:24px;${FONT};font-size:16px;line-height:1.5"><div style="max-width:560px;margin:0 auto">
${p(greeting)}
${paragraphs.map((text) => p(text)).join('\n')}
${button ?? ''}
${afterwards.map((text) => p(text, 'font-size:14px')).join('\n')}
<p style="margin:32px 0 0;padding-top:16px;border-top:1px solid #d9dee7;font-size:13px;color:#5b6472">${escapeHtml(words.mails.from(instance.name, issuer))}</p>
</div></body></html>
`;
}
