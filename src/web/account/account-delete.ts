import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import { formPage, type Shown } from '../frame/form-page.ts';
import { show } from '../frame/show.ts';
import { countOf } from '../frame/spans.ts';
import type { Page } from '../page.ts';
import { originOf, requireRecentSession, requireSession, takeSession } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { DELETE } from './account-tabs.ts';
import { listAllowed } from './authorized-applications.ts';

const SHOWN = 20;
const ALL = { page: 1, size: 1000 };

/** Where people delete their own account (S145, S117): what ends stands there by name. */
export const accountDelete: Page = {
  name: 'account-delete',
  path: DELETE,
  mount(app, deps) {
    const post = formPage(app, DELETE, {
      admit: (request, reply) => requireSession(request, reply, DELETE),
      change: (request, reply) => requireRecentSession(request, reply, { now: deps.now() }),
      view: (request, reply, session, shown) => page(request, reply, deps, session, shown),
    });
    post(DELETE, async (request, reply, session) => {
      const { address, requestId } = originOf(request);
      const text = request.words['account-delete'];
      const outcome = await deps.deletions.ask(session.user.id, deps.deletionDays, { address, requestId });
      if (outcome === 'last-administrator') {
        return page(request, reply, deps, session, {
          status: 409,
          notice: { kind: 'warning', text: text.lastAdministrator },
        });
      }
      takeSession(reply); // of a second press there is nothing left to end
      return reply.redirect(`/sign-in?notice=${outcome === 'deleted' ? 'deleted' : 'deletion'}`, 303);
    });
  },
};

async function page(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Deps,
  { user }: Session,
  { status = 200, notice }: Shown,
) {
  const [owned, consumers, allowed, tokens, groups, ownedGroups] = await Promise.all([
    deps.clients.listOwned(user.id, ALL),
    deps.oauth1?.consumers.listOwned(user.id, ALL),
    listAllowed(request.words, user.id, deps),
    deps.personalTokens.list(user.id),
    deps.groups.listOfPerson(user.id),
    deps.groups.listOwned(user.id),
  ]);
  const text = request.words['account-delete'];
  const { ends } = text;
  const days = deps.deletionDays;
  return show(request, reply, 'account-delete', {
    title: text.title,
    status,
    current: 'account',
    values: {
      notice,
      lead: days === 0 ? text.leadAtOnce : text.lead(spanOfDays(request.words, days)),
      kept: days === 0 ? undefined : text.kept,
      ends: [
        listed(request.words, ends.applications, [...owned.clients, ...(consumers?.consumers ?? [])]),
        listed(
          request.words,
          ends.allowed,
          allowed.map(({ client }) => client),
        ),
        listed(request.words, ends.tokens, tokens),
        listed(request.words, ends.groups, groups),
        listed(request.words, ends.ownedGroups, ownedGroups),
      ].filter(({ names }) => names.length > 0),
      button: days === 0 ? text.buttonAtOnce : text.button,
    },
  });
}

function listed(
  words: Words,
  { heading, what }: { readonly heading: string; readonly what: string },
  all: readonly { readonly name: string }[],
) {
  const more = all.length - SHOWN;
  return {
    heading,
    what,
    names: all.slice(0, SHOWN).map(({ name }) => name),
    more: more > 0 ? words['account-delete'].more(countOf(words, more)) : undefined,
  };
}

/** For how long a deletion can be taken back. */
export function spanOfDays(words: Words, days: number): string {
  const text = words['account-delete'];
  return days === 1 ? text.day : text.days(days);
}
