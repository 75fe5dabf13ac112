import type { User } from '../../accounts/user.ts';
import type { Deps } from '../../deps.ts';
import type { EventPlace, ListedEvent } from '../../events.ts';
import { ownEvent } from './own-event.ts';

const ALL = { page: 1, size: 10_000 };
const EVENTS_AT_ONCE = 500;
const MOST_EVENTS = 20_000;

type Parts = Pick<
  Deps,
  | 'issuer'
  | 'now'
  | 'users'
  | 'factors'
  | 'sessions'
  | 'clients'
  | 'oauth1'
  | 'clientOffers'
  | 'consents'
  | 'groups'
  | 'teams'
  | 'personalTokens'
  | 'roles'
  | 'events'
>;

/**
 * Everything that is known of a person, as JSON for themselves: no secret, no digest of one, nothing by which somebody could
 * sign in, and no name of anybody else.
 */
export async function exportAccount({ id }: Pick<User, 'id'>, deps: Parts) {
  const [
    user,
    about,
    factors,
    sessions,
    owned,
    consumers,
    consents,
    allowed,
    groups,
    ownedGroups,
    teams,
    tokens,
    more,
  ] = await Promise.all([
    deps.users.find(id),
    deps.users.findClaims(id),
    deps.factors.of(id),
    deps.sessions.list(id),
    deps.clients.listOwned(id, ALL),
    deps.oauth1?.consumers.listOwned(id, ALL),
    deps.consents.list(id),
    deps.oauth1?.accessTokens.list(id),
    deps.groups.listOfPerson(id),
    deps.groups.listOwned(id),
    deps.teams.listOf(id),
    deps.personalTokens.list(id),
    Promise.all([deps.roles.listOf(id), deps.clientOffers.listFor(id)]),
  ]);
  const [roles, offers] = more;
  if (!user || !about) return undefined;
  return {
    issuer: deps.issuer,
    exported_at: deps.now(),
    profile: {
      id,
      name: user.name,
      email: user.email,
      email_verified_at: about.emailVerifiedAt ?? null,
      administrator: user.isAdmin,
      created_at: user.createdAt,
      password_changed_at: user.passwordChangedAt ?? null,
      disabled_at: user.disabledAt ?? null,
      deletes_at: user.deletesAt ?? null,
    },
    attributes: about.attributes,
    factors: {
      authenticator_app: factors.app ? { added_at: factors.app.addedAt, last_used_at: factors.app.lastUsedAt } : null,
      passkeys: factors.passkeys.map(({ name, addedAt, lastUsedAt }) => {
        return { name, added_at: addedAt, last_used_at: lastUsedAt };
      }),
      recovery_codes_left: factors.recoveryCodes,
    },
    sessions: sessions.map(({ agent, address, createdAt, authenticatedAt, seenAt, amr }) => {
      return { browser: agent, address, began_at: createdAt, proved_at: authenticatedAt, seen_at: seenAt, amr };
    }),
    applications: [
      ...owned.clients.map(({ id: clientId, name, homepage, redirectUris, scopes, createdAt }) => ({
        ...{ protocol: 'oauth2', client_id: clientId, name, homepage: homepage ?? null },
        ...{ redirect_uris: redirectUris, scopes, registered_at: createdAt },
      })),
      ...(consumers?.consumers ?? []).map(({ key, name, homepage, callbackUrl, scopes, createdAt }) => ({
        ...{ protocol: 'oauth1', client_id: key, name, homepage },
        ...{ redirect_uris: callbackUrl ? [callbackUrl] : [], scopes, registered_at: createdAt },
      })),
    ],
    authorizations: [
      ...consents.map(({ client, scopes, createdAt, lastUsedAt }) => ({
        ...{ protocol: 'oauth2', client_id: client.id, name: client.name, scopes },
        ...{ first_used_at: createdAt, last_used_at: lastUsedAt },
      })),
      ...(allowed ?? []).map(({ consumer, scopes, createdAt, lastUsedAt }) => ({
        ...{ protocol: 'oauth1', client_id: consumer.key, name: consumer.name, scopes },
        ...{ first_used_at: createdAt, last_used_at: lastUsedAt },
      })),
    ],
    groups: groups.map(({ name }) => name),
    groups_owned: ownedGroups.map(({ name }) => name),
    teams: teams.map(({ name, role }) => ({ name, role })),
    roles: roles.map(({ client, role }) => ({ client_id: client.id, name: client.name, role })),
    applications_offered: offers.map(({ client, team, expiresAt }) => ({
      ...{ client_id: client.id, name: client.name, homepage: client.homepage ?? null },
      ...{ to_team: team?.name ?? null, ends_at: expiresAt },
    })),
    personal_access_tokens: tokens.map(({ name, scopes, createdAt, expiresAt, lastUsedAt }) => {
      return { name, scopes, created_at: createdAt, expires_at: expiresAt, last_used_at: lastUsedAt ?? null };
    }),
    activity: (await everyEvent(id, deps)).map((listed) => {
      const { at, event, application } = listed;
      const { byOther, to, address } = ownEvent(listed, id);
      const said = { by: byOther ? 'somebody else' : 'you', about: to ? 'somebody else' : 'you' };
      return { at, event, ...said, client_id: application?.id ?? null, address: address ?? null };
    }),
  };
}

/** What happened to a person, or was done by them, the latest first. */
async function everyEvent(personId: string, { events }: Pick<Deps, 'events'>): Promise<readonly ListedEvent[]> {
  const all: ListedEvent[] = [];
  for (let place: EventPlace | undefined, more = true; more && all.length < MOST_EVENTS; ) {
    const page = await events.list({ personId, own: true }, { size: EVENTS_AT_ONCE, place });
    all.push(...page.events);
    const last = page.events.at(-1);
    more = page.older && last !== undefined;
    place = last && { side: 'older', at: last.at, id: last.id };
  }
  return all;
}
