import type { Scope, ScopeStore } from '../oauth/model/scope.ts';
import type { Database, Statement } from './database.ts';
import { transaction } from './transaction.ts';

/** The catalogue of scopes. */
export function scopeStore(database: Database): ScopeStore {
  return {
    async list() {
      return (await database.run<Row>(LIST, [])).map((row) => ({ ...row, detail: row.detail ?? undefined }));
    },
    async save({ name, description, detail, privileged, grants = [], offered = true }) {
      // xmax is 0 in a row that no statement has updated: it tells an insert from an update in one round trip.
      return transaction(database, async (client) => {
        await client.query(LOCK_CLIENTS, [name]);
        const { rows } = await client.query<{ added: boolean }>(
          `INSERT INTO scopes (name, description, detail, privileged, grants, offered) VALUES ($1, $2, $3, $4, $5, $6)
         ON CONFLICT (name) DO UPDATE SET description = $2, detail = $3, privileged = $4, grants = $5, offered = $6
         RETURNING xmax = 0 AS added`,
          [name, description, detail ?? null, privileged, grants, offered],
        );
        return rows[0]?.added ? 'added' : 'updated';
      });
    },
  };
}

type Row = Omit<Scope, 'detail'> & { readonly detail: string | null };

/** Before the entry itself: whoever changes one of these applications has its row before they look at the entry. */
const LOCK_CLIENTS = 'SELECT FROM clients WHERE $1 = ANY (scopes) ORDER BY id FOR NO KEY UPDATE';

// Not by Prisma: metadata lists the scopes, and a server that only serves programs never loads it.
const LIST: Statement = {
  name: 'list-scopes',
  text: `
    SELECT name, description, detail, privileged, grants, offered FROM scopes
    WHERE $1::interval IS NOT NULL ORDER BY name COLLATE "C"`,
};
