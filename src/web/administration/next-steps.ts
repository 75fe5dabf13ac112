import type { Deps } from '../../deps.ts';
import type { Overview } from '../../oauth/model/overview.ts';
import type { Scope } from '../../oauth/model/scope.ts';
import { APPLICATIONS } from '../applications/own-application.ts';
import type { Words } from '../words/index.ts';
import { PEOPLE } from './administration.ts';
import { SCOPES } from './scope-form.ts';

/** What is left to do after setup, each until it is done: what is there tells, nobody ticks it off. */
export function nextSteps(
  words: Words,
  { people, applications }: Pick<Overview, 'people' | 'applications'>,
  scopes: readonly Pick<Scope, 'name'>[],
  { registration }: Pick<Deps, 'registration'>,
) {
  const text = words.admin.steps;
  return [
    { ...text.scopes, path: `${SCOPES}/new`, done: scopes.some(({ name }) => !Object.hasOwn(words.scopes, name)) },
    { ...text.people, path: `${PEOPLE}/new`, done: people.count > 1 },
    {
      title: text.applications.title,
      lead: text.applications[registration],
      path: `${APPLICATIONS}/new`,
      done: applications.count > 0,
    },
  ].filter(({ done }) => !done);
}
