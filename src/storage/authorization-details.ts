// SQL of its own: metadata lists the types without loading Prisma, and what was granted is read on the way to a token.
import type {
  AuthorizationDetail,
  DetailsType,
  DetailsTypeStore,
  GrantedDetails,
  ListedDetailsType,
} from '../oauth/model/authorization-details.ts';
import { audited } from './audit-event.ts';
import type { Database, Statement } from './engine/database.ts';

const list: Statement = {
  name: 'list-details-types',
  text: `SELECT type, schema, sentence FROM authorization_details_types WHERE $1::interval IS NOT NULL ORDER BY type COLLATE "C"`,
};

const MAY_ASK = "metadata->'authorization_details_types' ? ";

const LIST_USED = `
  SELECT type, schema, sentence, (SELECT count(*)::int FROM clients c WHERE c.${MAY_ASK} t.type) AS applications
  FROM authorization_details_types t ORDER BY type COLLATE "C"`;

const SAVE = `
  INSERT INTO authorization_details_types (type, schema, sentence) VALUES ($1, $2, $3)
  ON CONFLICT (type) DO UPDATE SET schema = excluded.schema, sentence = excluded.sentence
  RETURNING xmax = 0 AS added`;

/** What administrators registered. */
export function detailsTypeStore(database: Database): DetailsTypeStore {
  return {
    list: () => database.run<DetailsType>(list, []),
    async listUsed() {
      return (await database.pool.query<ListedDetailsType>(LIST_USED, [])).rows;
    },
    save({ type, schema, sentence }, by) {
      return audited(database, by, async (client, record) => {
        const { rows } = await client.query<{ added: boolean }>(SAVE, [type, JSON.stringify(schema), sentence]);
        const done = rows[0]?.added ? 'added' : 'updated';
        await record('details_type.changed', { detail: `${done} ${type}` });
        return done;
      });
    },
    delete(type, by) {
      return audited(database, by, async (client, record) => {
        const found = await client.query('SELECT FROM authorization_details_types WHERE type = $1 FOR UPDATE', [type]);
        if (!found.rowCount) return 'unknown';
        const { rowCount } = await client.query(`SELECT FROM clients WHERE ${MAY_ASK} $1 LIMIT 1`, [type]);
        if (rowCount) return 'used';
        await client.query('DELETE FROM authorization_details_types WHERE type = $1', [type]);
        await record('details_type.changed', { detail: `deleted ${type}` });
        return 'deleted';
      });
    },
  };
}

/** 2 hash, 3 client. */
const ofCode: Statement = {
  name: 'find-details-of-code',
  text: `
    SELECT a.facts->'details' AS details FROM authorization_codes k JOIN authorizations a ON a.id = k.authorization_id
    WHERE k.hash = $2 AND k.client_id = $3 AND $1::interval IS NOT NULL`,
};

/** 2 hash, 3 client. */
const ofRefreshToken: Statement = {
  name: 'find-details-of-refresh-token',
  text: `
    SELECT a.facts->'details' AS details FROM refresh_tokens r JOIN authorizations a ON a.id = r.authorization_id
    WHERE r.hash = $2 AND a.client_id = $3 AND $1::interval IS NOT NULL`,
};

/** What never changes once it was granted: it may be read before the token is. */
export function grantedDetails(database: Database): GrantedDetails {
  const find = (statement: Statement) => async (hash: Buffer, clientId: string) => {
    type Row = { readonly details: readonly AuthorizationDetail[] | null };
    const [row] = await database.read<Row>(statement, [hash, clientId]);
    return row?.details ?? undefined;
  };
  return { ofCode: find(ofCode), ofRefreshToken: find(ofRefreshToken) };
}
