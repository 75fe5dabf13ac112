import type { ActivityHour, Overview, OverviewStore, ShownEvent } from '../oauth/model/overview.ts';
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
type EventRow = { readonly [Key in keyof ShownEvent]: ShownEvent[Key] | null };

/** What administrators see first. `most` rows are counted for a figure. */
export function overviewStore(database: Database, most = MOST_COUNTED): OverviewStore {
  const offset = `${database.offsetMs} milliseconds`;
  const statements = overviewStatements(most);
  const query = async <Row extends object>(text: string, ...values: readonly unknown[]) =>
    (await database.pool.query<Row>(text, [offset, ...values])).rows;
  return {
    async read(events) {
      const [[numbers], hours, rules, latest] = await Promise.all([
        query<Numbers>(statements.numbers),
        query<ActivityHour>(statements.hours),
        query<Overview['rules'][number]>(statements.rules),
        query<EventRow>(statements.events, events),
      ]);
      return { ...toFigures(numbers, most), hours, rules, events: latest.map(toEvent) };
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

function toEvent(row: EventRow): ShownEvent {
  return {
    at: row.at ?? new Date(0),
    event: row.event ?? '',
    actor: row.actor ?? undefined,
    person: row.person ?? undefined,
    application: row.application ?? undefined,
    address: row.address ?? undefined,
  };
}

/** The statements, each of which reads some `most` rows at most. $1 is the clock, $2 how many events. */
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
    events: `
      SELECT e.at, e.event, e.address, actor.name AS actor, person.name AS person, coalesce(c.name, o.name) AS application
      FROM (SELECT * FROM audit_events ORDER BY at DESC LIMIT $2) e
      LEFT JOIN users actor ON actor.id = e.actor_id
      LEFT JOIN users person ON person.id = e.user_id
      LEFT JOIN clients c ON c.id = e.client_id
      LEFT JOIN oauth1_consumers o ON o.key = e.client_id
      WHERE $1::interval IS NOT NULL ORDER BY e.at DESC`,
  };
}
