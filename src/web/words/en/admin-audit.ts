/** The audit trail, and the table of events that the overview shares with it. */
export const adminAudit = {
  title: 'Audit trail',
  lead: 'What happened on this server, the newest first. Events are only ever added.',
  heading: (of: string | undefined) => (of === undefined ? 'Events' : `Events of ${of}`),

  event: { label: 'Event', hint: 'What happened.', any: 'Any event' },
  outcome: { label: 'Outcome', hint: 'What came of it.', any: 'Any outcome' },
  outcomes: { done: 'Done', refused: 'Refused' },
  refused: 'refused',
  team: (name: string) => `the team ${name}`,
  commandLine: 'the command\u00a0line',
  person: { label: 'Person', hint: 'Their email address.' },
  application: { label: 'Application', hint: 'Its client ID.' },
  address: { label: 'Address', hint: 'Where it came from, as 203.0.113.7.' },
  request: { label: 'Request', hint: 'The id on an error page or in the log, as req_4kX9.' },
  from: { label: 'From', hint: 'The first day, in UTC.' },
  to: { label: 'To', hint: 'The last day, in UTC.' },
  nobody: 'Nobody has an account with this address. Compare it letter by letter under People.',
  noDay: 'Give a day as 2026-11-29.',
  show: 'Show',
  all: 'All events',

  exportAs: (format: string) => `Export ${format}`,
  exportHint: 'All events that are shown on these pages, oldest first, with ids in place of names.',

  empty: 'No such event',
  emptyLead: 'Nothing like this was recorded. Ask for less, or for another time.',
  emptyAll: 'Nothing has happened yet.',

  what: 'Event',
  who: 'Who',
  about: 'About',
  detail: 'Detail',
  fromAddress: 'from',
  inRequest: 'request',
  when: 'When',
  nothing: '–',

  pages: 'Pages',
  latest: 'Latest',
  newer: 'Newer',
  older: 'Older',
};
