import type { FastifyRequest } from 'fastify';
import type { LinksProblem, TypedLinks } from '../../oauth/client-links.ts';
import type { Field } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import type { Words } from '../words/index.ts';

const IDS = { supportUri: 'support_uri', tosUri: 'tos_uri', policyUri: 'policy_uri', contact: 'contact' } as const;

/** What people can read about an application, as it was typed. */
export function typedLinks(request: FastifyRequest): TypedLinks {
  const fields = formOf(request);
  return {
    supportUri: field(fields, IDS.supportUri),
    tosUri: field(fields, IDS.tosUri),
    policyUri: field(fields, IDS.policyUri),
    contact: field(fields, IDS.contact),
  };
}

/** What views/partials/application-form.eta shows of it; open where there is something in it. */
export function linksForm(words: Words, typed: TypedLinks, problems: readonly LinksProblem[]) {
  const text = words['application-form'].links;
  const fieldOf = (name: keyof TypedLinks): Field => {
    const wrong = problems.find((problem) => problem.field === name);
    return {
      id: IDS[name],
      ...text[name],
      type: name === 'contact' ? 'email' : 'url',
      mono: true,
      value: typed[name],
      error: wrong && words.sentenceOf(wrong.problem),
    };
  };
  return {
    heading: text.heading,
    hint: text.hint,
    open: problems.length > 0 || Object.values(typed).some((value) => value !== ''),
    fields: {
      supportUri: fieldOf('supportUri'),
      tosUri: fieldOf('tosUri'),
      policyUri: fieldOf('policyUri'),
      contact: fieldOf('contact'),
    },
  };
}
