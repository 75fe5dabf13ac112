import type { AuthorizationDetail, DetailsType } from './model/authorization-details.ts';

/** What is wrong with a type that somebody wants to register; the words are elsewhere. */
export type DetailsTypeProblem =
  | { readonly id: 'details-type-malformed' | 'details-sentence-missing' | 'details-schema-no-object' }
  | { readonly id: 'details-sentence-malformed'; readonly at: string }
  | { readonly id: 'details-schema-too-large'; readonly most: number }
  | { readonly id: 'details-schema-malformed'; readonly why: string };

const LONGEST_TYPE = 128;
const LONGEST_SENTENCE = 300;
const LONGEST_SCHEMA = 16_384;
const MEMBER = /^[A-Za-z_]\w{0,63}(?:\.[A-Za-z_]\w{0,63}){0,4}$/;

/** A word of a sentence: text as it stands, or what a member of the details says there. */
export type SentencePart = { readonly text: string } | { readonly value: string };

/** What is wrong with a type; undefined: nothing. `schema`: as it was read from JSON. */
export async function detailsTypeProblem({
  type,
  schema,
  sentence,
}: Pick<DetailsType, 'type' | 'sentence'> & { readonly schema: unknown }): Promise<DetailsTypeProblem | undefined> {
  if (type.length > LONGEST_TYPE || !/^[\x21\x23-\x5b\x5d-\x7e]+$/.test(type)) return { id: 'details-type-malformed' };
  const phrase = sentence.trim();
  if (phrase === '' || phrase.length > LONGEST_SENTENCE || /\p{Cc}/u.test(phrase))
    return { id: 'details-sentence-missing' };
  const wrong = wordsOf(phrase).find((word) => /[{}]/.test(word) && !MEMBER.test(word.slice(1, -1)));
  if (wrong !== undefined) return { id: 'details-sentence-malformed', at: wrong };
  if (typeof schema !== 'object' || schema === null || Array.isArray(schema)) return { id: 'details-schema-no-object' };
  if (JSON.stringify(schema).length > LONGEST_SCHEMA) return { id: 'details-schema-too-large', most: LONGEST_SCHEMA };
  try {
    await compiled(schema as DetailsType['schema']);
  } catch (error) {
    return { id: 'details-schema-malformed', why: (error as Error).message.slice(0, 300) };
  }
  return undefined;
}

/** Why these details are not of this type; undefined: they are. In the words of the schema, about members, not about values. */
export async function detailsFault(detail: AuthorizationDetail, { schema }: DetailsType): Promise<string | undefined> {
  const validate = await compiled(schema);
  if (validate(detail)) return undefined;
  const [first] = validate.errors ?? [];
  return `${first?.instancePath || detail.type} ${first?.message ?? 'is not as its schema says'}`;
}

/** What people read of these details. */
export function sentenceOfDetails(detail: AuthorizationDetail, { sentence }: DetailsType): readonly SentencePart[] {
  return wordsOf(sentence.trim())
    .filter((word) => word !== '')
    .map((word) => (/^\{.*\}$/.test(word) ? { value: shown(memberOf(detail, word.slice(1, -1))) } : { text: word }));
}

/** `{member}` and what stands between them. */
function wordsOf(sentence: string): readonly string[] {
  return sentence.split(/(\{[^{}]*\})/);
}

function memberOf(detail: AuthorizationDetail, path: string): unknown {
  let value: unknown = detail;
  for (const name of path.split('.')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, name)) return undefined;
    value = (value as Readonly<Record<string, unknown>>)[name];
  }
  return value;
}

function shown(value: unknown): string {
  if (value === undefined || value === null) return '–';
  if (Array.isArray(value) && value.every((each) => typeof each !== 'object')) return value.join(', ');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

type Validate = {
  (detail: unknown): boolean;
  errors?: readonly { readonly instancePath: string; readonly message?: string }[] | null;
};

const MOST_KEPT = 200;
const kept = new Map<string, Validate>();

/** Compiled once for each text of a schema; the library is loaded by who needs it. */
async function compiled(schema: DetailsType['schema']): Promise<Validate> {
  const text = JSON.stringify(schema);
  const before = kept.get(text);
  if (before) return before;
  const { Ajv2020 } = await import('ajv/dist/2020.js');
  const validate = new Ajv2020({ strict: true, strictRequired: false, strictTypes: false }).compile(
    closed(schema),
  ) as Validate;
  if (kept.size >= MOST_KEPT) kept.clear();
  kept.set(text, validate);
  return validate;
}

/** RFC 9396 §5: members that the type does not know are refused, unless its schema says what becomes of them. */
function closed(schema: DetailsType['schema']): DetailsType['schema'] {
  const properties = schema['properties'] as Readonly<Record<string, unknown>> | undefined;
  const open = schema['unevaluatedProperties'] ?? schema['additionalProperties'];
  return {
    type: 'object',
    ...schema,
    properties: { type: { type: 'string' }, ...properties },
    ...(open === undefined ? { unevaluatedProperties: false } : {}),
  };
}
