// SQL of its own: by the clock of the database, on the way of every request that was pushed.
import type { FoundRequest, PushedRequestStore } from '../oauth/model/pushed-request.ts';
import type { Database, Statement } from './engine/database.ts';
import { after } from './sql/issue.ts';
import { useRequest } from './sql/pushed-request.ts';

/** 2 hash, 3 client, 4 parameters, 5 signed, 6 seconds, 7 kept, 8 revision. */
const push: Statement = {
  name: 'push-request',
  text: `
    WITH client AS (SELECT id FROM clients WHERE id = $3 AND revision = $8), pushed AS (
      INSERT INTO pushed_requests (hash, client_id, parameters, signed, expires_at, kept_at)
      SELECT $2, id, $4, $5, ${after('$6')}, CASE WHEN $7::boolean THEN now() + $1::interval END FROM client
      ON CONFLICT (hash) DO NOTHING
    )
    SELECT true AS fresh FROM client`,
};

/** 2 hash, 3 client. */
const find: Statement = {
  name: 'find-pushed-request',
  text: `
    SELECT parameters, signed, kept_at IS NOT NULL AS kept, used_by IS NOT NULL AS used FROM pushed_requests
    WHERE hash = $2 AND client_id = $3 AND expires_at > now() + $1::interval`,
};

/** 2 hash, 3 seconds. */
const keep: Statement = {
  name: 'keep-pushed-request',
  text: `
    UPDATE pushed_requests SET kept_at = now() + $1::interval, expires_at = ${after('$3')}
    WHERE hash = $2 AND kept_at IS NULL`,
};

/** 2 hash, 3 seconds. */
const prolong: Statement = {
  name: 'prolong-pushed-request',
  text: `
    UPDATE pushed_requests SET expires_at = greatest(expires_at, ${after('$3')})
    WHERE hash = $2 AND kept_at IS NOT NULL AND used_by IS NULL AND expires_at > now() + $1::interval`,
};

/** 2 hash, 3 by what. */
const use: Statement = {
  name: 'use-pushed-request',
  text: `${useRequest({ hash: '$2', by: '$3' })} AND $1::interval IS NOT NULL RETURNING true AS used`,
};

export function pushedRequestStore(database: Database): PushedRequestStore {
  return {
    async push({ hash, clientId, revision, parameters, signed, seconds, kept }) {
      const rows = await database.run(push, [hash, clientId, parameters, signed, seconds, kept, revision]);
      return rows.length === 1 ? 'pushed' : 'stale';
    },
    async find({ hash, clientId }) {
      const [found] = await database.read<FoundRequest>(find, [hash, clientId]);
      return found;
    },
    async keep(hash, seconds) {
      await database.run(keep, [hash, seconds]);
    },
    async prolong(hash, seconds) {
      await database.run(prolong, [hash, seconds]);
    },
    async use(hash, by) {
      return (await database.run(use, [hash, by])).length === 1;
    },
  };
}
