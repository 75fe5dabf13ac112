import type { FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import { openScopes, type ScopeRules } from '../../oauth/client-settings.ts';
import { type ConsumerProblem, consumerScopes, type TypedConsumer } from '../../oauth1/consumer-settings.ts';
import type { Consumer } from '../../oauth1/model/consumer.ts';
import { reviewNote } from '../applications/application-form.ts';
import { asksFirst } from '../applications/own-application.ts';
import type { Field } from '../frame/field.ts';
import { field, formOf } from '../frame/form.ts';
import { inWords } from '../frame/scope-texts.ts';
import type { Words } from '../words/index.ts';
import type { OAuth1Deps } from './oauth1-page.ts';

/** What was typed into the form of a consumer. */
export function typedConsumer(request: FastifyRequest): TypedConsumer {
  const fields = formOf(request);
  return {
    name: field(fields, 'name'),
    homepage: field(fields, 'homepage'),
    callbackUrl: field(fields, 'callback_url'),
    supportUrl: field(fields, 'support_url'),
    scopes: fields.getAll('scope'),
    rsaPublicKey: field(fields, 'rsa_public_key'),
  };
}

/** What the form of a registered consumer starts with. */
export function settingsOf(consumer: Consumer): TypedConsumer {
  const { name, homepage, callbackUrl = '', supportUrl = '', scopes, rsaPublicKey = '' } = consumer;
  return { name, homepage, callbackUrl, supportUrl, scopes, rsaPublicKey };
}

/** What the form of a new consumer starts with. */
export const NEW_CONSUMER: TypedConsumer = {
  name: '',
  homepage: '',
  callbackUrl: '',
  supportUrl: '',
  scopes: [],
  rsaPublicKey: '',
};

/** What this person may register; `consumer` is what they change, undefined for a new one. */
export async function consumerRules(
  deps: Pick<OAuth1Deps, 'scopes' | 'registration'>,
  session: Session,
  consumer: Consumer | undefined,
): Promise<ScopeRules> {
  const looked = consumer === undefined || consumer.state === 'review' ? 'review' : 'refuse';
  return {
    catalogue: await deps.scopes.list(),
    held: consumer,
    reviewed: asksFirst(session, deps),
    privileged: session.user.isAdmin ? 'allow' : looked,
  };
}

/** What views/partials/consumer-form.eta shows: what was typed, and beside each field what is wrong with it. */
export function consumerForm(
  words: Words,
  typed: TypedConsumer,
  rules: ScopeRules,
  problems: readonly ConsumerProblem[],
) {
  const wrong = (name: ConsumerProblem['field']) => {
    const own = problems.find(({ field }) => field === name);
    return own && words.sentenceOf(own.problem);
  };
  const url = { type: 'url', mono: true } as const;
  const text = words['consumer-form'];
  const fields: Readonly<Record<string, Field>> = {
    name: { id: 'name', ...text.name, required: true, value: typed.name, error: wrong('name') },
    homepage: {
      id: 'homepage',
      ...text.homepage,
      ...url,
      required: true,
      value: typed.homepage,
      error: wrong('homepage'),
    },
    callback: {
      id: 'callback_url',
      ...text.callbackUrl,
      ...url,
      value: typed.callbackUrl,
      error: wrong('callbackUrl'),
    },
    support: { id: 'support_url', ...text.supportUrl, ...url, value: typed.supportUrl, error: wrong('supportUrl') },
  };
  const key: Field = {
    id: 'rsa_public_key',
    ...text.rsaPublicKey,
    rows: 6,
    mono: true,
    value: typed.rsaPublicKey,
    error: wrong('rsaPublicKey'),
  };
  const choice = { id: 'scopes', label: text.permissions, error: wrong('scopes') };
  const open = openScopes({ ...rules, catalogue: consumerScopes(rules.catalogue) });
  return {
    form: text,
    fields,
    key,
    choice,
    all: { ...fields, choice, key },
    advanced: typed.rsaPublicKey !== '',
    scopes: inWords(words, open).map((scope) => ({
      ...scope,
      checked: typed.scopes.includes(scope.name),
      hint: [scope.detail, reviewNote(words, scope, rules)].filter((sentence) => sentence !== undefined).join(' '),
    })),
    permissionsHint: text.permissionsHint(open[0]?.name),
  };
}
