// SQL of its own: the page is cut before what somebody owns is counted, and one search of a line is a third of Prisma's of three.
import type { PeopleList } from '../accounts/listed-person.ts';
import type { Database } from './engine/database.ts';
import { toUser, USER_COLUMNS, type UserRow } from './user-row.ts';
import { isUuid } from './uuid.ts';

/** Everybody with an account, by pages. */
export function peopleList(database: Pick<Database, 'pool'>): PeopleList {
  return {
    async list({ size, search = '', after = '' }) {
      const { text, values } = peoplePage(size, search, after);
      const { rows } = await database.pool.query<UserRow & { readonly applications: number }>(text, [...values]);
      const people = rows.slice(0, size).map((row) => ({ ...toUser(row), applications: row.applications }));
      return { people, next: rows.length > size ? rows[size - 1]?.emailCanonical : undefined };
    },
  };
}

/** SQL for a page of people behind this address, and one beyond it. The size is written out, so that Postgres plans for it. */
export function peoplePage(size: number, search: string, after: string) {
  const found = {
    // A line for each, so that no search finds the end of one and the beginning of the other.
    all: search === '' ? 'true' : `strpos(lower(name || E'\\n' || email), lower($2)) > 0`,
    id: isUuid(search) ? 'OR id = $2::text::uuid' : '',
  };
  const text = `
    WITH page AS (
      SELECT * FROM users WHERE email_canonical > $1 AND (${found.all} ${found.id}) ORDER BY email_canonical LIMIT ${size + 1}
    )
    SELECT ${USER_COLUMNS}, (SELECT count(*)::int FROM clients c WHERE c.owner_id = page.id) AS applications
    FROM page ORDER BY email_canonical`;
  return { text, values: search === '' ? [after] : [after, search] };
}
