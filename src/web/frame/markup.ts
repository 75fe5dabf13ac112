import type { ShownTime } from './dates.ts';

const SIGNS: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };
// Between two words of an address, a name for machines or an email address, behind what parts them.
const OURS = /^(?:lk_[a-z0-9]{2}|req)_[0-9A-Za-z]+$/; // one word
const JOINT = /([/.@_:?&=,#+-]+)(?<!:\/\/)(?=[^/.@_:?&=,#+-])/g; // not behind https://, of which only half would be left

/**
 * Text as HTML that a narrow line breaks where its reader would: `https://app.<wbr>example/<wbr>callback`. A view prints it
 * raw, and what is copied has nothing added.
 */
export function breakable(value: unknown): string {
  const text = String(value);
  return (OURS.test(text) ? text : text.replace(JOINT, '$1\0')).replace(/[&<>"']/g, escaped).replaceAll('\0', '<wbr>');
}

/** A moment as HTML: the exact time is its title, for whoever rests on it, and for public/page.js, which knows the zone. */
export function time({ iso, text, exact }: ShownTime): string {
  return `<time datetime="${iso}" title="${exact}">${text.replace(/[&<>"']/g, escaped)}</time>`;
}

/** Text as HTML: what a view does with `<%= %>`, for what is made outside of one. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, escaped);
}

function escaped(sign: string): string {
  return SIGNS[sign] ?? sign;
}
