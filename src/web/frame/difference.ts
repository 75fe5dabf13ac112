import { parses } from '../../oauth/parses.ts';

/** What was sent in three parts: only `differs` parts from the registered value that is most like it. */
export type Difference = { readonly before: string; readonly differs: string; readonly after: string };

// What cannot be seen, looks like a space, or turns the direction of text: an address must read as what it is.
const UNSEEN = /[\p{C}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}\u2800]|(?! )\p{Zs}/gu;

/** Text of strangers with what cannot be seen in it written out, as \u{200B}. */
export function visible(text: string): string {
  return text.replace(UNSEEN, (sign) => `\\u{${sign.codePointAt(0)?.toString(16).toUpperCase().padStart(4, '0')}}`);
}

/** Where `sent` parts from the registered value that is most like it: whole parts of an address, as 3000 beside 3001. */
export function difference(sent: string, registered: readonly string[]): Difference {
  let before = 0;
  let after = 0;
  let like = '';
  for (const value of registered) {
    let start = 0;
    while (start < sent.length && start < value.length && sent[start] === value[start]) start += 1;
    let end = 0;
    const most = Math.min(sent.length, value.length) - start;
    while (end < most && sent.at(-1 - end) === value.at(-1 - end)) end += 1;
    if (start + end > before + after) [before, after, like] = [start, end, value];
  }
  let to = sent.length - after;
  const splits = (at: number, other: string | undefined) =>
    isInside(sent[at - 1]) && (isInside(sent[at]) || isInside(other));
  if (splits(before, like[before])) while (isInside(sent[before - 1])) before -= 1;
  if (isInside(sent[to]) && (isInside(sent[to - 1]) || isInside(like[like.length - after - 1]))) {
    while (isInside(sent[to])) to += 1;
  }
  return { before: sent.slice(0, before), differs: visible(sent.slice(before, to)), after: sent.slice(to) };
}

/** Whether a sign is within a part of an address: its scheme, host, port, or one between slashes or in the query. */
function isInside(sign: string | undefined): boolean {
  return sign !== undefined && !'/:?&=#@'.includes(sign);
}

/** What makes a sent address another one than the registered address that is most like it. */
export type AddressDifference = 'slash' | 'case' | 'scheme' | 'loopback' | 'host' | 'port' | 'query' | 'path' | 'none';

/** The first reason that holds for any registered address, the smallest difference first. */
export function addressDifference(sent: string, registered: readonly string[]): AddressDifference {
  const reasons: readonly (readonly [AddressDifference, (value: string) => boolean])[] = [
    ['slash', (value) => sent === `${value}/` || value === `${sent}/`],
    ['case', (value) => sent.toLowerCase() === value.toLowerCase()],
    ['query', (value) => upTo(sent, '?') === upTo(value, '?')],
    ['scheme', (value) => afterScheme(sent) === afterScheme(value)],
    ['loopback', (value) => isLoopbackTwin(sent, value)],
    ['port', (value) => sameParts(sent, value, ['protocol', 'hostname', 'pathname'])],
    ['host', (value) => sameParts(sent, value, ['protocol', 'pathname', 'search'])],
    ['path', (value) => sameParts(sent, value, ['protocol', 'host'])],
  ];
  return reasons.find(([, holds]) => registered.some(holds))?.[0] ?? 'none';
}

/** localhost and 127.0.0.1 are mostly the same computer, and never the same address; the port may differ too. */
function isLoopbackTwin(one: string, other: string): boolean {
  if (!parses(one) || !parses(other)) return false;
  const [a, b] = [new URL(one).hostname, new URL(other).hostname];
  return (
    a !== b && LOOPBACK.includes(a) && LOOPBACK.includes(b) && sameParts(one, other, ['protocol', 'pathname', 'search'])
  );
}

const LOOPBACK = ['localhost', '127.0.0.1', '[::1]'];

function upTo(text: string, mark: string): string {
  return text.split(mark, 1)[0] ?? '';
}

function afterScheme(text: string): string | undefined {
  return /^https?:(\/\/.*)$/s.exec(text)?.[1];
}

function sameParts(
  one: string,
  other: string,
  parts: readonly ('protocol' | 'host' | 'hostname' | 'pathname' | 'search')[],
) {
  if (!parses(one) || !parses(other)) return false;
  const [a, b] = [new URL(one), new URL(other)];
  return a.host !== '' && parts.every((part) => a[part] === b[part]);
}
