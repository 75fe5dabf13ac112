// SQL of its own: domains are counted under the lock of their team, and proved by the clock of the database.
import type pg from 'pg';
import { domainLine, MOST_DOMAINS, type TeamDomain, type TeamDomainStore } from '../oauth/model/team-domain.ts';
import { randomId } from '../secrets.ts';
import { audited } from './audit-event.ts';
import type { Database } from './engine/database.ts';
import { lockManaged } from './lock-team.ts';
import { isUuid } from './uuid.ts';

const TOKEN_LETTERS = 32;

/** Domains that teams say are theirs. */
export function teamDomainStore(database: Database): TeamDomainStore {
  const offset = `${database.offsetMs} milliseconds`;
  const read = async (teamId: string, id?: string, by: Pick<pg.ClientBase, 'query'> = database.pool) => {
    if (!isUuid(teamId) || (id !== undefined && !isUuid(id))) return [];
    return (await by.query<Row>(READ, [offset, teamId, id ?? null])).rows.map(toDomain);
  };
  return {
    list: (teamId) => read(teamId),
    find: async (teamId, id) => (await read(teamId, id))[0],
    async add(teamId, domain, by) {
      if (!isUuid(teamId)) return undefined;
      return audited(database, by, async (client, record) => {
        if (!(await lockManaged(client, teamId, by))) return undefined;
        const { rows } = await client.query<{ id: string; fresh: boolean }>(ADD, [
          offset,
          teamId,
          domain,
          randomId(TOKEN_LETTERS),
        ]);
        const [row] = rows;
        if (row?.fresh) await record('team.domain_added', { detail: teamId });
        // Not after the commit: what fails there would be said to be undone.
        return row && (await read(teamId, row.id, client))[0];
      });
    },
    checked: async (teamId, id, proved, by) =>
      [teamId, id].every(isUuid) &&
      audited(database, by, async (client, record) => {
        if (!(await lockManaged(client, teamId, by))) return false;
        const { rowCount } = await client.query(CHECKED, [offset, teamId, id, proved]);
        if (rowCount === 1 && proved) await record('team.domain_verified', { detail: teamId });
        return rowCount === 1;
      }),
    remove: async (teamId, id, by) =>
      [teamId, id].every(isUuid) &&
      audited(database, by, async (client, record) => {
        if (!(await lockManaged(client, teamId, by))) return false;
        const text = 'DELETE FROM team_domains WHERE team_id = $1::uuid AND id = $2::uuid';
        const { rowCount } = await client.query(text, [teamId, id]);
        if (rowCount === 1) {
          await client.query(COUNT_UP, [teamId]);
          await record('team.domain_removed', { detail: teamId });
        }
        return rowCount === 1;
      }),
  };
}

/** 2 team, 3 domain or null. */
const READ = `
  SELECT id, domain, token, checked_at, verified_at + interval '90 days' AS until,
    verified_at > now() + $1::interval - interval '90 days' AS live
  FROM team_domains WHERE team_id = $2::uuid AND ($3::uuid IS NULL OR id = $3::uuid) ORDER BY domain`;
/** 2 team, 3 domain, 4 token. */
const ADD = `
  INSERT INTO team_domains AS d (team_id, domain, token, created_at) SELECT $2::uuid, $3, $4, now() + $1::interval
  WHERE (SELECT count(*) FROM team_domains o WHERE o.team_id = $2::uuid AND o.domain <> $3) < ${MOST_DOMAINS}
  ON CONFLICT (team_id, domain) DO UPDATE SET domain = excluded.domain RETURNING d.id, d.token = $4 AS fresh`;
/** 2 team, 3 domain, 4 whether it was proved. */
const CHECKED = `
  UPDATE team_domains SET checked_at = now() + $1::interval, verified_at = CASE WHEN $4 THEN now() + $1::interval ELSE verified_at END
  WHERE team_id = $2::uuid AND id = $3::uuid`;

/** By the trigger: what is kept of them for a moment does not count any more. */
const COUNT_UP = `
  UPDATE clients c SET revision = revision WHERE owner_team_id = $1::uuid
    AND EXISTS (SELECT FROM preview_uris p WHERE p.client_id = c.id)`;

type Row = {
  readonly id: string;
  readonly domain: string;
  readonly token: string;
  readonly checked_at: Date | null;
  readonly until: Date | null;
  readonly live: boolean | null;
};

function toDomain({ id, domain, token, checked_at, until, live }: Row): TeamDomain {
  return {
    id,
    domain,
    line: domainLine(token),
    verifiedUntil: live === true && until !== null ? until : undefined,
    checkedAt: checked_at ?? undefined,
  };
}
