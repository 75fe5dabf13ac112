import type { FastifyRequest } from 'fastify';
import type { Resource } from '../../oauth/model/resource.ts';
import { PERSON_SCOPES, type Scope } from '../../oauth/model/scope.ts';
import type { ResourceProblem } from '../../oauth/resource-entry.ts';
import { digestBase64url } from '../../secrets.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { spanOf } from '../frame/spans.ts';
import type { Words } from '../words/index.ts';
import { ADMIN } from './administration.ts';

export const RESOURCES = `${ADMIN}/resources`;
const FORMATS = ['opaque', 'jwt'] as const;
const ID = 22;

/** Not its URI: slashes in one are no slashes to every proxy. */
export function idOfResource(uri: string): string {
  return digestBase64url(uri).slice(0, ID);
}

export function pathOfResource(uri: string): string {
  return `${RESOURCES}/${idOfResource(uri)}`;
}

/** What was typed; a number of seconds that is none is NaN. */
export function typedResource(request: FastifyRequest, uri?: string): Resource {
  const form = formOf(request);
  const seconds = field(form, 'access_token_seconds').trim();
  return {
    uri: uri ?? field(form, 'uri'),
    name: field(form, 'name'),
    scopes: form.getAll('scope'),
    accessTokenFormat: FORMATS.find((format) => format === field(form, 'access_token_format')),
    accessTokenSeconds: seconds === '' ? undefined : /^\d{1,9}$/.test(seconds) ? Number(seconds) : Number.NaN,
  };
}

/** What the form of a new one starts with. */
export const NEW_RESOURCE: Resource = {
  uri: '',
  name: '',
  scopes: [],
  accessTokenFormat: undefined,
  accessTokenSeconds: undefined,
};

type FieldName = 'uri' | 'name' | 'scopes' | 'seconds';

/** What is wrong with a field of the form, in a sentence. */
export type ResourceErrors = { readonly [Name in FieldName]?: string };

export function saidOfResource(words: Words, problems: readonly ResourceProblem[]): ResourceErrors {
  return Object.fromEntries(problems.map((problem) => [fieldOf(problem), words.sentenceOf(problem)]));
}

function fieldOf({ id }: ResourceProblem): FieldName {
  if (id === 'resource-uri-malformed') return 'uri';
  if (id === 'resource-scopes-unknown') return 'scopes';
  return id === 'resource-seconds' ? 'seconds' : 'name';
}

/** What views/partials/resource-form.eta shows; an entry that is there keeps its address. */
export function resourceForm(
  request: FastifyRequest,
  typed: Resource,
  wrong: ResourceErrors,
  { catalogue, named, usualSeconds }: { catalogue: readonly Scope[]; named: boolean; usualSeconds: number },
) {
  const text = request.words['resource-form'];
  const sent = request.method === 'POST' ? field(formOf(request), 'access_token_seconds') : undefined;
  const uri = { id: 'uri', ...text.uri, mono: true, required: true, value: typed.uri, error: wrong.uri };
  const fields: Fields = {
    name: { id: 'name', ...text.name, required: true, value: typed.name, error: wrong.name },
    ...(named ? {} : { uri }),
  };
  const seconds = {
    id: 'access_token_seconds',
    label: text.seconds,
    hint: text.secondsHint(spanOf(request.words, usualSeconds)),
    example: '600',
    mono: true,
    value: sent ?? typed.accessTokenSeconds?.toString() ?? '',
    error: wrong.seconds,
  };
  const scopes = { id: 'scopes', label: text.scopes, error: wrong.scopes };
  return {
    form: text,
    fields,
    seconds,
    choice: scopes,
    all: { ...fields, scopes, seconds },
    formats: ['', ...FORMATS].map((format) => ({
      value: format,
      text: text.formats[format || 'any'],
      checked: format === (typed.accessTokenFormat ?? ''),
    })),
    // Those about people every token may carry.
    scopes: [...new Set([...catalogue.map(({ name }) => name), ...typed.scopes])]
      .filter((name) => !PERSON_SCOPES.includes(name) || typed.scopes.includes(name))
      .map((name) => ({
        name,
        description: catalogue.find((scope) => scope.name === name)?.description ?? name,
        checked: typed.scopes.includes(name),
      })),
  };
}
