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
};

/** What administrators see first. `most` rows are counted for a figure. */
export function overviewStore(database: Database, most = MOST_COUNTED): OverviewStore {
  const offset = `${database.offsetMs} milliseconds`;
  const statements = overviewStatements(most);
  const query = async <Row extends object>(text: string, ...values: readonly unknown[]) =>
    (await database.pool.query<Row>(text, [offset, ...values])).rows;
  return {
    async read() {
      const [[numbers], hours, rules] = await Promise.all([
        query<Numbers>(statements.numbers),
        query<ActivityHour>(statements.hours),
        query<Overview['rules'][number]>(statements.rules),
      ]);
      return { ...toFigures(numbers, most), hours, rules };
    },
  };
}

function toFigures(row: Numbers | undefined, most: number) {
  return {
    people: toCounted(row?.people ?? 0, row?.people_about, most),
    applications: toCounted(row?.applications ?? 0, row?.applications_about, most),
    waiting: toCounted(row?.waiting ?? 0, 0, most),
    peopleSignedIn: { count: row?.signed_in ?? 0, exact: (row?.sign_ins ?? 0) <= most },
  };
}

/** The statements, each of which reads some `most` rows at most. $1 is the clock. */
export function overviewStatements(most: number) {
  return {
    numbers: `
      SELECT ${countTo(most, 'FROM users WHERE disabled_at IS NULL')} AS people, ${estimated('users')} AS people_about,
        ${countTo(most, 'FROM clients')} AS applications, ${estimated('clients')} AS applications_about,
        ${countTo(most, `FROM clients c WHERE ${WAITS} IS TRUE ORDER BY c.created_at DESC`)} AS waiting, sign_ins, signed_in
      FROM (
        SELECT count(*)::int AS sign_ins, count(DISTINCT user_id)::int AS signed_in FROM (
          SELECT user_id FROM audit_events
          WHERE event = 'sign_in.succeeded' AND at > now() + $1::interval - interval '24 hours'
          ORDER BY at DESC LIMIT ${most + 1}) latest
      ) lately`,
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
