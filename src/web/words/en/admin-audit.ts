/** The audit trail, and the table of events that the overview shares with it. */
export const adminAudit = {
  title: 'Audit trail',
  lead: 'What happened on this server, the newest first. Events are only ever added.',
  heading: (of: string | undefined) => (of === undefined ? 'Events' : `Events of ${of}`),

  event: 'Event',
  eventHint: 'What happened.',
  anyEvent: 'Any event',
  commandLine: 'the command\u00a0line',
  person: { label: 'Person', hint: 'Their email address.' },
  application: { label: 'Application', hint: 'Its client ID.' },
  from: { label: 'From', hint: 'The first day, in UTC.' },
  to: { label: 'To', hint: 'The last day, in UTC.' },
  nobody: 'Nobody has an account with this address. Compare it letter by letter under People.',
  noDay: 'Give a day as 2026-11-29.',
  show: 'Show',
  all: 'All events',

  empty: 'No such event',
  emptyLead: 'Nothing like this was recorded. Ask for less, or for another time.',
  emptyAll: 'Nothing has happened yet.',

  who: 'Who',
  about: 'About',
  detail: 'Detail',
  fromAddress: 'from',
  when: 'When',
  nothing: '–',

  pages: 'Pages',
  latest: 'Latest',
  newer: 'Newer',
  older: 'Older',
};
