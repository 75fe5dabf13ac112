import type { Database } from './database.ts';

type Rule = {
  readonly key: string;
  /** Less than every key. */
  readonly below: unknown;
  /** Of a row that had ended by `$2` and has not by now. `$3`: the seconds after which a session that is not used ends. */
  readonly when: string;
  readonly set: string;
};

const PAGE = 5000;
const NOW = '(now() + $1::interval)';
const PAST = `${NOW} - interval '1 second'`;
const HASH = { key: 'hash', below: Buffer.alloc(0) };
const UUID = { key: 'id', below: '00000000-0000-0000-0000-000000000000' };
const SESSION = { key: 'id_hash', below: Buffer.alloc(0) };

const ends = (by: Pick<Rule, 'key' | 'below'>, column = 'expires_at'): Rule => ({
  ...by,
  when: `t.${column} > ${NOW} AND t.${column} <= $2`,
  set: `${column} = ${PAST}`,
});

// What is misused soonest comes first.
const RULES: readonly (readonly [table: string, rule: Rule])[] = [
  ['one_time_links', ends(HASH)],
  [
    'sessions',
    {
      ...SESSION,
      when: `t.expires_at > ${NOW} AND least(t.expires_at, t.seen_at + make_interval(secs => $3)) <= $2`,
      set: `expires_at = ${PAST}`,
    },
  ],
  // Whoever has proved a moment ago, by the new time, who they are may have done so long before.
  [
    'sessions',
    {
      ...SESSION,
      when: `t.authenticated_at > ${NOW} - interval '1 day'`,
      set: `authenticated_at = ${NOW} - interval '2 days', seen_at = least(seen_at, ${NOW})`,
    },
  ],
  ['device_codes', ends(HASH)],
  ['client_secrets', ends(HASH)],
  ['clients', ends({ key: 'id', below: '' }, 'dialect_expires_at')],
  // Signed tokens of applications for themselves are not stored: all of them end, and the next request brings another.
  [
    'clients',
    {
      key: 'id',
      below: '',
      when: `${NOW} IS NOT NULL AND 'client_credentials' = ANY (t.grants)
        AND (t.metadata->>'access_token_format' = 'jwt' OR t.metadata ? 'resources')`,
      set: 'token_generation = t.token_generation + 1',
    },
  ],
  ['oauth1_request_tokens', ends(HASH)],
  ['client_lines', ends(UUID)],
  ['client_lines', ends(UUID, 'ends_at')],
  ['authorizations', ends(UUID)],
  ['authorization_codes', ends(HASH)],
  ['refresh_tokens', ends(HASH)],
  ['refresh_tokens', ends(HASH, 'ends_at')],
  ['access_tokens', ends(HASH)],
];

/**
 * Ends again what had ended by `until` and, by a clock that was set back, has not yet. Every row is looked at, a part at a time in
 * the order of the key: most of these moments have no index, and this happens too rarely to be worth one. Returns how many
 * were ended, or lost what made them fresh.
 */
export async function endAgain(
  { pool, offsetMs }: Pick<Database, 'pool' | 'offsetMs'>,
  { until, idleSeconds }: { readonly until: Date; readonly idleSeconds: number },
): Promise<number> {
  let total = 0;
  for (const [table, { key, below, when, set }] of RULES) {
    const text = `
      WITH seen AS MATERIALIZED (
        SELECT t.${key}, ${when} AS back FROM ${table} t
        WHERE t.${key} > $4 AND ($2::timestamptz, $3::int) IS NOT NULL ORDER BY t.${key} LIMIT ${PAGE}
      ), ended AS (
        UPDATE ${table} t SET ${set} WHERE t.${key} = ANY (ARRAY(SELECT ${key} FROM seen WHERE back)) AND ${when}
        RETURNING t.${key}
      )
      SELECT (SELECT count(*)::int FROM seen) AS seen, (SELECT count(*)::int FROM ended) AS ended,
        (SELECT ${key} FROM seen ORDER BY ${key} DESC LIMIT 1) AS last`;
    type Row = { readonly seen: number; readonly ended: number; readonly last: unknown };
    for (let [after, more] = [below, true]; more; ) {
      const { rows } = await pool.query<Row>(text, [`${offsetMs} milliseconds`, until, idleSeconds, after]);
      const [{ seen, ended, last } = { seen: 0, ended: 0, last: below }] = rows;
      total += ended;
      after = last;
      more = seen === PAGE;
    }
  }
  return total;
}
