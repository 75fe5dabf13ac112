import { after } from './issue.ts';

/**
 * The one INSERT of families, as `a`: one for each row of `from`. `id`, `client`, `scope`, `grant` and `seconds` are SQL, or
 * parameters; `seconds` says how long any of its tokens can live, and null that one does not end.
 */
export function insertFamily(
  from: string,
  family: {
    readonly id: string;
    readonly user: string;
    readonly client: string;
    readonly scope: string;
    readonly grant: string;
    readonly seconds: string;
  },
): string {
  return `
    INSERT INTO authorizations AS a (id, user_id, client_id, scope, grant_type, created_at, expires_at)
    SELECT ${family.id}::uuid, ${family.user}, ${family.client}, ${family.scope}, ${family.grant}, now() + $1::interval,
      coalesce(${after(family.seconds)}, 'infinity')
    FROM ${from}`;
}
