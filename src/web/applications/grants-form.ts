import type { FastifyRequest } from 'fastify';
import type { ClientProblem, RegistrationRules } from '../../oauth/client-settings.ts';
import type { ClientGrants } from '../../oauth/model/client.ts';
import type { ErrorLink } from '../frame/field.ts';
import { formOf } from '../frame/form.ts';
import type { Words } from '../words/index.ts';

/** What most applications get their tokens by. */
export const USUAL_GRANTS: readonly string[] = ['authorization_code', 'refresh_token'];

/** How an application gets its tokens, as it was typed. */
export function typedGrants(request: FastifyRequest): ClientGrants {
  const fields = formOf(request);
  return { grants: fields.getAll('grant'), requirePkce: fields.has('require_pkce') };
}

/** What views/partials/grants.eta shows. `link`: to what else is registered, where that is on another page. */
export function grantsForm(
  words: Words,
  typed: ClientGrants,
  rules: Pick<RegistrationRules, 'grants' | 'held'>,
  problems: readonly ClientProblem[],
  link?: ErrorLink,
) {
  const text = words['application-form'];
  const error = problems.length > 0 ? problems.map((problem) => words.sentenceOf(problem)).join('\n') : undefined;
  const errorLink = problems.some(namesGrant) ? link : undefined;
  return {
    text,
    field: { id: 'grants', label: text.grants, error, errorLink },
    requirePkce: typed.requirePkce,
    grants: [...new Set([...rules.grants, ...(rules.held?.grants ?? [])])].map((name) => ({
      name,
      sentence: text.grantSentences[name] ?? name,
      checked: typed.grants.includes(name),
    })),
  };
}

/** Whether it is about a grant type together with something else of the registration, so that either can be changed. */
export function namesGrant({ id }: ClientProblem): boolean {
  return id === 'uris-missing' || id === 'scopes-without-grant' || id === 'grant-needs-secret';
}
