// SQL of its own: registering counts under a lock, changing looks at other tables; the list counts by LATERAL, owners come by JOIN.
import type { EventName } from '../../events.ts';
import type { Prisma } from '../../generated/prisma/client.ts';
import type { Actor, ListPage } from '../../oauth/model/client.ts';
import type { ConsumerRegistry, ConsumerSettings } from '../../oauth1/model/consumer.ts';
import type { Keys } from '../../secrets.ts';
import { addApplication, few } from '../add-application.ts';
import { audited, auditedByPrisma } from '../audit-event.ts';
import { bytes } from '../engine/bytes.ts';
import type { Database } from '../engine/database.ts';
import type { Within } from '../engine/prisma.ts';
import { approvable, approved, rejectable, rejected } from '../review.ts';
import { isOwner, mayChangeOwn, ownedBy, ownerOf, whereMayChangeOwn } from '../sql/owner.ts';
import { waitsAgain } from '../sql/review.ts';
import { asksMore, looked } from '../sql/scopes.ts';
import {
  CONSUMER_COLUMNS,
  type ConsumerRow,
  type ListedConsumerRow,
  sealing,
  toConsumer,
  toListedConsumer,
} from './consumer-row.ts';

/** Applications of OAuth 1.0a. Whose they are stands in the condition of every statement that changes one. */
export function consumerStore(
  database: Database,
  /** `reviewed`: whether what users change is for an administrator to look at. */
  { keys, reviewed = false }: { readonly keys: Keys; readonly reviewed?: boolean },
): ConsumerRegistry {
  const { sealConsumer } = sealing(keys);
  const offset = `${database.offsetMs} milliseconds`;
  const find = async (condition: string, key: string, ...values: readonly unknown[]) => {
    if (!hasNoNul(key)) return undefined;
    const text = `SELECT ${CONSUMER_COLUMNS}, u.name AS owner_name FROM oauth1_consumers c
      LEFT JOIN users u ON u.id = c.owner_id WHERE c.key = $1 ${condition}`;
    const { rows } = await database.pool.query<ConsumerRow>(text, [key, ...values]);
    return rows[0] && toConsumer(rows[0]);
  };
  /** Whether it changed the consumer, which is then recorded. */
  const write = async (
    by: Actor,
    event: EventName,
    key: string,
    work: (within: Within) => Promise<{ count: number }>,
  ) =>
    hasNoNul(key) &&
    auditedByPrisma(database, by, async (within, record) => {
      const { count } = await work(within);
      if (count > 0) await record(event, { clientId: key, detail: DETAILS[event] });
      return count > 0;
    });
  return {
    find: (key) => find('', key),
    findOwned: (key, ownerId) => find(`AND ${ownedBy(2, 'c.owner_id')}`, key, ownerId),
    listOwned: (ownerId, page) => list(database, ownedBy(1, 'c.owner_id'), page, [ownerId]),
    list: (page) => list(database, 'true', page, []),
    async register({ key, ownerId, settings, secret, inReview }, by, most) {
      const kept = [ownerId, inReview, sealConsumer(secret, key), most ?? null];
      if (!hasNoNul(key)) return false;
      return audited(database, by, async (client, record) => {
        const values = [offset, key, ...valuesOf(settings), ...kept];
        const added = await addApplication(client, { kind: 'person', userId: ownerId }, REGISTER, values);
        if (added) await record('client.registered', { clientId: key, detail: DETAILS['client.registered'] });
        return added;
      });
    },
    async change(key, settings, by) {
      const text = `${changeOf(isOwner(by), reviewed)} AND ${mayChangeOwn(by, 9)} AND ${looked(by, 'oauth1_consumers', '$7')}`;
      if (!hasNoNul(key)) return false;
      return audited(database, by, async (client, record) => {
        const { rowCount } = await client.query(text, [offset, key, ...valuesOf(settings), ...ownerOf(by)]);
        if (rowCount) await record('client.changed', { clientId: key });
        return rowCount === 1;
      });
    },
    rotateSecret: (key, secret, by) =>
      write(by, 'client.secret_rotated', key, ({ oauth1Consumer }) =>
        oauth1Consumer.updateMany({
          where: { key, ...whereMayChangeOwn(by) },
          data: { secret: bytes(sealConsumer(secret, key)) },
        }),
      ),
    delete: (key, by) =>
      write(by, 'client.deleted', key, ({ oauth1Consumer }) =>
        oauth1Consumer.deleteMany({ where: { key, ...whereMayChangeOwn(by) } }),
      ),
    allowPlaintext: (key, allowed, by) =>
      write(by, 'client.changed', key, ({ oauth1Consumer }) =>
        oauth1Consumer.updateMany({ where: { key }, data: { plaintextAllowed: allowed } }),
      ),
    disable: (key, by) =>
      write(by, 'client.disabled', key, (within) =>
        switched(within, { key, disabledAt: null }, { disabledAt: database.now() }),
      ),
    // An exchange under way when it was disabled may have stored a token after that.
    enable: (key, by) =>
      write(by, 'client.enabled', key, (within) =>
        switched(within, { key, disabledAt: { not: null } }, { disabledAt: null }),
      ),
    approve: (key, by, review = {}) =>
      write(by, 'client.approved', key, ({ oauth1Consumer }) =>
        oauth1Consumer.updateMany({ where: { key, ...approvable(review) }, data: approved(review) }),
      ),
    reject: (key, by, review) =>
      write(by, 'client.rejected', key, ({ oauth1Consumer }) =>
        oauth1Consumer.updateMany({ where: { key, ...rejectable(review) }, data: rejected(review, database.now()) }),
      ),
  };
}

type Consumers = Prisma.Oauth1ConsumerWhereInput & { readonly key: string };

/** Enables or disables a consumer that is the other thing, and ends what it was given. */
async function switched(within: Within, where: Consumers, data: Prisma.Oauth1ConsumerUpdateManyMutationInput) {
  const done = await within.oauth1Consumer.updateMany({ where, data });
  if (done.count > 0) {
    await within.oauth1RequestToken.deleteMany({ where: { consumerKey: where.key } });
    await within.oauth1AccessToken.deleteMany({ where: { consumerKey: where.key } });
  }
  return done;
}

/** Postgres refuses text with a NUL: no key has one. */
function hasNoNul(key: string): boolean {
  return !key.includes('\0');
}

function valuesOf({ name, homepage, callbackUrl, supportUrl, scopes, rsaPublicKey }: ConsumerSettings) {
  return [name, homepage, callbackUrl ?? null, supportUrl ?? null, scopes, rsaPublicKey ?? null];
}

/** What the audit trail says beside an event. */
const DETAILS: Partial<Record<EventName, string>> = {
  'client.registered': 'oauth1',
  'client.secret_rotated': 'at once',
};

/** $1 is the clock; a statement that has no use for it must still say what it is. */
const ANY = 'AND $1::interval IS NOT NULL';

const REGISTER = `
  INSERT INTO oauth1_consumers (key, name, homepage, callback_url, support_url, scopes, rsa_public_key, owner_id, in_review, secret, created_at)
  SELECT $2, $3, $4, $5, $6, $7, $8, $9::uuid, $10, $11, now() + $1::interval WHERE ${few('oauth1_consumers', '$9::uuid', '$12')}
  ON CONFLICT (key) DO NOTHING`;

/** What was refused, or approved, is not what it is after its owner changed it: name, homepage and callback URL are looked at. */
function changeOf(ownersOwn: boolean, reviewed: boolean): string {
  const reasons = ['(name, homepage, callback_url) IS DISTINCT FROM ($3, $4, $5)', asksMore('oauth1_consumers', '$7')];
  const again = `, in_review = ${waitsAgain('$7', reasons)}`;
  return `
    UPDATE oauth1_consumers SET name = $3, homepage = $4, callback_url = $5, support_url = $6, scopes = $7,
      rsa_public_key = $8 ${ownersOwn ? `, rejected_at = NULL ${reviewed ? again : ''}` : ''}
    WHERE key = $2 ${ANY}`;
}

const ORDER = '(c.in_review AND c.rejected_at IS NULL AND c.disabled_at IS NULL) DESC, c.created_at DESC, c.key';

/** SQL for one page of them, which is cut first, out of an index, as that of applications is (src/storage/list-clients.ts). */
export function consumersPage(condition: string, { page, size }: ListPage): string {
  const from = `FROM oauth1_consumers c WHERE ${condition}`;
  return `
    SELECT ${CONSUMER_COLUMNS}, u.name AS owner_name, t.tokens, t.last_used_at, (SELECT count(*)::int ${from}) AS total
    FROM (SELECT c.* ${from} ORDER BY ${ORDER} LIMIT ${size} OFFSET ${(page - 1) * size}) c LEFT JOIN users u ON u.id = c.owner_id
    LEFT JOIN LATERAL (
      SELECT count(*)::int AS tokens, max(last_used_at) AS last_used_at FROM oauth1_access_tokens WHERE consumer_key = c.key
    ) t ON true
    ORDER BY ${ORDER}`;
}

async function list(database: Database, condition: string, page: ListPage, values: readonly unknown[]) {
  const { rows } = await database.pool.query<ListedConsumerRow>(consumersPage(condition, page), [...values]);
  return { consumers: rows.map(toListedConsumer), total: rows[0]?.total ?? 0 };
}
