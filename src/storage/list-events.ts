// SQL of its own: whatever is asked for, a page is read from the end of one index, or of two that are put together.
import type { EventFilter, EventList, EventLog, EventPage, EventPlace, ListedEvent } from '../events.ts';
import type { Database } from './engine/database.ts';
import { isUuid } from './uuid.ts';

/** The audit trail by pages. */
export function eventLog(database: Pick<Database, 'pool'>): EventLog {
  return {
    async list(filter, { size, place }) {
      if (!mayBe(filter)) return NONE;
      const { text, values } = eventsPage(filter, { size, place });
      const { rows } = await database.pool.query<EventRow>(text, [...values]);
      return pageOf(rows, size, place);
    },
  };
}

const NONE: EventList = { events: [], older: false, newer: false };

/** Nothing else has an id that no row can have. */
function mayBe({ personId, clientId, event }: EventFilter): boolean {
  return (personId === undefined || isUuid(personId)) && ![clientId, event].some((text) => text?.includes('\0'));
}

/** A page is read off the index of this column; `other` leaves out what another of two pages has. */
type Key = { readonly column: 'user_id' | 'actor_id' | 'client_id' | 'event'; readonly other?: string };

/**
 * SQL for one page, and a row beyond it, of the narrowest index that there is for what is asked. Postgres would rather look
 * through all events from the latest on, which takes long for who did nothing lately. So it is not told that the column has
 * one value: then its order is part of the page's, and no other index has that. Nor is the size a parameter, for which it
 * would plan as for a tenth of the table.
 */
export function eventsPage({ event, personId, clientId, from, until }: EventFilter, { size, place }: EventPage) {
  const values: unknown[] = [];
  const value = (given: unknown, type: string) => `$${values.push(given)}::${type}`;
  const [direction, beyond] = place?.side === 'newer' ? ['ASC', '>'] : ['DESC', '<'];
  const columns = {
    event: event === undefined ? undefined : value(event, 'text'),
    client_id: clientId === undefined ? undefined : value(clientId, 'text'),
    user_id: personId === undefined ? undefined : value(personId, 'uuid'),
    from: from && value(from, 'timestamptz'),
    until: until && value(until, 'timestamptz'),
  };
  const at = place && [value(place.at, 'timestamptz'), value(place.id, 'uuid')];
  const order = (names: readonly string[]) => names.map((name) => `${name} ${direction}`).join(', ');
  const page = (key?: Key) => {
    const is = key && columns[key.column === 'actor_id' ? 'user_id' : key.column];
    const names = [...(key ? [key.column] : []), 'at', 'id'];
    const conditions = [
      ...(is ? [`${key.column} >= ${is} AND ${key.column} <= ${is}`] : []),
      ...(at ? [`(${names}) ${beyond} (${[...(is ? [is] : []), ...at]})`] : []),
      ...(columns.event && key?.column !== 'event' ? [`event = ${columns.event}`] : []),
      ...(columns.client_id && key?.column !== 'client_id' ? [`client_id = ${columns.client_id}`] : []),
      ...(columns.from ? [`at >= ${columns.from}`] : []),
      ...(columns.until ? [`at < ${columns.until}`] : []),
      ...(key?.other ? [key.other] : []),
    ];
    return `(SELECT * FROM audit_events WHERE ${conditions.join(' AND ') || 'true'} ORDER BY ${order(names)} LIMIT ${size + 1})`;
  };
  const about = columns.user_id;
  const found = about
    ? [page({ column: 'user_id' }), page({ column: 'actor_id', other: `user_id IS DISTINCT FROM ${about}` })]
    : [page(columns.client_id ? { column: 'client_id' } : columns.event ? { column: 'event' } : undefined)];
  const text = `
    SELECT e.id, e.at, e.event, e.actor_id, actor.name AS actor_name, e.user_id, person.name AS user_name, e.client_id,
      c.name AS client_name, o.name AS consumer_name, e.address, e.detail, e.request_id
    FROM (SELECT * FROM (${found.join(' UNION ALL ')}) AS found ORDER BY ${order(['at', 'id'])} LIMIT ${size + 1}) e
    LEFT JOIN users actor ON actor.id = e.actor_id
    LEFT JOIN users person ON person.id = e.user_id
    LEFT JOIN clients c ON c.id = e.client_id
    LEFT JOIN oauth1_consumers o ON o.key = e.client_id
    ORDER BY ${order(['e.at', 'e.id'])}`;
  return { text, values };
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
    address: row.address ?? undefined,
    detail: row.detail ?? undefined,
    requestId: row.request_id ?? undefined,
  };
}
