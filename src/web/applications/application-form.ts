import type { FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import type { LinksProblem } from '../../oauth/client-links.ts';
import {
  type CheckedSettings,
  openScopes,
  type RegistrationRules,
  type ScopeRules,
  type SettingsProblem,
  type TypedSettings,
} from '../../oauth/client-settings.ts';
import type { Client } from '../../oauth/model/client.ts';
import type { Scope } from '../../oauth/model/scope.ts';
import type { ErrorLink, Field } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { inWords } from '../frame/scope-texts.ts';
import type { Words } from '../words/index.ts';
import { grantsForm, namesGrant, typedGrants, USUAL_GRANTS } from './grants-form.ts';
import { asksFirst } from './own-application.ts';

const MOST_LINES = 100; // far above what may be registered, so that each can be named; a megabyte of them costs nothing

/** What was typed into the form of an application. */
export function typedSettings(request: FastifyRequest): TypedSettings {
  const fields = formOf(request);
  return {
    name: field(fields, 'name'),
    homepage: field(fields, 'homepage'),
    confidential: fields.has('confidential'),
    redirectUris: field(fields, 'redirect_uris').split(/\r\n|\r|\n/, MOST_LINES),
    scopes: fields.getAll('scope'),
    ...typedGrants(request),
  };
}

/** What the form of a registered application starts with. */
export function settingsOf(client: Client): TypedSettings {
  const { name, homepage = '', confidential, redirectUris, scopes, grants, requirePkce } = client;
  return { name, homepage, confidential, redirectUris, scopes, grants, requirePkce };
}

/** What the form of a new application starts with. */
export const NEW_SETTINGS: TypedSettings = {
  name: '',
  homepage: '',
  confidential: true,
  redirectUris: [],
  scopes: [],
  grants: USUAL_GRANTS,
  requirePkce: false,
};

/** What is wrong with what was typed into it, beside each field. */
export type FormProblems = {
  readonly problems: readonly SettingsProblem[];
  readonly linkProblems: readonly LinksProblem[];
};

/** All of it, of a form of which something was refused. */
export function problemsOf(
  settings: CheckedSettings,
  links: { readonly links: unknown } | { readonly problems: readonly LinksProblem[] },
): FormProblems {
  return {
    problems: 'problems' in settings ? settings.problems : [],
    linkProblems: 'problems' in links ? links.problems : [],
  };
}

/** What this person may register; `client` is what they change, undefined for a new one. */
export async function registrationRules(
  deps: Pick<Deps, 'scopes' | 'grants' | 'registration'>,
  session: Session,
  client: Client | undefined,
): Promise<RegistrationRules> {
  return {
    catalogue: await deps.scopes.list(),
    grants: deps.grants.filter((grant) => !grant.legacy && grant.offered !== false).map((grant) => grant.name),
    held: client,
    reviewed: asksFirst(session, deps),
    privileged: session.user.isAdmin
      ? 'allow'
      : client === undefined || client.state === 'review'
        ? 'review'
        : 'refuse',
  };
}

/**
 * What views/partials/application-form.eta shows: what was typed, and beside each field what is wrong with it. `grantsAt`:
 * the page with the grant types, of a registered application; a new one chooses them here.
 */
export function applicationForm(
  words: Words,
  typed: TypedSettings,
  rules: RegistrationRules,
  problems: readonly SettingsProblem[],
  grantsAt?: string,
) {
  const text = words['application-form'];
  const link: ErrorLink =
    grantsAt === undefined
      ? { href: '#grants', text: text.toGrants }
      : { href: `${grantsAt}#grants`, text: text.toGrants, apart: true };
  const wrong = (...names: readonly SettingsProblem['field'][]) => {
    const own = problems.filter((problem) => names.includes(problem.field));
    if (own.length === 0) return {};
    const said = own.map(({ line, problem }) =>
      line === undefined ? words.sentenceOf(problem) : text.line(line, words.sentenceOf(problem)),
    );
    return { error: said.join('\n'), errorLink: own.some(({ problem }) => namesGrant(problem)) ? link : undefined };
  };
  const fields: Readonly<Record<string, Field>> = {
    name: { id: 'name', ...text.name, required: true, value: typed.name, ...wrong('name') },
    homepage: {
      id: 'homepage',
      ...text.homepage,
      type: 'url',
      mono: true,
      value: typed.homepage,
      ...wrong('homepage'),
    },
    redirectUris: {
      id: 'redirect_uris',
      ...text.redirectUris,
      rows: Math.min(8, Math.max(3, typed.redirectUris.length)),
      mono: true,
      value: typed.redirectUris.join('\n'),
      ...wrong('redirectUris'),
    },
  };
  const choices = {
    confidential: {
      id: 'confidential',
      label: text.where,
      ...(grantsAt === undefined ? wrong('confidential') : wrong('confidential', 'grants')),
    },
    scopes: { id: 'scopes', label: text.scopes, ...wrong('scopes') },
  };
  const ofGrants = problems.filter(({ field }) => field === 'grants').map(({ problem }) => problem);
  const grants = grantsAt === undefined ? grantsForm(words, typed, rules, ofGrants) : undefined;
  const advanced =
    ofGrants.length > 0 ||
    problems.some(({ field, problem }) => field === 'scopes' || namesGrant(problem)) ||
    typed.requirePkce ||
    !usual(typed.grants);
  return {
    form: text,
    fields,
    choices,
    all: { ...fields, ...choices, ...(grants && { grants: grants.field }) },
    confidential: typed.confidential,
    advanced,
    grants,
    scopes: inWords(words, openScopes(rules)).map((scope) => ({
      ...scope,
      checked: typed.scopes.includes(scope.name),
      hint: [scope.detail, reviewNote(words, scope, rules), grantsNote(words, scope)]
        .filter((sentence) => sentence !== undefined)
        .join(' '),
    })),
  };
}

function usual(grants: readonly string[]): boolean {
  return grants.length === USUAL_GRANTS.length && USUAL_GRANTS.every((grant) => grants.includes(grant));
}

/** Which grants alone may carry it. */
export function grantsNote(words: Words, { grants }: Pick<Scope, 'grants'>): string | undefined {
  return grants.length === 0 ? undefined : words['application-form'].onlyWith(grants);
}

/** What choosing a scope leads to for this person: a privileged one, and where applications are reviewed one that is not safe. */
export function reviewNote(words: Words, scope: Scope, rules: ScopeRules): string | undefined {
  if (rules.held?.scopes.includes(scope.name)) return undefined;
  const text = words['application-form'];
  if (scope.privileged) {
    return { allow: undefined, review: text.privilegedReview, refuse: text.privilegedRefuse }[rules.privileged];
  }
  if (!rules.reviewed || !rules.catalogue.some(({ safe }) => safe)) return undefined;
  return scope.safe ? text.safe : text.needsReview;
}
