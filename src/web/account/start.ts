import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import type { Startable } from '../../oauth/model/startable.ts';
import { tileOf } from '../applications/logos.ts';
import { initialOf } from '../authorization/out-of-band-code.ts';
import { timeAgo } from '../frame/dates.ts';
import { field, queryOf } from '../frame/form.ts';
import { show } from '../frame/show.ts';
import type { Page } from '../page.ts';
import { requireSession } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';
import { pathOfOwnGroup } from './group.ts';

const SIZE = 50;
const MOST_TYPED = 200;

/** The applications that a person may use, and where each begins. */
export const start: Page = {
  name: 'start',
  path: '/start',
  mount(app, deps) {
    app.get(start.path, async (request, reply) => {
      const session = await requireSession(request, reply);
      return session ? page(request, reply, deps, session) : reply;
    });
  },
};

async function page(request: FastifyRequest, reply: FastifyReply, deps: Deps, { user }: Session) {
  const query = queryOf(request);
  const search = field(query, 'q').trim().slice(0, MOST_TYPED);
  const after = field(query, 'after');
  const [{ applications, next }, groups] = await Promise.all([
    deps.startable.list(user.id, { size: SIZE, search, after: after === '' ? undefined : after }),
    deps.groups.listOwned(user.id),
  ]);
  return show(request, reply, 'start', {
    title: request.words.start.title,
    current: 'start',
    values: {
      search,
      searchable: search !== '' || after !== '' || next !== undefined,
      applications: applications.map((each) => shown(request.words, each, deps)),
      invites: deps.mailbox !== undefined && deps.signUp.mode === 'invite',
      groups: groups.map(({ id, name }) => ({ name, path: pathOfOwnGroup(id) })),
      firstPath: after === '' ? undefined : pathOf({ q: search }),
      nextPath: next === undefined ? undefined : pathOf({ q: search, after: next }),
    },
  });
}

function pathOf(query: Readonly<Record<string, string>>): string {
  const given = new URLSearchParams(Object.entries(query).filter(([, value]) => value !== ''));
  return given.size === 0 ? start.path : `${start.path}?${given}`;
}

function shown(
  words: Words,
  { name, ownerName, homepage, initiateLoginUri, verified, restricted, logo, lastUsedAt }: Startable,
  { issuer, now }: Pick<Deps, 'issuer' | 'now'>,
) {
  const url = initiateLoginUri === undefined ? new URL(homepage ?? '') : loginOf(initiateLoginUri, issuer);
  return {
    name,
    initial: initialOf(name),
    logo: tileOf(logo, 'small'),
    owner: ownerName ?? words.consent.nobodyKnown,
    verified,
    forYou: restricted,
    url: url.href,
    host: url.host,
    label: words.start.openOne(name),
    used: lastUsedAt && timeAgo(words, lastUsedAt, now()),
  };
}

/** Where the application begins a sign-in by itself, with the server to sign in at (OpenID Connect Core 1.0 §4). */
function loginOf(initiateLoginUri: string, issuer: string): URL {
  const url = new URL(initiateLoginUri);
  url.searchParams.set('iss', issuer);
  return url;
}
