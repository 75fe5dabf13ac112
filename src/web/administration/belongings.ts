import type { User } from '../../accounts/user.ts';
import type { Deps } from '../../deps.ts';
import { listAllowed } from '../account/authorized-applications.ts';
import { browserName } from '../account/browser-name.ts';
import { badgeOf } from '../applications/own-application.ts';
import { dayOf, timeAgo } from '../frame/dates.ts';
import { countOf } from '../frame/spans.ts';
import type { Words } from '../words/index.ts';
import { ADMIN, ADMIN_CONSUMERS, pathOfOwned } from './administration.ts';

const SHOWN_APPLICATIONS = 5;
const SHOWN_ALLOWED = 20;

/** What the page of a person shows of theirs: their applications, what they allowed, and where they are signed in. */
export async function belongings(words: Words, { id }: Pick<User, 'id'>, deps: Deps) {
  const [owned, allowed, sessions] = await Promise.all([
    deps.clients.listOwned(id, { page: 1, size: SHOWN_APPLICATIONS }),
    listAllowed(words, id, deps),
    deps.sessions.list(id),
  ]);
  const now = deps.now();
  const more = allowed.length - SHOWN_ALLOWED;
  const text = words['admin-person'];
  return {
    applications: owned.clients.map((client) => ({
      name: client.name,
      path: pathOf(client.id, false),
      badge: badgeOf(words, client),
    })),
    allApplications:
      owned.total > SHOWN_APPLICATIONS
        ? { path: pathOfOwned(id), text: text.allApplications(countOf(words, owned.total)) }
        : undefined,
    allowed: allowed.slice(0, SHOWN_ALLOWED).map(({ client, byConsumer, scopes, createdAt, lastUsedAt }) => ({
      name: client.name,
      path: pathOf(client.id, byConsumer),
      scopes,
      first: dayOf(words, createdAt),
      last: timeAgo(words, lastUsedAt, now),
    })),
    moreAllowed: more > 0 ? text.moreAllowed(countOf(words, more)) : undefined,
    sessions: sessions.map(({ agent, address, createdAt, seenAt }) => {
      const { browser, system } = browserName(agent);
      return {
        name: words.account.browserOn(browser, system),
        address,
        since: timeAgo(words, createdAt, now),
        seen: timeAgo(words, seenAt, now),
      };
    }),
  };
}

function pathOf(id: string, isConsumer: boolean): string {
  return `${isConsumer ? ADMIN_CONSUMERS : `${ADMIN}/applications`}/${encodeURIComponent(id)}`;
}
