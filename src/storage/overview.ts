import type { ActivityHour, Overview, OverviewStore, ShownEvent } from '../oauth/model/overview.ts';
import type { Database } from './engine/database.ts';

type Numbers = Pick<Overview, 'people' | 'applications' | 'waiting'> & { readonly signed_in: number };
type EventRow = { readonly [Key in keyof ShownEvent]: ShownEvent[Key] | null };

/** What administrators see first; counted by the indexes on time, so that it stays quick when the tables are long. */
export function overviewStore(database: Database): OverviewStore {
  const offset = `${database.offsetMs} milliseconds`;
  const query = async <Row extends object>(text: string, ...values: readonly unknown[]) =>
    (await database.pool.query<Row>(text, [offset, ...values])).rows;
  return {
    async read(events) {
      const [numbers, hours, rules, latest] = await Promise.all([
        query<Numbers>(NUMBERS),
        query<ActivityHour>(HOURS),
        query<Overview['rules'][number]>(RULES),
        query<EventRow>(EVENTS, events),
      ]);
      const { people = 0, applications = 0, waiting = 0, signed_in = 0 } = numbers[0] ?? {};
      return { people, applications, waiting, peopleSignedIn: signed_in, hours, rules, events: latest.map(toEvent) };
    },
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

const NUMBERS = `
  SELECT (SELECT count(*)::int FROM users WHERE disabled_at IS NULL) AS people,
    (SELECT count(*)::int FROM clients) AS applications,
    (SELECT count(*)::int FROM clients WHERE in_review AND rejected_at IS NULL AND disabled_at IS NULL) AS waiting,
    (SELECT count(DISTINCT user_id)::int FROM audit_events
      WHERE event = 'sign_in.succeeded' AND at > now() + $1::interval - interval '24 hours') AS signed_in`;

const HOURS = `
  SELECT span.hour, coalesce(sum(a.issued), 0)::int AS issued, coalesce(sum(a.refused), 0)::int AS refused
  FROM generate_series(date_trunc('hour', now() + $1::interval, 'UTC') - interval '47 hours',
    date_trunc('hour', now() + $1::interval, 'UTC'), interval '1 hour') AS span (hour)
  LEFT JOIN client_activity a ON a.hour = span.hour
  GROUP BY span.hour ORDER BY span.hour`;

const RULES = `
  SELECT rule, count(DISTINCT client_id)::int AS applications FROM refusals
  WHERE last_at > now() + $1::interval - interval '24 hours'
  GROUP BY rule ORDER BY applications DESC, rule LIMIT 6`;

const EVENTS = `
  SELECT e.at, e.event, e.address, actor.name AS actor, person.name AS person, coalesce(c.name, o.name) AS application
  FROM (SELECT * FROM audit_events ORDER BY at DESC LIMIT $2) e
  LEFT JOIN users actor ON actor.id = e.actor_id
  LEFT JOIN users person ON person.id = e.user_id
  LEFT JOIN clients c ON c.id = e.client_id
  LEFT JOIN oauth1_consumers o ON o.key = e.client_id
  WHERE $1::interval IS NOT NULL ORDER BY e.at DESC`;
