import type { Scope, ScopeStore } from '../oauth/model/scope.ts';
import type { Database } from './database.ts';

/** The catalogue of scopes. */
export function scopeStore(database: Database): ScopeStore {
  return {
    async list() {
      const prisma = await database.prisma();
      return (await prisma.scope.findMany({ orderBy: { name: 'asc' } })).map(toScope);
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

function toScope(row: { name: string; description: string; detail: string | null; privileged: boolean }): Scope {
  return { name: row.name, description: row.description, detail: row.detail ?? undefined, privileged: row.privileged };
}
