import type { adminAudit as English } from '../en/admin-audit.ts';

/** The audit trail, and the table of events that the overview shares with it. */
export const adminAudit: typeof English = {
  title: 'Protokoll',
  lead: 'Was auf diesem Server geschehen ist, das Neueste zuerst. Ereignisse kommen nur hinzu.',
  heading: (of: string | undefined) => (of === undefined ? 'Ereignisse' : `Ereignisse zu ${of}`),

  event: { label: 'Ereignis', hint: 'Was geschehen ist.', any: 'Jedes Ereignis' },
  outcome: { label: 'Ausgang', hint: 'Was daraus wurde.', any: 'Jeder Ausgang' },
  outcomes: { done: 'Geschehen', refused: 'Abgelehnt' },
  refused: 'abgelehnt',
  team: (name: string) => `das Team ${name}`,
  group: (name: string) => `die Gruppe ${name}`,
  commandLine: 'die Befehlszeile',
  person: { label: 'Person', hint: 'Ihre E-Mail-Adresse.' },
  application: { label: 'Anwendung', hint: 'Ihre Client-ID.' },
  address: { label: 'IP-Adresse', hint: 'Etwa 203.0.113.7.' },
  request: { label: 'Anfrage', hint: 'Ihre Kennung, etwa req_4kX9.' },
  from: { label: 'Von', hint: 'Der erste Tag, in UTC.' },
  to: { label: 'Bis', hint: 'Der letzte Tag, in UTC.' },
  nobody: 'Niemand hat ein Konto mit dieser Adresse. Prüfen Sie die Schreibweise oder suchen Sie unter „Personen“.',
  noDay: 'Geben Sie einen Tag als 2026-11-29 an.',
  filter: 'Filtern',
  show: 'Anzeigen',
  all: 'Alle Ereignisse',

  exportAs: (format: string) => `Als ${format} exportieren`,
  exportHint: 'Alle Ereignisse, die diese Seiten zeigen, das älteste zuerst, mit Kennungen statt Namen.',

  empty: 'Kein solches Ereignis',
  emptyLead: 'Nichts dergleichen wurde aufgezeichnet. Suchen Sie weniger genau oder in einer anderen Zeit.',
  emptyAll: 'Noch ist nichts geschehen.',

  what: 'Ereignis',
  who: 'Wer',
  about: 'Betrifft',
  detail: 'Einzelheit',
  fromAddress: 'von',
  inRequest: 'Anfrage',
  when: 'Wann',
  nothing: '–',

  pages: 'Seiten',
  latest: 'Neueste',
  newer: 'Neuere',
  older: 'Ältere',
};
