import type { FastifyRequest } from 'fastify';
import type { Deps } from '../../deps.ts';
import type { Client } from '../../oauth/model/client.ts';
import type { ActivitySummary, LegacyGrant } from '../../oauth/model/client-activity.ts';
import type { Notice } from '../frame/notice.ts';
import { countOf } from '../frame/spans.ts';
import type { Words } from '../words/index.ts';

const ALL: readonly LegacyGrant[] = ['password', 'implicit'];

export function isLegacy(grant: string): grant is LegacyGrant {
  return ALL.some((name) => name === grant);
}

export function logLegacyGrant(request: FastifyRequest, grant: LegacyGrant, clientId: string) {
  request.log.info({ reqId: request.id, event: 'legacy_grant.used', grant, clientId }, 'an old grant was used');
}

/** What the owner of an application is told of each of these grants that it has: how often, and what to use instead. */
export function legacyNotices(
  words: Words,
  client: Client,
  { legacy }: ActivitySummary,
  { grants }: Pick<Deps, 'grants'>,
): readonly Notice[] {
  const text = words['legacy-grants'];
  return held(client).map((name) => {
    const here = grants.some((grant) => grant.name === name);
    const sentences = here ? [text.warning[name], usesOf(words, legacy[name])] : [text.switchedOff(name)];
    return { kind: 'warning', text: [...sentences, text.instead[name]].join(' ') };
  });
}

/** What an administrator decides about: those that the server has, and those that the application has been given. */
export function legacyChoices(
  words: Words,
  client: Client,
  { legacy }: ActivitySummary,
  { grants }: Pick<Deps, 'grants'>,
  ticked: readonly string[] = client.grants,
) {
  const has = (name: string) => grants.some((grant) => grant.name === name);
  const text = words['legacy-grants'];
  return ALL.filter((name) => has(name) || client.grants.includes(name)).map((name) => ({
    name,
    label: text.labels[name],
    hint: [text.hints[name], has(name) ? usesOf(words, legacy[name]) : text.switchedOff(name)].join(' '),
    checked: ticked.includes(name),
  }));
}

/** Those that an administrator ticked; one that the server does not have stays as it is, and is never given. */
export function chosenGrants(
  fields: URLSearchParams,
  client: Client,
  { grants }: Pick<Deps, 'grants'>,
): readonly LegacyGrant[] {
  const ticked = fields.getAll('legacy_grant');
  return ALL.filter((name) => {
    const may = client.grants.includes(name) || grants.some((grant) => grant.name === name);
    return may && ticked.includes(name);
  });
}

function held(client: Client): readonly LegacyGrant[] {
  return ALL.filter((name) => client.grants.includes(name));
}

function usesOf(words: Words, count: number): string {
  const text = words['legacy-grants'];
  return count === 0 ? text.unused : text.uses(countOf(words, count), count);
}
