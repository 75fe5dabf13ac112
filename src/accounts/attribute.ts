/** What is known of people besides their name and address, as administrators write it down: claims, by their names. */
export type Attributes = Readonly<Record<string, unknown>>;

export type AttributeProblem =
  | 'not-an-attribute'
  | 'known-elsewhere'
  | 'not-json'
  | 'control-character'
  | 'twice'
  | 'too-many';

/** What was written, and what is wrong with it. */
export type WrongAttribute = { readonly problem: AttributeProblem; readonly written: string };

/** What an account says by itself, and no attribute (src/oauth/claims.ts). */
const KNOWN_ELSEWHERE = ['sub', 'name', 'email', 'groups', 'roles', 'updated_at'];
const JSON_BEGINS = /^[{["]|^(?:true|false|null|-?\d+(?:\.\d+)?)$/;
/** In JSON: what Postgres keeps in no text. */
const UNKEPT = /(?<!\\)(?:\\\\)*\\u(?:0000|d[89a-f])/i;
const MOST = 100;

/**
 * One attribute, as CLAIM=VALUE. What begins as JSON does is what that says, for a claim may be an object; anything else is a text. An
 * empty value is null: it takes the attribute away.
 */
export function readAttribute(written: string): readonly [claim: string, value: unknown] | WrongAttribute {
  const [, claim = '', value = ''] = /^([\w.:/-]{1,100})=(.*)$/su.exec(written) ?? [];
  if (claim === '') return { problem: 'not-an-attribute', written };
  if (KNOWN_ELSEWHERE.includes(claim)) return { problem: 'known-elsewhere', written: claim };
  if (value === '') return [claim, null];
  try {
    const read: unknown = JSON_BEGINS.test(value) ? JSON.parse(value) : value;
    return UNKEPT.test(JSON.stringify(read)) ? { problem: 'control-character', written: claim } : [claim, read];
  } catch {
    return { problem: 'not-json', written };
  }
}

/** All attributes of a person, one a line; empty lines say nothing. What a line takes away is not among them. */
export function readAttributes(text: string): { readonly attributes: Attributes } | WrongAttribute {
  const lines = text.split(/\r\n|\r|\n/).map((line) => line.trim());
  const read = new Map<string, unknown>();
  for (const line of lines.filter((each) => each !== '')) {
    const attribute = readAttribute(line);
    if ('problem' in attribute) return attribute;
    const [claim, value] = attribute;
    if (read.has(claim)) return { problem: 'twice', written: claim };
    read.set(claim, value);
  }
  if (read.size > MOST) return { problem: 'too-many', written: String(read.size) };
  return { attributes: Object.fromEntries([...read].filter(([, value]) => value !== null)) };
}

/** The lines that readAttributes() reads as these, by claim. */
export function writtenAttributes(attributes: Attributes): string {
  return Object.entries(attributes)
    .map(([claim, value]) => `${claim}=${written(value)}`)
    .toSorted()
    .join('\n');
}

function written(value: unknown): string {
  if (typeof value !== 'string') return JSON.stringify(value);
  const isText = value !== '' && value === value.trim() && !/[\r\n]/.test(value) && !JSON_BEGINS.test(value);
  return isText ? value : JSON.stringify(value);
}
