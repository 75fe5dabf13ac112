import { leftBehind } from '../../oauth/handed-on.ts';
import type { Client } from '../../oauth/model/client.ts';
import type { Words } from '../words/index.ts';
import { pathOfApplication } from './own-application.ts';

/** What views/partials/handed-on.eta shows: what whoever had it before entered, each with where it is changed. Undefined: nothing is left. */
export function shownHandedOn(words: Words, client: Client) {
  const left = leftBehind(client);
  if (left.length === 0) return undefined;
  const text = words.application;
  return {
    lead: text.handedOn,
    entries: left.map(({ what, values }) => ({
      text: text.leftBehind[what](values.join(', ')),
      link:
        what === 'redirectUris'
          ? { href: pathOfApplication(client.id, 'edit'), text: text.edit }
          : { href: pathOfApplication(client.id, 'advanced'), text: text.advanced },
    })),
    looked: { path: pathOfApplication(client.id, 'looked-at'), text: text.lookedAt },
  };
}
