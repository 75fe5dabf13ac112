// SQL of its own: figures of many rows, counted by the database.
import type { ActivityHour, Overview, OverviewStore } from '../oauth/model/overview.ts';
import type { Database } from './engine/database.ts';
import { WAITS } from './list-clients.ts';
import { countTo, estimated, MOST_COUNTED, toCounted } from './sql/count.ts';

// SQL of its own: figures that take as long as they need rows, not as long as the tables are.

type Numbers = {
  readonly people: number;
  readonly people_about: number;
  readonly applications: number;
  readonly applications_about: number;
  readonly waiting: number;
  readonly sign_ins: number;
  readonly signed_in: number;
  readonly sign_ins_of_week: number;
  readonly signed_in_of_week: number;
  readonly failed: number;
  readonly lacking: number;
};

type EndingRow = { readonly client_id: string; readonly name: string; readonly expires_at: Date };

/** Who must have a factor besides the password, as FACTORS says. */
type Factors = 'optional' | 'administrators' | 'everybody';

/** What administrators see first. `most` rows are counted for a figure. */
export function overviewStore(
  database: Database,
  { most = MOST_COUNTED, factors = 'optional' }: { readonly most?: number; readonly factors?: Factors } = {},
): OverviewStore {
  const offset = `${database.offsetMs} milliseconds`;
  const statements = overviewStatements(most, factors);
  const query = async <Row extends object>(text: string, ...values: readonly unknown[]) =>
    (await database.pool.query<Row>(text, [offset, ...values])).rows;
  return {
    async read() {
      const [[numbers], hours, rules, used, ending] = await Promise.all([
        query<Numbers>(statements.numbers),
        query<ActivityHour>(statements.hours),
        query<Overview['rules'][number]>(statements.rules),
        query<Overview['used'][number]>(statements.used),
        query<EndingRow>(statements.ending),
      ]);
      const secretsEnding = ending.map(({ client_id: clientId, name, expires_at: endsAt }) => ({
        clientId,
        name,
        endsAt,
      }));
      return { ...toFigures(numbers, most), hours, rules, used, secretsEnding };
    },
  };
}

function toFigures(row: Numbers | undefined, most: number) {
  return {
    people: toCounted(row?.people ?? 0, row?.people_about, most),
    applications: toCounted(row?.applications ?? 0, row?.applications_about, most),
    waiting: toCounted(row?.waiting ?? 0, 0, most),
    peopleSignedIn: { count: row?.signed_in ?? 0, exact: (row?.sign_ins ?? 0) <= most },
    peopleOfWeek: { count: row?.signed_in_of_week ?? 0, exact: (row?.sign_ins_of_week ?? 0) <= most },
    signInsFailed: toCounted(row?.failed ?? 0, 0, most),
    peopleLackingFactor: toCounted(row?.lacking ?? 0, 0, most),
  };
}

/** SQL for: they may sign in, must have a factor, and have none. As the index of them has it, a part of it at a time. */
const LACKS = 'FROM users WHERE NOT has_factor AND disabled_at IS NULL';
const MUST: Readonly<Record<Factors, readonly string[]>> = {
  optional: ['requires_factor'],
  administrators: ['is_admin', 'NOT is_admin AND requires_factor'],
  everybody: ['true'],
};

/** The statements, each of which reads some `most` rows at most. $1 is the clock. */
export function overviewStatements(most: number, factors: Factors = 'optional') {
  const signIns = (span: string) => `(
        SELECT user_id FROM audit_events
        WHERE event = 'sign_in.succeeded' AND at > now() + $1::interval - interval '${span}'
        ORDER BY at DESC LIMIT ${most + 1}) latest`;
  const failed = `FROM audit_events WHERE event = 'sign_in.failed' AND at > now() + $1::interval - interval '24 hours' ORDER BY at DESC`;
  const lacking = MUST[factors].map((must) => countTo(most, `${LACKS} AND ${must}`));
  return {
    numbers: `
      SELECT ${countTo(most, 'FROM users WHERE disabled_at IS NULL')} AS people, ${estimated('users')} AS people_about,
        ${countTo(most, 'FROM clients')} AS applications, ${estimated('clients')} AS applications_about,
        ${countTo(most, `FROM clients c WHERE ${WAITS} IS TRUE ORDER BY c.created_at DESC`)} AS waiting,
        ${countTo(most, failed)} AS failed, ${lacking.join(' + ')} AS lacking, day.*, week.*
      FROM (SELECT count(*)::int AS sign_ins, count(DISTINCT user_id)::int AS signed_in FROM ${signIns('24 hours')}) day,
        (SELECT count(*)::int AS sign_ins_of_week, count(DISTINCT user_id)::int AS signed_in_of_week FROM ${signIns('7 days')}) week`,
    // Whatever is used most in the whole day was among the first of some hour of it.
    used: `
      SELECT c.id, c.name, sum(a.issued)::float8 AS issued
      FROM (
        SELECT DISTINCT top.client_id
        FROM generate_series(date_trunc('hour', now() + $1::interval, 'UTC') - interval '23 hours',
          date_trunc('hour', now() + $1::interval, 'UTC'), interval '1 hour') AS span (hour),
          LATERAL (SELECT client_id FROM client_activity WHERE hour = span.hour AND issued > 0 ORDER BY issued DESC LIMIT 10) top
      ) first JOIN client_activity a USING (client_id) JOIN clients c ON c.id = a.client_id
      WHERE a.hour >= date_trunc('hour', now() + $1::interval, 'UTC') - interval '23 hours'
      GROUP BY c.id ORDER BY issued DESC, c.id LIMIT 6`,
    ending: `
      SELECT s.client_id, c.name, s.expires_at FROM (
        SELECT client_id, expires_at FROM client_secrets
        WHERE expires_at > now() + $1::interval AND expires_at < now() + $1::interval + interval '7 days'
        ORDER BY expires_at LIMIT 100
      ) s JOIN clients c ON c.id = s.client_id AND c.disabled_at IS NULL
      WHERE NOT EXISTS (SELECT FROM client_secrets other WHERE other.client_id = s.client_id
        AND (other.expires_at IS NULL OR other.expires_at > s.expires_at))
      ORDER BY s.expires_at LIMIT 5`,
    hours: `
      SELECT span.hour, coalesce(a.issued, 0) AS issued, coalesce(a.refused, 0) AS refused
      FROM generate_series(date_trunc('hour', now() + $1::interval, 'UTC') - interval '47 hours',
        date_trunc('hour', now() + $1::interval, 'UTC'), interval '1 hour') AS span (hour)
      LEFT JOIN activity_hours a ON a.hour = span.hour
      ORDER BY span.hour`,
    rules: `
      SELECT rule, count(*)::int AS applications FROM (
        SELECT DISTINCT rule, client_id FROM (
          SELECT rule, client_id FROM refusals
          WHERE last_at > now() + $1::interval - interval '24 hours' ORDER BY last_at DESC LIMIT ${most}) latest
      ) broken
      GROUP BY rule ORDER BY applications DESC, rule LIMIT 6`,
  };
}
