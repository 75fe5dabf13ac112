// SQL of its own: an offer is consumed by one statement with its conditions, after the lock of whoever gets it, by the clock of the database.
import type pg from 'pg';
import type { ClientOfferStore, OfferedClient, Receiver } from '../oauth/model/client-offer.ts';
import type { Owner } from '../oauth/model/owner.ts';
import { fewer, lockOwner } from './add-application.ts';
import { audited } from './audit-event.ts';
import type { Database } from './engine/database.ts';
import { givenBy, keepers, stillGives, WITH_OWNER } from './sql/owner.ts';
import { waitsAgain } from './sql/review.ts';
import { isUuid } from './uuid.ts';

const DAYS = 7;

/** Applications that are offered to another owner. `reviewed`: whether what users change is for an administrator to look at. */
export function clientOfferStore(
  database: Database,
  { reviewed = false }: { readonly reviewed?: boolean } = {},
): ClientOfferStore {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    async offer(clientId, to, by) {
      if (clientId.includes('\0') || (to.kind === 'team' && !isUuid(to.teamId))) return 'not-yours';
      return audited(database, by, async (client, record) => {
        type Held = { readonly privileged: boolean; readonly same: boolean };
        const [held] = (await client.query<Held>(HELD, [clientId, by.ownerId, ...valuesOf(to).slice(1)])).rows;
        if (!held) return 'not-yours';
        if (held.privileged) return 'privileged';
        if (held.same) return 'same';
        const { rowCount } = await client.query(OFFER, [offset, clientId, ...valuesOf(to), by.ownerId]);
        if (rowCount !== 1) return 'not-yours'; // the team is gone
        await record('client.offered', { clientId, detail: to.kind === 'team' ? `team ${to.teamId}` : undefined });
        if (database.sendsMail) await client.query(TELL, [offset, clientId]);
        return 'offered';
      });
    },
    async find(clientId) {
      if (clientId.includes('\0')) return undefined;
      type Row = { readonly id: string; readonly to: string; readonly expires_at: Date };
      const [row] = (await database.pool.query<Row>(FIND, [offset, clientId])).rows;
      return row && { id: row.id, to: row.to, expiresAt: row.expires_at };
    },
    withdraw: async (clientId, by) =>
      !clientId.includes('\0') &&
      audited(database, by, async (client, record) => {
        const { rowCount } = await client.query(WITHDRAW, [clientId, by.ownerId]);
        if (rowCount === 1) await record('client.offer_withdrawn', { clientId });
        return rowCount === 1;
      }),
    async listFor(userId) {
      return (await database.pool.query<OfferRow>(LIST, [offset, userId])).rows.map(toOffered);
    },
    async accept(offerId, by, most) {
      if (!isUuid(offerId)) return 'gone';
      return audited(database, by, async (client, record) => {
        const owner = await receiverOf(client, offerId, by.ownerId);
        if (!owner) return 'gone';
        await lockOwner(client, owner);
        const { rows } = await client.query<{ few: boolean }>(fewer(owner), [ownedId(owner), most]);
        if (!rows[0]?.few) return 'too-many';
        await client.query(LOCK_CLIENT, [offerId]); // what it is decided by does not change meanwhile
        const [offer] = (await client.query<{ client_id: string }>(CONSUME, [offset, by.ownerId, offerId])).rows;
        if (!offer) return 'gone';
        const clientId = offer.client_id;
        await client.query(GIVE, [
          clientId,
          ...(owner.kind === 'team' ? [null, owner.teamId] : [ownedId(owner), null]),
          reviewed,
        ]);
        if (database.sendsMail) await client.query(TELL_KNOWN, [offset, clientId]);
        const detail = owner.kind === 'team' ? `team ${owner.teamId}` : undefined;
        await record('client.offer_accepted', { clientId, detail });
        return { clientId };
      });
    },
    decline: async (offerId, by) =>
      isUuid(offerId) &&
      audited(database, by, async (client, record) => {
        const [offer] = (await client.query<{ client_id: string }>(DECLINE, [offset, by.ownerId, offerId])).rows;
        if (offer) await record('client.offer_declined', { clientId: offer.client_id });
        return offer !== undefined;
      }),
  };
}

/** Whose it would be; what is decided by it is looked up again. */
async function receiverOf(client: pg.PoolClient, offerId: string, userId: string): Promise<Owner | undefined> {
  const { rows } = await client.query<{ team_id: string | null }>(
    'SELECT team_id FROM client_offers WHERE id = $1::uuid',
    [offerId],
  );
  const [offer] = rows;
  if (!offer) return undefined;
  return offer.team_id === null ? { kind: 'person', userId } : { kind: 'team', teamId: offer.team_id };
}

function ownedId(owner: Owner): string | undefined {
  return owner.kind === 'team' ? owner.teamId : owner.kind === 'person' ? owner.userId : undefined;
}

/** Address, the same in its canonical form, team. */
function valuesOf(to: Receiver): readonly [string | null, string | null, string | null] {
  return to.kind === 'team' ? [null, null, to.teamId] : [to.email, to.emailCanonical, null];
}

/** SQL for: only an administrator gives it to others, for people trust it by an administrator's word. */
const PRIVILEGED = '(c.trusted OR c.resource_server)';

/** 1 application, 2 who offers it, 3 address, 4 team. */
const HELD = `
  SELECT ${PRIVILEGED} AS privileged, c.owner_team_id IS NOT DISTINCT FROM $4::uuid AND (
      $4::uuid IS NOT NULL OR c.owner_id = (SELECT id FROM users WHERE email_canonical = $3)) IS TRUE AS same
  FROM clients c WHERE c.id = $1 AND ${givenBy('c', 2)} FOR NO KEY UPDATE`;
/** 2 application, 3 address, 4 the same in its canonical form, 5 team, 6 who offers it. */
const OFFER = `
  INSERT INTO client_offers (client_id, email, email_canonical, team_id, offered_by, created_at, expires_at)
  SELECT $2, $3, $4, $5::uuid, $6::uuid, now() + $1::interval, now() + $1::interval + interval '${DAYS} days'
  WHERE $5::uuid IS NULL OR EXISTS (SELECT FROM teams WHERE id = $5::uuid)
  ON CONFLICT (client_id) DO UPDATE SET id = gen_random_uuid(), email = excluded.email, email_canonical = excluded.email_canonical,
    team_id = excluded.team_id, offered_by = excluded.offered_by, created_at = excluded.created_at, expires_at = excluded.expires_at`;
const LIVE = 'o.expires_at > now() + $1::interval';
const FIND = `
  SELECT o.id, coalesce(o.email, t.name) AS to, o.expires_at FROM client_offers o LEFT JOIN teams t ON t.id = o.team_id
  WHERE o.client_id = $2 AND ${LIVE}`;
const WITHDRAW = `
  DELETE FROM client_offers o USING clients c WHERE o.client_id = $1 AND c.id = o.client_id AND ${givenBy('c', 2)}`;
/** The offer `o` is for the person $2: for their address, or for a team that they manage. */
const FOR_ME = `(
  o.email_canonical = (SELECT email_canonical FROM users WHERE id = $2::uuid AND disabled_at IS NULL)
  OR o.team_id IN (SELECT team_id FROM team_members WHERE user_id = $2::uuid AND role = 'manager'))`;
/** A person whose account is disabled gives nothing away any more, nor who manages its team no more. */
const GIVEABLE = `NOT ${PRIVILEGED} AND ${stillGives('c', 'o.offered_by')}
  AND NOT EXISTS (SELECT FROM users g WHERE g.id = c.owner_id AND g.disabled_at IS NOT NULL)`;
const LIST = `
  SELECT o.id, o.client_id, c.name, c.homepage, coalesce(u.name, team.name) AS from_name, o.team_id, mine.name AS team_name, o.expires_at
  FROM client_offers o JOIN clients c ON c.id = o.client_id ${WITH_OWNER} LEFT JOIN teams mine ON mine.id = o.team_id
  WHERE ${LIVE} AND ${FOR_ME} AND ${GIVEABLE} ORDER BY o.created_at DESC, o.id LIMIT 100`;
const LOCK_CLIENT = `
  SELECT FROM clients WHERE id = (SELECT client_id FROM client_offers WHERE id = $1::uuid) FOR NO KEY UPDATE`;
/** 3 offer. */
const CONSUME = `
  DELETE FROM client_offers o USING clients c
  WHERE o.id = $3::uuid AND c.id = o.client_id AND ${LIVE} AND ${FOR_ME} AND ${GIVEABLE} RETURNING o.client_id`;
const DECLINE = `DELETE FROM client_offers o WHERE o.id = $3::uuid AND ${LIVE} AND ${FOR_ME} RETURNING o.client_id`;
/** 4 whether users' applications are reviewed: what was approved was another's. */
const GIVE = `
  UPDATE clients SET owner_id = $2::uuid, owner_team_id = $3::uuid,
    in_review = ${waitsAgain('scopes', ['$4::boolean'], 'EXISTS (SELECT FROM users u WHERE u.id = $2::uuid AND u.is_admin)')}
  WHERE id = $1`;
/** Whoever may accept it, where they have an account. 2 application. */
const TELL = `
  INSERT INTO mails (job, created_at, due_at)
  SELECT jsonb_build_object('kind', 'offer', 'userId', receiver.user_id, 'clientId', o.client_id), now() + $1::interval, now() + $1::interval
  FROM client_offers o, LATERAL (
    SELECT u.id AS user_id FROM users u WHERE u.email_canonical = o.email_canonical AND u.disabled_at IS NULL
    UNION SELECT m.user_id FROM team_members m WHERE m.team_id = o.team_id AND m.role = 'manager'
  ) receiver WHERE o.client_id = $2`;

/** Whoever keeps it now: whoever had it before knows its secrets, and entered its keys and addresses. 2 application. */
const TELL_KNOWN = `
  INSERT INTO mails (job, created_at, due_at)
  SELECT jsonb_build_object('kind', 'secrets-known', 'userId', keeper.user_id, 'clientId', c.id), now() + $1::interval, now() + $1::interval
  FROM clients c, LATERAL ${keepers('c.owner_id', 'c.owner_team_id')}
  WHERE c.id = $2 AND (EXISTS (SELECT FROM client_secrets s WHERE s.client_id = c.id) OR c.handed_on <> '{"redirect_uris": []}')`;

type OfferRow = {
  readonly id: string;
  readonly client_id: string;
  readonly name: string;
  readonly homepage: string | null;
  readonly from_name: string | null;
  readonly team_id: string | null;
  readonly team_name: string;
  readonly expires_at: Date;
};

function toOffered(row: OfferRow): OfferedClient {
  return {
    id: row.id,
    client: { id: row.client_id, name: row.name, homepage: row.homepage ?? undefined },
    from: row.from_name ?? undefined,
    team: row.team_id === null ? undefined : { id: row.team_id, name: row.team_name },
    expiresAt: row.expires_at,
  };
}
