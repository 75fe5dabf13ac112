// SQL of its own: one statement forgets and ends sets of rows, after locks; the scopes of direct grants are split and gathered.
import type { AuthorizationDetail } from '../oauth/model/authorization-details.ts';
import type { ConsentStore } from '../oauth/model/consent.ts';
import { TOKEN_EXCHANGE } from '../oauth/model/token-exchange.ts';
import { audited } from './audit-event.ts';
import type { Database } from './engine/database.ts';
import { transaction } from './engine/transaction.ts';
import { lockUser } from './password.ts';

/** What people have allowed applications. */
export function consentStore(database: Database): ConsentStore {
  const offset = `${database.offsetMs} milliseconds`;
  return {
    async list(userId) {
      const prisma = await database.prisma();
      const [direct, detailed, rows] = await Promise.all([
        database.pool.query<DirectRow>(DIRECT, [offset, userId]),
        database.pool.query<DetailRow>(DETAILS, [offset, userId]),
        prisma.consent.findMany({
          where: { userId },
          orderBy: [{ lastUsedAt: 'desc' }, { clientId: 'asc' }],
          include: {
            client: {
              select: {
                id: true,
                name: true,
                homepage: true,
                trusted: true,
                verified: true,
                accessTokenSeconds: true,
                accessTokensNeverExpire: true,
                refreshTokenSeconds: true,
                allEndedAt: true,
                logo: true,
                owner: { select: { name: true, isAdmin: true } },
                ownerTeam: { select: { name: true } },
              },
            },
          },
        }),
      ]);
      const directly = (id: string) => direct.rows.filter((row) => row.client_id === id);
      const live = rows.filter(
        ({ client: { allEndedAt }, lastUsedAt }) => allEndedAt === null || lastUsedAt > allEndedAt,
      );
      return live.map(
        ({ client: { id, name, homepage, trusted, verified, owner, ownerTeam, logo, ...client }, ...consent }) => ({
          client: {
            id,
            name,
            homepage: homepage ?? undefined,
            logo: logo === null ? undefined : Buffer.from(logo).toString('hex'),
            ownerName: (owner ?? ownerTeam)?.name,
            accessTokenSeconds: client.accessTokensNeverExpire ? 'never' : (client.accessTokenSeconds ?? undefined),
            refreshTokenSeconds: client.refreshTokenSeconds ?? undefined,
            verified: verified || trusted || owner?.isAdmin === true,
          },
          scopes: [...new Set([...consent.scopes, ...directly(id).flatMap((row) => row.scopes)])],
          // One that stands behind such a grant alone is dated 1970.
          approved:
            consent.approvedAt.getTime() > 0
              ? { at: consent.approvedAt, scopes: consent.scopes, resources: consent.resources }
              : undefined,
          details: detailed.rows.filter((row) => row.client_id === id).map((row) => row.detail),
          directly: directly(id).map((row) => row.grant_type),
          createdAt: consent.createdAt,
          lastUsedAt: consent.lastUsedAt,
        }),
      );
    },
    async revoke(userId, clientId, from) {
      if (clientId.includes('\0')) return false;
      const values = [offset, userId, clientId];
      const ended = await audited(database, from, async (client, record) => {
        const { rows } = await client.query<{ ended: boolean }>(REVOKE, values);
        if (rows[0]?.ended) await record('consent.revoked', { userId, clientId });
        return rows[0]?.ended === true;
      });
      // An authorization that still saw the consent, and was not yet there for the statement that ended it. Those that have
      // begun hold their session, and are waited for; those that begin now find no consent.
      await transaction(database, async (client) => {
        await lockUser(client, userId);
        await client.query(SWEEP, values);
      });
      return ended;
    },
  };
}

type DirectRow = { readonly client_id: string; readonly grant_type: string; readonly scopes: readonly string[] };

/** What stands behind a consent without having been approved on its page (see direct-authorization.ts). */
const DIRECT = `
  SELECT client_id, grant_type, array_remove(array_agg(DISTINCT name), NULL) AS scopes
  FROM authorizations LEFT JOIN unnest(string_to_array(scope, ' ')) AS name ON true
  WHERE user_id = $2::uuid AND revoked_at IS NULL AND expires_at > now() + $1::interval
    AND grant_type IN ('password', 'implicit', 'oauth1', '${TOKEN_EXCHANGE}')
  GROUP BY client_id, grant_type ORDER BY client_id, grant_type`;

type DetailRow = { readonly client_id: string; readonly detail: AuthorizationDetail };

const DETAILS = `
  SELECT DISTINCT client_id, detail FROM authorizations, jsonb_array_elements(facts->'details') AS detail
  WHERE user_id = $2::uuid AND revoked_at IS NULL AND expires_at > now() + $1::interval AND facts ? 'details'`;

const END = `
  UPDATE authorizations SET revoked_at = now() + $1::interval, revoked_reason = 'consent-revoked'
  WHERE user_id = $2::uuid AND client_id = $3 AND revoked_at IS NULL`;

const REVOKE = `
  WITH forgotten AS (
    DELETE FROM consents WHERE user_id = $2::uuid AND client_id = $3 RETURNING client_id
  ), ended AS (${END} RETURNING id)
  SELECT EXISTS (SELECT FROM forgotten) OR EXISTS (SELECT FROM ended) AS ended`;

/** Whatever no consent stands behind. The person may have agreed again meanwhile: what came of that stays. */
const SWEEP = `${END} AND NOT EXISTS (
  SELECT FROM consents s WHERE s.user_id = $2::uuid AND s.client_id = $3 AND s.created_at <= authorizations.created_at)`;
