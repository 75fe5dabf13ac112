import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Scope } from '../../oauth/model/scope.ts';
import { carryingGrants, type ScopeProblem, type TypedScope } from '../../oauth/scope-entry.ts';
import type { Fields } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import type { Words } from '../words/index.ts';
import { ADMIN } from './administration.ts';

export const SCOPES = `${ADMIN}/scopes`;
export const NEW_SCOPE: TypedScope = {
  name: '',
  description: '',
  detail: '',
  privileged: false,
  safe: false,
  grants: [],
  offered: true,
  claims: [],
};

/** Beside the list, not below it: a scope can have any name. */
export function pathOfScope(name: string): string {
  return `${ADMIN}/scope/${encodeURIComponent(name)}`;
}

/** What was typed into the form of an entry; `name` is the entry's, where the form does not ask for it. */
export function typedScope(request: FastifyRequest, name?: string): TypedScope {
  const fields = formOf(request);
  return {
    name: name ?? field(fields, 'name'),
    description: field(fields, 'description'),
    detail: field(fields, 'detail'),
    privileged: fields.has('privileged'),
    safe: fields.has('safe'),
    grants: fields.getAll('grant'),
    offered: fields.has('offered'),
    claims: field(fields, 'claims')
      .split(/[\s,]+/)
      .filter((name) => name !== ''),
  };
}

/** What the form of an entry starts with. */
export function scopeAsTyped({ detail = '', ...scope }: Scope): TypedScope {
  return { ...scope, detail };
}

/** What is wrong with a field of the form, in a sentence. */
export type ScopeError = { readonly field: ScopeProblem['field']; readonly sentence: string };

export function saidOf(words: Words, problems: readonly ScopeProblem[]): readonly ScopeError[] {
  return problems.map(({ field, problem }) => ({ field, sentence: words.sentenceOf(problem) }));
}

/** What views/partials/scope-form.eta shows; an entry that is there has its name in a form of its own. */
export function scopeForm(
  words: Words,
  typed: TypedScope,
  errors: readonly ScopeError[],
  { named, ...deps }: Pick<Deps, 'grants' | 'oauth1'> & { readonly named: boolean },
) {
  const wrong = (name: ScopeProblem['field']) => errors.find((error) => error.field === name)?.sentence;
  const text = words['scope-form'];
  const name = { id: 'name', ...text.name, mono: true, required: true, value: typed.name, error: wrong('name') };
  const { description, detail } = typed;
  const fields: Fields = {
    ...(named ? {} : { name }),
    description: {
      id: 'description',
      ...text.description,
      required: true,
      value: description,
      error: wrong('description'),
    },
    detail: { id: 'detail', ...text.detail, value: detail, error: wrong('detail') },
    claims: { id: 'claims', ...text.claims, mono: true, value: typed.claims.join(' '), error: wrong('claims') },
  };
  const safe = { id: 'safe', label: text.safe, error: wrong('safe') };
  const choice = { id: 'grants', label: text.grants, error: wrong('grants') };
  return {
    form: text,
    fields,
    choice,
    safeChoice: safe,
    all: { ...fields, safe, choice },
    privileged: typed.privileged,
    safe: typed.safe,
    offered: typed.offered,
    grants: [...new Set([...carryingGrants(deps), ...typed.grants])].map((grant) => ({
      name: grant,
      sentence: text.grantSentences[grant] ?? grant,
      checked: typed.grants.includes(grant),
    })),
  };
}
