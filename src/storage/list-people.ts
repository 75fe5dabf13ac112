// SQL of its own: the page is cut before what somebody owns is counted, and a search chooses the index that it reads.
import type { PeopleList } from '../accounts/listed-person.ts';
import type { Database } from './engine/database.ts';
import { toUser, USER_COLUMNS, type UserRow } from './user-row.ts';
import { isUuid } from './uuid.ts';

type Row = UserRow & { readonly applications: number };

/** In rows: how far a search looks before it chooses, how many it would put in order, and how far it looks for a page of many. */
export type Reach = {
  readonly walked: number;
  readonly sampled: number;
  readonly sorted: number;
  readonly searched: number;
};

// The index of parts knows words by three letters: for `m web` it finds everybody with a word in `web`, to be looked at one by one.
const REACH: Reach = { walked: 1000, sampled: 2000, sorted: 2500, searched: 50_000 };

/**
 * Everybody with an account, by pages. Of a search those come first whose address begins with it, in the order of the index that
 * knows that; then the others, by address. Where these are more than can be put in order while somebody waits, and none are near,
 * they come in the order of their ids, which is none: as many of the first ids have it as of any, so a page is full soon.
 */
export function peopleList({ pool }: Pick<Database, 'pool'>, reach = REACH): PeopleList {
  const read = async ({ text, values }: Asked) => (await pool.query<Row>(text, [...values])).rows;
  return {
    async list({ size, search = '', after = '', withoutFactor = false }) {
      if (search === '' && !withoutFactor) {
        const rows = await read(peoplePage(size, after));
        return { people: rows.slice(0, size).map(toPerson), next: nextPlace(rows, size, ''), ordered: true };
      }
      const place = placeOf(after);
      const first =
        place.part === 'begin' ? await read(peopleBeginning(size, search, place.address, withoutFactor)) : [];
      if (first.length > size) {
        return { people: first.slice(0, size).map(toPerson), next: nextPlace(first, size, BEGIN), ordered: true };
      }
      if (search === '') return { people: first.map(toPerson), next: undefined, ordered: true }; // all begin with it
      const left = size - first.length;
      const { rows, ordered, next: nextOfOthers } = await others(left, search, place, withoutFactor);
      const next = left === 0 && rows.length > 0 ? REST : nextOfOthers;
      const shown = rows.slice(0, left);
      return { people: [...first, ...shown].map(toPerson), next, ordered: ordered || shown.length === 0 };
    },
  };

  /** Those behind this place whose address does not begin with it. */
  async function others(size: number, search: string, place: Place, lacking: boolean) {
    const from = place.part === 'begin' ? '' : place.address;
    const byAddress = (rows: readonly Row[]) => {
      return { rows, ordered: true, next: nextPlace(rows, size, REST) };
    };
    if (place.part !== 'many') {
      const near = await read(peopleNear(size, search, from, reach, lacking));
      if (near.length > size) return byAddress(near);
      const { text, values } = haveMany(search, from, reach, lacking);
      const [found] = (await pool.query<{ many: boolean; fewLack: boolean }>(text, [...values])).rows;
      if (found?.fewLack) return byAddress(await read(peopleAmongLacking(size, search, from)));
      if (!found?.many) return byAddress(await read(peopleHaving(size, search, from, lacking)));
    }
    const id = place.part === 'many' ? place.id : FIRST_ID;
    const rows = await read(peopleAnywhere(size, search, { from, id }, reach, lacking));
    const last = rows.length > size ? rows[size - 1]?.id : await idAfter(id, reach.searched);
    return { rows, ordered: false, next: last && `${MANY}${last} ${from}` };
  }

  /** Where a page ends that did not become full. */
  async function idAfter(id: string, count: number) {
    const text = `SELECT id FROM users WHERE id > $1 ORDER BY id OFFSET ${count - 1} LIMIT 1`;
    return (await pool.query<{ id: string }>(text, [id])).rows[0]?.id;
  }
}

// What the place begins with that a page goes on at: in which order it is.
const BEGIN = 'a ';
const REST = 'b ';
const MANY = 'c ';
const FIRST_ID = '00000000-0000-0000-0000-000000000000'; // no random id is this one

/** Behind this address; of many, behind this id as well. */
type Place =
  | { readonly part: 'begin' | 'rest'; readonly address: string }
  | { readonly part: 'many'; readonly address: string; readonly id: string };

function placeOf(after: string): Place {
  const address = after.slice(BEGIN.length);
  if (after.startsWith(REST)) return { part: 'rest', address };
  const [id = '', ...rest] = address.split(' ');
  if (after.startsWith(MANY) && isUuid(id)) return { part: 'many', id, address: rest.join(' ') };
  return { part: 'begin', address };
}

function toPerson({ applications, ...row }: Row) {
  return { ...toUser(row), applications };
}

/** Where the next page begins; undefined: there is none. */
function nextPlace(rows: readonly Row[], size: number, part: string): string | undefined {
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

/** SQL for: where only those are looked for (`lacking`), they have no second factor and could sign in without one. */
function lacks(lacking: boolean): string {
  return lacking ? ' AND NOT has_factor AND disabled_at IS NULL' : '';
}

/** Those behind this address whose address begins with what is looked for. */
export function peopleBeginning(size: number, search: string, after: string, lacking = false): Asked {
  const order = 'email_canonical USING ~<~'; // of the index of beginnings
  const page = `page AS (SELECT * FROM users WHERE ${begins('email_canonical')} AND email_canonical ~>~ $1${lacks(lacking)}
    ORDER BY ${order} LIMIT ${size + 1})`;
  return { text: shown(page, order), values: [after, ...rangeOf(search)] };
}

const LETTERS = 3; // of which the index of parts makes its entries

/**
 * Values and SQL for the others who have it in name or address, behind the address $1; of one or two letters, whose name begins
 * with them.
 */
function having(search: string, after: string) {
  const isShort = [...search].length < LETTERS;
  const values = [after, ...rangeOf(search), ...(isShort ? [] : [`%${literal(search)}%`])];
  const value = (given: string) => `$${values.push(given)}`;
  // A line for each, so that no search finds the end of one and the beginning of the other.
  const has = isShort ? begins('lower(name)') : `lower(name || E'\\n' || email) LIKE $4`;
  const is = `(${has}${isUuid(search) ? ` OR id = ${value(search)}::text::uuid` : ''}) AND NOT (${begins('email_canonical')})`;
  return { is, values, value };
}

/** Of the next so many by address those who have it: what many have is near. */
export function peopleNear(
  size: number,
  search: string,
  after: string,
  { walked }: Pick<Reach, 'walked'>,
  lacking = false,
): Asked {
  const { is, values } = having(search, after);
  const near = `(SELECT * FROM users WHERE email_canonical > $1 ORDER BY email_canonical LIMIT ${walked}) near`;
  const page = `page AS (SELECT * FROM ${near} WHERE ${is}${lacks(lacking)} ORDER BY email_canonical LIMIT ${size + 1})`;
  return { text: shown(page, 'email_canonical'), values };
}

/**
 * `many`: whether more have it than are put in order, by how many of the first ids do. Before statistics are taken none are many.
 * `fewLack`: whether no more than that have no second factor, which an index tells.
 */
export function haveMany(
  search: string,
  after: string,
  { sampled, sorted }: Pick<Reach, 'sampled' | 'sorted'>,
  lacking = false,
): Asked {
  const { is, values } = having(search, after);
  const some = `(SELECT FROM users WHERE true${lacks(true)} LIMIT ${sorted + 1}) AS some_lacking`;
  const fewLack = lacking ? `(SELECT count(*) FROM ${some}) <= ${sorted}` : 'false';
  const text = `
    SELECT count(*) * (SELECT reltuples FROM pg_class WHERE oid = 'users'::regclass) > ${sorted}::float8 * ${sampled} AS many, ${fewLack} AS "fewLack"
    FROM (SELECT * FROM users ORDER BY id LIMIT ${sampled}) AS some_ids WHERE email_canonical > $1 AND ${is}${lacks(lacking)}`;
  return { text, values };
}

/** All of them are looked up in the indexes, and put in order. */
export function peopleHaving(size: number, search: string, after: string, lacking = false): Asked {
  const { is, values } = having(search, after);
  // OFFSET 0: the indexes are for finding, and what is found is put in order.
  const matched = `(SELECT * FROM users WHERE ${is}${lacks(lacking)} OFFSET 0) matched`;
  return { text: shown(`page AS (${ordered(matched, size)})`, 'email_canonical'), values };
}

/** All who have no second factor are looked at: for the server's plans, which are made for any values, what has it is rarer. */
function peopleAmongLacking(size: number, search: string, after: string): Asked {
  const { is, values } = having(search, after);
  const lacking = `(SELECT * FROM users WHERE true${lacks(true)} OFFSET 0) AS lacking`;
  return {
    text: shown(`page AS (${ordered(`(SELECT * FROM ${lacking} WHERE ${is}) matched`, size)})`, 'email_canonical'),
    values,
  };
}

/** Of the next so many by id those who have it, from this address on. */
export function peopleAnywhere(
  size: number,
  search: string,
  { from, id }: { readonly from: string; readonly id: string },
  { searched }: Pick<Reach, 'searched'>,
  lacking = false,
): Asked {
  const { is, values, value } = having(search, from);
  const near = `(SELECT * FROM users WHERE id > ${value(id)}::text::uuid ORDER BY id LIMIT ${searched}) near`;
  const page = `page AS (SELECT * FROM ${near} WHERE email_canonical > $1 AND ${is}${lacks(lacking)} ORDER BY id LIMIT ${size + 1})`;
  return { text: shown(page, 'id'), values };
}

function ordered(from: string, size: number): string {
  return `SELECT * FROM ${from} WHERE email_canonical > $1 ORDER BY email_canonical LIMIT ${size + 1}`;
}

/** What means something in a pattern means itself. */
function literal(search: string): string {
  return search.toLowerCase().replaceAll(/[\\%_]/g, String.raw`\$&`);
}
