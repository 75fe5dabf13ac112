import type { Scope, ScopeStore } from '../oauth/model/scope.ts';
import type { Database, Statement } from './database.ts';

/** The catalogue of scopes. */
export function scopeStore(database: Database): ScopeStore {
  return {
    async list() {
      return (await database.run<Row>(LIST, [])).map((row) => ({ ...row, detail: row.detail ?? undefined }));
    },
    async save({ name, description, detail, privileged }) {
      // xmax is 0 in a row that no statement has updated: it tells an insert from an update in one round trip.
      const { rows } = await database.pool.query<{ added: boolean }>(
        `INSERT INTO scopes (name, description, detail, privileged) VALUES ($1, $2, $3, $4)
         ON CONFLICT (name) DO UPDATE SET description = $2, detail = $3, privileged = $4 RETURNING xmax = 0 AS added`,
        [name, description, detail ?? null, privileged],
      );
      return rows[0]?.added ? 'added' : 'updated';
    },
  };
}

type Row = Omit<Scope, 'detail'> & { readonly detail: string | null };

// Not by Prisma: metadata lists the scopes, and a server that only serves programs never loads it.
const LIST: Statement = {
  name: 'list-scopes',
  text: 'SELECT name, description, detail, privileged FROM scopes WHERE $1::interval IS NOT NULL ORDER BY name COLLATE "C"',
};
