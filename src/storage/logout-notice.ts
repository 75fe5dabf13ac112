// SQL of its own: a queue that several instances work through, passing over what another one holds.
import {
  type FailedNotice,
  FIRST_WAIT_SECONDS,
  GIVEN_UP_SECONDS,
  LONGEST_WAIT_SECONDS,
  type LogoutNotice,
  type LogoutNoticeStore,
} from '../oauth/model/logout-notice.ts';
import type { OutboundFault } from '../oauth/model/outbound.ts';
import type { Database, Statement } from './engine/database.ts';

const NOW = '(now() + $1::interval)';

/** 2 how many, 3 for how many seconds. */
const CLAIM: Statement = {
  name: 'claim-logout-notices',
  text: `
    WITH due AS (
      SELECT id FROM logout_notices WHERE next_at <= ${NOW} ORDER BY next_at LIMIT $2 FOR UPDATE SKIP LOCKED
    ), claimed AS (
      UPDATE logout_notices n SET next_at = ${NOW} + make_interval(secs => $3) FROM due WHERE n.id = due.id RETURNING n.*
    )
    SELECT n.id, n.client_id AS "clientId", n.subject, n.sid, coalesce(c.metadata->>'id_token_signed_response_alg', 'RS256') AS alg,
      coalesce(c.metadata->>'profile', 'standard') AS profile,
      CASE WHEN c.disabled_at IS NULL AND NOT c.in_review THEN c.metadata->>'backchannel_logout_uri' END AS uri
    FROM claimed n JOIN clients c ON c.id = n.client_id`,
};

/** 2 id. */
const SETTLE: Statement = {
  name: 'settle-logout-notice',
  text: 'DELETE FROM logout_notices WHERE id = $2::uuid AND $1::interval IS NOT NULL',
};

/** 2 id, 3 fault. */
const POSTPONE: Statement = {
  name: 'postpone-logout-notice',
  text: `
    WITH tried AS (
      SELECT id, client_id, attempts + 1 AS attempts, created_at, $3 = 'rate' AS unsent,
        ${NOW} + make_interval(secs => CASE WHEN $3 = 'rate' THEN ${FIRST_WAIT_SECONDS}
          ELSE least(${LONGEST_WAIT_SECONDS}, ${FIRST_WAIT_SECONDS} * 2 ^ least(attempts, 20)) END) AS again
      FROM logout_notices WHERE id = $2::uuid AND next_at IS NOT NULL FOR UPDATE
    ), others AS (
      UPDATE logout_notices SET next_at = ${NOW} + interval '${FIRST_WAIT_SECONDS} seconds' WHERE id IN (
        SELECT n.id FROM logout_notices n JOIN tried ON n.client_id = tried.client_id AND n.id <> tried.id
        WHERE n.next_at <= ${NOW} + interval '${FIRST_WAIT_SECONDS} seconds' FOR UPDATE OF n SKIP LOCKED)
    )
    UPDATE logout_notices n SET
      attempts = CASE WHEN unsent THEN n.attempts ELSE tried.attempts END,
      last_at = CASE WHEN unsent THEN n.last_at ELSE ${NOW} END,
      fault = CASE WHEN unsent THEN n.fault ELSE $3 END,
      next_at = CASE WHEN again <= n.created_at + interval '${GIVEN_UP_SECONDS} seconds' THEN again END
    FROM tried WHERE n.id = tried.id RETURNING n.next_at IS NULL AS given_up`,
};

/** The queue of what applications are told of ended sessions. */
export function logoutNoticeStore(database: Database): LogoutNoticeStore {
  return {
    async claim(most, seconds) {
      type Row = Omit<LogoutNotice, 'uri'> & { readonly uri: string | null };
      const rows = await database.run<Row>(CLAIM, [most, seconds]);
      return rows.map(({ uri, ...notice }) => ({ ...notice, uri: uri ?? undefined }));
    },
    async settle(id) {
      await database.run(SETTLE, [id]);
    },
    async postpone(id, fault) {
      const [row] = await database.run<{ readonly given_up: boolean }>(POSTPONE, [id, fault]);
      if (!row) return 'gone';
      return row.given_up ? 'given-up' : 'later';
    },
    async listFailed(clientId, most) {
      const rows = await (await database.prisma()).logoutNotice.findMany({
        where: { clientId, attempts: { gt: 0 } },
        orderBy: [{ createdAt: 'desc' }, { id: 'asc' }],
        take: most,
        select: { sid: true, createdAt: true, attempts: true, lastAt: true, fault: true, nextAt: true },
      });
      return rows.map(
        ({ nextAt, lastAt, fault, createdAt, ...row }): FailedNotice => ({
          ...row,
          createdAt,
          lastAt: lastAt ?? createdAt,
          fault: fault as OutboundFault,
          nextAt: nextAt ?? undefined,
        }),
      );
    },
  };
}
