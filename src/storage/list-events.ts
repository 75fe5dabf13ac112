// SQL of its own: whatever is asked for, a page is read from the end of one index, or of two that are put together.
import {
  EVENTS,
  type EventFilter,
  type EventList,
  type EventLog,
  type EventName,
  type EventPage,
  type EventPlace,
  type ListedEvent,
  type Outcome,
  outcomeOf,
  type RecordedEvent,
} from '../events.ts';
import type { Database } from './engine/database.ts';
import { isUuid } from './uuid.ts';

/** The audit trail by pages. */
export function eventLog(database: Pick<Database, 'pool' | 'offsetMs'>): EventLog {
  return {
    async list(filter, { size, place }) {
      if (!mayBe(filter)) return NONE;
      const { text, values } = eventsPage(filter, { size, place });
      const { rows } = await database.pool.query<EventRow>(text, [...values]);
      return pageOf(rows, size, place);
    },
    async *read(filter) {
      if (!mayBe(filter)) return;
      const [clock] = (await database.pool.query<{ now: Date }>(NOW, [`${database.offsetMs} milliseconds`])).rows;
      const until = new Date(Math.min(clock?.now.getTime() ?? 0, filter.until?.getTime() ?? Number.POSITIVE_INFINITY));
      // By key, and so in no transaction: whoever reads slowly keeps no connection, and no purge waiting.
      for (let place: EventPlace = BEGINNING; ; ) {
        const { text, values } = recordedEvents({ ...filter, until }, { size: PART, place });
        const { rows } = await database.pool.query<RecordedRow>(text, [...values]);
        const part = rows.slice(0, PART);
        const last = part.at(-1);
        if (!last) return;
        yield part.map(toRecorded);
        if (rows.length <= PART) return;
        place = { side: 'newer', at: last.at, id: last.id };
      }
    },
  };
}

const NONE: EventList = { events: [], older: false, newer: false };
const PART = 1000;
/** With what it is rounded by: what was recorded before is before it. */
const NOW = `SELECT now() + $1::interval + interval '2 milliseconds' AS now`;
const BEGINNING: EventPlace = { side: 'newer', at: new Date(0), id: '00000000-0000-0000-0000-000000000000' };

/** Nothing else has an id that no row can have. */
function mayBe({ personId, clientId, event, outcome, address, requestId }: EventFilter): boolean {
  if (event !== undefined && outcome !== undefined && outcomeOf(event) !== outcome) return false;
  const texts = [clientId, event, address, requestId];
  return (personId === undefined || isUuid(personId)) && !texts.some((text) => text?.includes('\0'));
}

/** SQL for one page with what its ids are called, and a row beyond it. */
export function eventsPage(filter: EventFilter, page: EventPage) {
  const { found, values, direction } = foundEvents(filter, page);
  const text = `
    SELECT e.id, e.at, e.event, e.actor_id, actor.name AS actor_name, e.user_id, person.name AS user_name, e.client_id,
      c.name AS client_name, o.name AS consumer_name, team.id AS team_id, team.name AS team_name, ${GROUPS} AS groups, e.address, e.detail, e.request_id
    FROM (${found}) e
    LEFT JOIN users actor ON actor.id = e.actor_id
    LEFT JOIN users person ON person.id = e.user_id
    LEFT JOIN clients c ON c.id = e.client_id
    LEFT JOIN oauth1_consumers o ON o.key = e.client_id
    LEFT JOIN teams team ON team.id = ${TEAM}
    ORDER BY e.at ${direction}, e.id ${direction}`;
  return { text, values };
}

/** A row about a team, or about an application that came to one, has its id in the detail. */
const TEAM = String.raw`CASE WHEN e.event ~ '^(?:team|client)\.' THEN
  substring(e.detail FROM '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}')::uuid END`;

/** A row about a group, or what it is to an application, has its id in the detail; so has the group that was put into it. */
const GROUPS = String.raw`CASE WHEN e.event ~ '^(?:group\.|client\.(?:groups|roles)_changed)' THEN (
  SELECT jsonb_agg(jsonb_build_object('id', g.id, 'name', g.name) ORDER BY position(g.id::text IN e.detail)) FROM groups g
  WHERE g.id = ANY (ARRAY(SELECT found[1]::uuid FROM regexp_matches(e.detail, '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}', 'g') AS found))) END`;

/** The same as the rows stand there. */
function recordedEvents(filter: EventFilter, page: EventPage) {
  const { found, values } = foundEvents(filter, page);
  const text = `SELECT e.id, e.at, e.event, e.actor_id, e.user_id, e.client_id, e.authorization_id, e.address, e.detail, e.request_id FROM (${found}) e`;
  return { text, values };
}

/** A page is read off the index of this column; `is` stands for its value, `other` leaves out what another of two pages has. */
type Key = {
  readonly column: 'user_id' | 'actor_id' | 'client_id' | 'event' | 'address' | 'request_id';
  readonly is: string;
  readonly other?: string;
};

/**
 * SQL for one page, and a row beyond it, of the narrowest index that there is for what is asked. Postgres would rather look
 * through all events from the latest on, which takes long for who did nothing lately. So it is not told that the column has
 * one value: then its order is part of the page's, and no other index has that. Nor is the size a parameter, for which it
 * would plan as for a tenth of the table.
 */
function foundEvents(filter: EventFilter, { size, place }: EventPage) {
  const values: unknown[] = [];
  const value = (given: unknown, type: string) => `$${values.push(given)}::${type}`;
  const maybe = (given: unknown, type: string) => (given === undefined ? undefined : value(given, type));
  const [direction, beyond] = place?.side === 'newer' ? ['ASC', '>'] : ['DESC', '<'];
  const is = {
    request_id: maybe(filter.requestId, 'text'),
    client_id: maybe(filter.clientId, 'text'),
    address: maybe(filter.address, 'text'),
    event: maybe(filter.event, 'text'),
  };
  const about = maybe(filter.personId, 'uuid');
  const bounds = { from: maybe(filter.from, 'timestamptz'), until: maybe(filter.until, 'timestamptz') };
  const at = place && [value(place.at, 'timestamptz'), value(place.id, 'uuid')];
  const order = (names: readonly string[]) => names.map((name) => `${name} ${direction}`).join(', ');
  const page = (key?: Key) => {
    const names = [...(key ? [key.column] : []), 'at', 'id'];
    const others = Object.entries(is).filter(([column, value]) => value !== undefined && column !== key?.column);
    const conditions = [
      ...(key ? [`${key.column} >= ${key.is} AND ${key.column} <= ${key.is}`] : []),
      ...(at ? [`(${names}) ${beyond} (${[...(key ? [key.is] : []), ...at]})`] : []),
      ...others.map(([column, value]) => `${column} = ${value}`),
      ...(about && key?.is !== about ? [`(user_id = ${about} OR actor_id = ${about})`] : []),
      ...(filter.outcome && key?.column !== 'event' ? [`event IN (${NAMES[filter.outcome]})`] : []),
      ...(bounds.from ? [`at >= ${bounds.from}`] : []),
      ...(bounds.until ? [`at < ${bounds.until}`] : []),
      ...(key?.other ? [key.other] : []),
    ];
    return `(SELECT * FROM audit_events WHERE ${conditions.join(' AND ') || 'true'} ORDER BY ${order(names)} LIMIT ${size + 1})`;
  };
  const pages = pagesOf();
  return {
    found: `SELECT * FROM (${pages.join(' UNION ALL ')}) AS found ORDER BY ${order(['at', 'id'])} LIMIT ${size + 1}`,
    values,
    direction,
  };

  function pagesOf(): readonly string[] {
    if (is.request_id) return [page({ column: 'request_id', is: is.request_id })];
    if (about) {
      const others = `user_id IS DISTINCT FROM ${about}${filter.own ? " AND event <> 'user.added'" : ''}`;
      const done = { column: 'actor_id', is: about, other: others } as const;
      return [page({ column: 'user_id', is: about }), page(done)];
    }
    if (is.client_id) return [page({ column: 'client_id', is: is.client_id })];
    if (is.address) return [page({ column: 'address', is: is.address })];
    if (is.event) return [page({ column: 'event', is: is.event })];
    if (filter.outcome === undefined) return [page()];
    // Each from its own end of the index: however many of the other kind there were lately, none of them is read. By one plan
    // for all of them: of a hundred names Postgres would plan longer than it reads.
    const names = `unnest(ARRAY[${NAMES[filter.outcome]}]) AS named (name)`;
    return [`SELECT found.* FROM ${names} CROSS JOIN LATERAL ${page({ column: 'event', is: 'named.name' })} AS found`];
  }
}

/** The names of events by their outcome, in SQL. */
const NAMES: Readonly<Record<Outcome, readonly string[]>> = { done: namesOf('done'), refused: namesOf('refused') };

function namesOf(outcome: Outcome): readonly string[] {
  return Object.keys(EVENTS).flatMap((name) => (outcomeOf(name) === outcome ? [`'${name}'`] : []));
}

function pageOf(rows: readonly EventRow[], size: number, place: EventPlace | undefined): EventList {
  const more = rows.length > size;
  const events = rows.slice(0, size).map(toEvent);
  if (place?.side === 'newer') return { events: events.reverse(), newer: more, older: true };
  return { events, newer: place !== undefined, older: more };
}

type EventRow = {
  readonly id: string;
  readonly at: Date;
  readonly event: string;
  readonly actor_id: string | null;
  readonly actor_name: string | null;
  readonly user_id: string | null;
  readonly user_name: string | null;
  readonly client_id: string | null;
  readonly client_name: string | null;
  readonly consumer_name: string | null;
  readonly team_id: string | null;
  readonly team_name: string;
  readonly groups: ListedEvent['groups'] | null;
  readonly address: string | null;
  readonly detail: string | null;
  readonly request_id: string | null;
};

function toEvent(row: EventRow): ListedEvent {
  const person = (id: string | null, name: string | null) =>
    id === null ? undefined : ({ kind: 'person', id, name: name ?? undefined } as const);
  return {
    id: row.id,
    at: row.at,
    event: row.event,
    actor: person(row.actor_id, row.actor_name),
    person: person(row.user_id, row.user_name),
    application:
      row.client_id === null
        ? undefined
        : {
            kind: row.consumer_name === null ? 'client' : 'consumer',
            id: row.client_id,
            name: row.client_name ?? row.consumer_name ?? undefined,
          },
    ...(row.team_id === null ? {} : { team: { id: row.team_id, name: row.team_name } }),
    ...(row.groups ? { groups: row.groups } : {}),
    address: row.address ?? undefined,
    detail: row.detail ?? undefined,
    requestId: row.request_id ?? undefined,
  };
}

type RecordedRow = Omit<
  EventRow,
  'actor_name' | 'user_name' | 'client_name' | 'consumer_name' | 'team_id' | 'team_name' | 'groups'
> & {
  readonly authorization_id: string | null;
};

function toRecorded(row: RecordedRow): RecordedEvent {
  return {
    id: row.id,
    at: row.at,
    event: row.event as EventName, // or of another release
    actorId: row.actor_id ?? undefined,
    userId: row.user_id ?? undefined,
    clientId: row.client_id ?? undefined,
    authorizationId: row.authorization_id ?? undefined,
    address: row.address ?? undefined,
    detail: row.detail ?? undefined,
    requestId: row.request_id ?? undefined,
  };
}
