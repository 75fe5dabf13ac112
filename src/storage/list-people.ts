// SQL of its own: the page is cut before what somebody owns is counted, and a search asks two indexes in turn.
import type { PeopleList } from '../accounts/listed-person.ts';
import type { Database } from './engine/database.ts';
import { toUser, USER_COLUMNS, type UserRow } from './user-row.ts';
import { isUuid } from './uuid.ts';

type Row = UserRow & { readonly applications: number };

/**
 * Everybody with an account, by pages. Of a search those come first whose address begins with it, in the order of the index that
 * knows that; then the others, by address. Where a page went on says in which of the two it was.
 */
export function peopleList({ pool }: Pick<Database, 'pool'>): PeopleList {
  const read = async ({ text, values }: Asked) => (await pool.query<Row>(text, [...values])).rows;
  return {
    async list({ size, search = '', after = '' }) {
      if (search === '') {
        const rows = await read(peoplePage(size, after));
        return { people: rows.slice(0, size).map(toPerson), next: keyBefore(rows, size, '') };
      }
      const [part = BEGIN, key = ''] = after.startsWith(REST)
        ? [REST, after.slice(REST.length)]
        : [BEGIN, after.slice(BEGIN.length)];
      const first = part === BEGIN ? await read(peopleBeginning(size, search, key)) : [];
      if (first.length > size)
        return { people: first.slice(0, size).map(toPerson), next: keyBefore(first, size, BEGIN) };
      const left = size - first.length;
      const rest = await read(peopleHaving(left, search, part === BEGIN ? '' : key));
      const next = left === 0 && rest.length > 0 ? REST : keyBefore(rest, left, REST);
      return { people: [...first, ...rest.slice(0, left)].map(toPerson), next };
    },
  };
}

const BEGIN = 'a ';
const REST = 'b ';

function toPerson({ applications, ...row }: Row) {
  return { ...toUser(row), applications };
}

/** Where the next page begins; undefined: there is none. */
function keyBefore(rows: readonly Row[], size: number, part: string): string | undefined {
  const last = rows.length > size ? rows[size - 1] : undefined;
  return last && `${part}${last.emailCanonical}`;
}

/** SQL; a size is written out, so that Postgres plans for it, and is of one row more. */
export type Asked = { readonly text: string; readonly values: readonly string[] };

const shown = (page: string, order: string) => `
  WITH ${page}
  SELECT ${USER_COLUMNS}, (SELECT count(*)::int FROM clients c WHERE c.owner_id = page.id) AS applications
  FROM page ORDER BY ${order}`;

/** Everybody behind this address. */
export function peoplePage(size: number, after: string): Asked {
  return { text: shown(`page AS (${ordered('users', size)})`, 'email_canonical'), values: [after] };
}

/**
 * SQL for: it begins with what is looked for ($2, and behind all that does $3). As a range: the server's plans are made for any
 * values, and for any pattern there is no index.
 */
function begins(column: string): string {
  return `${column} ~>=~ $2 AND ${column} ~<~ $3`;
}

function rangeOf(search: string): readonly [string, string] {
  const first = search.toLowerCase();
  return [first, `${first}\u{10ffff}`];
}

/** Those behind this address whose address begins with what is looked for. */
export function peopleBeginning(size: number, search: string, after: string): Asked {
  const order = 'email_canonical USING ~<~'; // of the index of beginnings
  const page = `page AS (SELECT * FROM users WHERE ${begins('email_canonical')} AND email_canonical ~>~ $1
    ORDER BY ${order} LIMIT ${size + 1})`;
  return { text: shown(page, order), values: [after, ...rangeOf(search)] };
}

const WALKED = 1000; // people, in the order of the page
const LETTERS = 3; // of which the index of parts makes its entries

/**
 * The others who have it in name or address; of one or two letters, whose name begins with them. What many have is found by walking
 * in the order of the page, for a little while; what fewer have is looked up in the indexes, and sorted.
 */
export function peopleHaving(size: number, search: string, after: string, walked = WALKED): Asked {
  const isShort = [...search].length < LETTERS;
  // A line for each, so that no search finds the end of one and the beginning of the other.
  const has = isShort ? begins('lower(name)') : `lower(name || E'\\n' || email) LIKE $4`;
  const is = `(${has}${isUuid(search) ? ' OR id = $5::text::uuid' : ''}) AND NOT (${begins('email_canonical')})`;
  const enough = `(SELECT count(*) FROM walked) > ${size}`;
  const page = `
    walked AS MATERIALIZED (SELECT * FROM (
      SELECT * FROM users WHERE email_canonical > $1 ORDER BY email_canonical LIMIT ${walked}
    ) near WHERE ${is} ORDER BY email_canonical LIMIT ${size + 1}),
    page AS (SELECT * FROM walked WHERE ${enough} UNION ALL (
      -- OFFSET 0: the indexes are for finding, and what is found is put in order.
      ${ordered(`(SELECT * FROM users WHERE ${is} AND NOT ${enough} OFFSET 0) matched`, size)}))`;
  const values = [after, ...rangeOf(search), ...(isShort ? [] : [`%${literal(search)}%`])];
  return { text: shown(page, 'email_canonical'), values: isUuid(search) ? [...values, search] : values };
}

function ordered(from: string, size: number): string {
  return `SELECT * FROM ${from} WHERE email_canonical > $1 ORDER BY email_canonical LIMIT ${size + 1}`;
}

/** What means something in a pattern means itself. */
function literal(search: string): string {
  return search.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`);
}
