import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../../accounts/session.ts';
import type { User } from '../../accounts/user.ts';
import type { Deps } from '../../deps.ts';
import type { Administrator } from '../../events.ts';
import type { Client } from '../../oauth/model/client.ts';
import { PageError } from '../frame/page-error.ts';
import { originOf, requireAdmin, requireRecentSession } from '../plugins/session.ts';
import type { Words } from '../words/index.ts';

export const ADMIN = '/admin';
export const PEOPLE = `${ADMIN}/people`;
export const ADMIN_TEAMS = `${ADMIN}/teams`;
export const KEYS = `${ADMIN}/keys`;
export const ADMIN_SETTINGS = `${ADMIN}/settings`;
export const AUDIT = `${ADMIN}/audit`;
/** Applications of OAuth 1.0a, where it is on. */
export const ADMIN_CONSUMERS = `${ADMIN}/oauth1-applications`;

/**
 * An administrator who proved who they are in the last five minutes, for everything that changes something (S143).
 * Undefined: asked for the password.
 */
export async function requireRecentAdmin(
  request: FastifyRequest,
  reply: FastifyReply,
  deps: Pick<Deps, 'now'>,
): Promise<Session | undefined> {
  const session = await requireAdmin(request, reply);
  return session && requireRecentSession(request, reply, { now: deps.now() });
}

/** An administrator, as the audit trail names them. */
export function by(request: FastifyRequest, session: Session): Administrator {
  const { address, requestId } = originOf(request);
  return { administratorId: session.user.id, address, requestId };
}

export function adminTabs(words: Words, current: keyof Words['admin']['tabs']) {
  const paths = {
    overview: ADMIN,
    applications: `${ADMIN}/applications`,
    people: PEOPLE,
    groups: `${ADMIN}/groups`,
    teams: ADMIN_TEAMS,
    scopes: `${ADMIN}/scopes`,
    resources: `${ADMIN}/resources`,
    keys: KEYS,
    settings: ADMIN_SETTINGS,
    audit: AUDIT,
  };
  return Object.entries(paths).map(([name, path]) => ({
    path,
    text: words.admin.tabs[name as keyof typeof paths],
    current: name === current,
  }));
}

/** Exactly the applications that somebody owns. */
export function pathOfOwned(ownerId: string): string {
  return `${ADMIN}/applications?${new URLSearchParams({ owner: ownerId })}`;
}

/** What happened to an application, or to a person and by them; from an address, in a request, or of a kind. */
export function pathOfEvents(
  about: Readonly<Partial<Record<'application' | 'person' | 'address' | 'request' | 'event' | 'from', string>>>,
): string {
  return `${AUDIT}?${new URLSearchParams(about)}`;
}

export function pathOfAdminTeam(id: string): string {
  return `${ADMIN_TEAMS}/${encodeURIComponent(id)}`;
}

export function pathOfPerson(id: string): string {
  return `${PEOPLE}/${encodeURIComponent(id)}`;
}

/** Whether a person may sign in, as a badge. */
export function personBadge(words: Words, { disabledAt, deletesAt }: User) {
  const { states } = words['admin-people'];
  if (deletesAt) return { kind: 'warn', text: states.deleted };
  return disabledAt === undefined ? { kind: 'ok', text: states.active } : { kind: '', text: states.disabled };
}

/** Anybody with an account, or the page that says there is nobody. */
export async function personById(id: string, deps: Pick<Deps, 'users'>): Promise<User> {
  const user = await deps.users.find(id);
  if (!user) throw new PageError('notFound');
  return user;
}

/** An application of anybody, or the page that says there is none. */
export async function clientById(id: string, deps: Pick<Deps, 'clients'>): Promise<Client> {
  const client = await deps.clients.find(id);
  if (!client) throw new PageError('notFound');
  return client;
}
