import type { FastifyRequest } from 'fastify';
import { LIFETIMES, type LifetimesProblem, longest, type TypedLifetimes } from '../../oauth/client-lifetimes.ts';
import type { Lifetimes } from '../../oauth/issue-tokens.ts';
import { wireName } from '../../oauth/model/client-metadata.ts';
import type { Field } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { countOf, spanOf } from '../frame/spans.ts';
import type { Words } from '../words/index.ts';

/** How long what an application gets lives, as it was typed. */
export function typedLifetimes(request: FastifyRequest): TypedLifetimes {
  const fields = formOf(request);
  return Object.fromEntries(LIFETIMES.map((name) => [name, field(fields, wireName(name))])) as TypedLifetimes;
}

/** What views/application-connection.eta shows of it: each with what the server has, and what it may be at most. */
export function lifetimesForm(
  words: Words,
  typed: TypedLifetimes,
  { lifetimes, privileged }: { readonly lifetimes: Lifetimes; readonly privileged: boolean },
  problems: readonly LifetimesProblem[],
): Readonly<Record<string, Field>> {
  const text = words['application-connection'];
  const said = ({ problem }: LifetimesProblem) =>
    problem.id === 'idle-too-long'
      ? text.idleTooLong(spanOf(words, problem.most))
      : text.secondsNotSo(problem.least, countOf(words, problem.most), spanOf(words, problem.most));
  const entries = LIFETIMES.map((name) => {
    const wrong = problems.find((problem) => problem.field === name);
    const usual = spanOf(words, lifetimes[name]);
    const most = countOf(words, longest(name, lifetimes, privileged));
    const { label, hint } = text.lifetimes[name];
    const never = name === 'accessTokenSeconds' && privileged ? ` ${text.neverToo}` : '';
    return [
      name,
      {
        id: wireName(name),
        label,
        hint: `${hint} ${text.inSeconds(usual, most)}${never}`,
        mono: true,
        value: typed[name],
        error: wrong && said(wrong),
      },
    ];
  });
  return Object.fromEntries(entries);
}
