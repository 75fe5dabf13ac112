import { endsSoon } from '../../oauth/client-secrets.ts';
import type { Client } from '../../oauth/model/client.ts';
import { dayOf } from '../frame/dates.ts';
import type { Notice } from '../frame/notice.ts';
import type { Words } from '../words/index.ts';
import { pathOfApplication } from './own-application.ts';

/** What its keeper should do about the secrets of an application, with the page where it is done. */
export function secretNotices(words: Words, client: Client, now: Date): readonly Notice[] {
  return [...leakNotices(words, client), ...handedOnNotices(words, client), ...endNotices(words, client, now)];
}

/** They go on working, for it would stop without them. */
export function handedOnNotices(words: Words, client: Client): readonly Notice[] {
  const known = client.secrets.filter(({ handedOn }) => handedOn);
  if (known.length === 0) return [];
  const text = words.application;
  const hints = known.map(({ hint }) => `…${hint}`).join(', ');
  // Rotating replaces the main one alone; one with a name, or what was replaced already, ends on the page of them all.
  const main = known.every(({ name, expiresAt }) => name === undefined && expiresAt === undefined);
  const link = main
    ? { href: pathOfApplication(client.id, 'rotate-secret'), text: text.rotate }
    : { href: pathOfApplication(client.id, 'secrets'), text: text.toSecrets };
  return [{ kind: 'warning', text: text.handedOnSecrets(hints), link }];
}

function endNotices(words: Words, client: Client, now: Date): readonly Notice[] {
  const text = words.application;
  return client.secrets.flatMap((secret) => {
    const { name, hint, expiresAt } = secret;
    if (name === undefined || expiresAt === undefined || !endsSoon(secret, now)) return [];
    const link = { href: pathOfApplication(client.id, 'secrets'), text: text.toSecrets };
    const day = dayOf(words, new Date(expiresAt.getTime() - 1)).text;
    return [{ kind: 'warning', text: text.endsSoon(name, hint, day), link }];
  });
}

function leakNotices(words: Words, client: Client): readonly Notice[] {
  const text = words.application;
  return client.secrets.flatMap(({ name, hint, leakedAt }) => {
    if (leakedAt === undefined) return [];
    const link =
      name === undefined
        ? { href: pathOfApplication(client.id, 'rotate-secret'), text: text.rotate }
        : { href: pathOfApplication(client.id, 'secrets'), text: text.toSecrets };
    return [{ kind: 'danger', text: text.leakedSecret(hint, dayOf(words, leakedAt).text), link }];
  });
}
