import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { Deps } from '../../deps.ts';
import type { Client, OwnerActor } from '../../oauth/model/client.ts';
import { field, queryOf } from '../frame/form.ts';
import type { Notice } from '../frame/notice.ts';
import { PageError } from '../frame/page-error.ts';
import { countOf } from '../frame/spans.ts';
import { originOf, requireRecentSession, requireSession } from '../plugins/session.ts';
import { pathOf } from '../requests/return-to.ts';
import type { Words } from '../words/index.ts';
import type { Keeper, OfClient, OwnApplication, Place } from './keeper.ts';

export const APPLICATIONS = '/oauth2/applications';

/**
 * The signed-in person’s own application; another’s, like none, is 404 (S140). Undefined: sent to sign in, or, where an
 * administrator followed the link of an owner, to the same page of administration.
 */
export async function ownApplication(
  request: FastifyRequest<OfClient>,
  reply: FastifyReply,
  deps: Pick<Deps, 'clients'>,
): Promise<OwnApplication | undefined> {
  const session = await requireSession(request, reply);
  if (!session) return undefined;
  const client = await findOwnOrLead(request, reply, session, deps);
  return client && { session, client };
}

/** The same for who just proved who they are; another’s is 404 before anybody is asked for a password. */
export async function ownApplicationAgain(
  request: FastifyRequest<OfClient>,
  reply: FastifyReply,
  deps: Pick<Deps, 'clients' | 'now'>,
): Promise<OwnApplication | undefined> {
  const signedIn = await request.findSession();
  if (signedIn && !(await findOwnOrLead(request, reply, signedIn, deps))) return undefined;
  const session = await requireRecentSession(request, reply, { now: deps.now() });
  return session && { session, client: await findOwned(request.params.id, session, deps) };
}

async function findOwnOrLead(
  request: FastifyRequest<OfClient>,
  reply: FastifyReply,
  session: Session,
  deps: Pick<Deps, 'clients'>,
): Promise<Client | undefined> {
  const { id } = request.params;
  if (request.method === 'GET' && session.user.isAdmin) {
    const owned = await deps.clients.findOwned(id, session.user.id);
    if (!owned && (await deps.clients.find(id))) {
      const [step] = /\/(?:edit|advanced|roles|refusals|tokens|delete)$/.exec(pathOf(request)) ?? [''];
      await reply.redirect(`/admin/applications/${encodeURIComponent(id)}${step}`, 303);
      return undefined;
    }
  }
  return findOwned(id, session, deps);
}

/** Owners, who change what is theirs. */
export function owners(deps: Pick<Deps, 'clients' | 'now'>): Keeper {
  return {
    admit: (request, reply) => ownApplication(request, reply, deps),
    admitAgain: (request, reply) => ownApplicationAgain(request, reply, deps),
    placeOf: ownPlace,
    actor: asOwner,
  };
}

export function ownPlace(words: Words, { id, name }: Pick<Client, 'id' | 'name'>): Place {
  const path = pathOfApplication(id);
  return {
    current: 'applications',
    path,
    list: APPLICATIONS,
    crumbs: [
      { path: APPLICATIONS, text: words.application.applications },
      { path, text: name },
    ],
    steps: ['edit', 'advanced', 'rotate-secret'],
  };
}

async function findOwned(id: string, session: Session, deps: Pick<Deps, 'clients'>): Promise<Client> {
  const client = await deps.clients.findOwned(id, session.user.id);
  if (!client) throw new PageError('notFound');
  return client;
}

export function pathOfApplication(id: string, page = ''): string {
  return `${APPLICATIONS}/${encodeURIComponent(id)}${page === '' ? '' : `/${page}`}`;
}

/** The form of an application with this redirect URI added to what is registered, for its owner to look at and save. */
export function pathToAdd(path: string, redirectUri: string): string {
  return `${path}/edit?${new URLSearchParams({ redirect_uri: redirectUri })}`;
}

/** The session of somebody who may register applications; undefined: sent to sign in. */
export async function requireRegistrar(
  request: FastifyRequest,
  reply: FastifyReply,
  { registration }: Pick<Deps, 'registration'>,
): Promise<Session | undefined> {
  const session = await requireSession(request, reply);
  if (session && !mayRegister(session, registration)) throw new PageError('forbidden');
  return session;
}

/** Whether this person may register applications here. */
export function mayRegister(session: Session, registration: Deps['registration']): boolean {
  return session.user.isAdmin || registration !== 'admins';
}

/** Whether what this person registers waits for an administrator, where it asks for more than safe scopes. */
export function asksFirst(session: Session, { registration }: Pick<Deps, 'registration'>): boolean {
  return registration === 'review' && !session.user.isAdmin;
}

/** The signed-in person as the owner of what they keep, in their own right and under their own name. */
export function asOwner(request: FastifyRequest, session: Session): OwnerActor {
  const { address, requestId } = originOf(request);
  return { ownerId: session.user.id, address, requestId };
}

/** What its owner is told above the form: that what is changed may have to wait. */
export function waitsAgain(
  words: Words,
  session: Session,
  { state }: Pick<Client, 'state'>,
  deps: Pick<Deps, 'registration'>,
): Notice | undefined {
  if (state !== 'active' || !asksFirst(session, deps)) return undefined;
  return { kind: 'information', text: words.review.waitsAgain };
}

/** An application’s state as a badge: a word and a colour. */
export function badgeOf(words: Words, { state, rejectedAt }: Pick<Client, 'state' | 'rejectedAt'>) {
  const shown = state === 'review' && rejectedAt ? 'rejected' : state;
  const kinds = { active: 'ok', review: 'warn', rejected: 'warn', disabled: '' } as const;
  return { kind: kinds[shown], text: words.applications.states[shown] };
}

/** What an administrator says to the developer of an application, above its page. */
export function reviewNotices(
  words: Words,
  { state, rejectedAt, note }: Pick<Client, 'state' | 'rejectedAt' | 'note'>,
): readonly Notice[] {
  if (state === 'review' && rejectedAt) return [{ kind: 'danger', text: words.review.rejected(note) }];
  return note === undefined
    ? []
    : [{ kind: state === 'disabled' ? 'danger' : 'information', text: words.review.noted(note) }];
}

/** The page number in the query; 1 where it is none. */
export function pageNumber(request: FastifyRequest): number {
  const page = field(queryOf(request), 'page');
  return /^[1-9][0-9]{0,5}$/.test(page) ? Number(page) : 1;
}

/** What views/partials/pager.eta shows below a list. `path` may have a query, which the other pages keep; not `exact`: more than these. */
export function pager(
  words: Words,
  path: string,
  page: number,
  size: number,
  shown: number,
  total: number,
  exact = true,
) {
  const first = (page - 1) * size + 1;
  const last = first + shown - 1;
  const to = (other: number) => `${path}${path.includes('?') ? '&' : '?'}page=${other}`;
  return {
    needed: total > size,
    text: words.applications.range(first, last, countOf(words, total), exact),
    previous: page > 1 ? to(page - 1) : undefined,
    next: last < total || !exact ? to(page + 1) : undefined,
  };
}
