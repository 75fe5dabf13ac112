import { outcomeOf, type RecordedEvent } from '../../events.ts';

export const FORMATS = ['json', 'csv'] as const;
export type ExportFormat = (typeof FORMATS)[number];

export const CONTENT_TYPES: Readonly<Record<ExportFormat, string>> = {
  json: 'application/json; charset=utf-8',
  csv: 'text/csv; charset=utf-8',
};

/** The audit trail as a file: an array of JSON, an object a line, or CSV (RFC 4180 §2) under a line of names. */
export async function* exportedEvents(
  parts: AsyncIterable<readonly RecordedEvent[]>,
  format: ExportFormat,
): AsyncGenerator<string> {
  if (format === 'csv') yield `${COLUMNS.join(',')}\r\n`;
  let before = '[';
  for await (const events of parts) {
    const rows = events.map(rowOf);
    if (format === 'csv') {
      yield rows.map((row) => `${COLUMNS.map((name) => cellOf(row[name])).join(',')}\r\n`).join('');
    } else {
      yield `${before}\n${rows.map((row) => JSON.stringify(row)).join(',\n')}`;
      before = ',';
    }
  }
  if (format === 'json') yield before === '[' ? '[]\n' : '\n]\n';
}

const COLUMNS = [
  'at',
  'event',
  'outcome',
  'actor_id',
  'user_id',
  'client_id',
  'authorization_id',
  'address',
  'detail',
  'request_id',
  'id',
] as const;

function rowOf(event: RecordedEvent): Readonly<Record<(typeof COLUMNS)[number], string | null>> {
  return {
    at: event.at.toISOString(),
    event: event.event,
    outcome: outcomeOf(event.event),
    actor_id: event.actorId ?? null,
    user_id: event.userId ?? null,
    client_id: event.clientId ?? null,
    authorization_id: event.authorizationId ?? null,
    address: event.address ?? null,
    detail: event.detail ?? null,
    request_id: event.requestId ?? null,
    id: event.id,
  };
}

/** What begins like a formula is one to a spreadsheet, in quotes as well: an apostrophe makes it text. */
function cellOf(value: string | null): string {
  const text = (value ?? '').replace(/^[=+\-@\t\r]/, "'$&");
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
