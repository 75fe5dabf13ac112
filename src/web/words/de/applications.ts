import type { applications as English } from '../en/applications.ts';

export const applications: typeof English = {
  title: 'Ihre Anwendungen',
  lead: 'Programme, die Sie entwickeln und die hier Personen um Zugriff bitten.',
  register: 'Anwendung registrieren',
  teams: 'Teams',
  offers: (count: number) =>
    count === 1 ? 'Ihnen ist eine Anwendung angeboten.' : `Ihnen sind ${count} Anwendungen angeboten.`,
  seeOffers: 'Angebote ansehen',
  ofTeam: (name: string) => `Team ${name}`,
  empty: 'Noch keine Anwendung',
  emptyLead:
    'Registrieren Sie eine, um eine Client-ID zu bekommen. Es braucht einen Namen, eine Homepage und die Adresse, zu der Personen zurückkommen.',
  emptyAdmins:
    'Auf diesem Server registrieren Administratoren die Anwendungen. Bitten Sie einen von ihnen, wenn Sie eine Client-ID brauchen.',
  name: 'Name',
  clientId: 'Client-ID',
  scopes: 'Scopes',
  state: 'Status',
  lastUsed: 'Zuletzt benutzt',
  refused: (ago: string) => `Abgelehnt: ${ago}`,
  refusedOne: (ago: string, name: string) => `Abgelehnt: ${ago}. Warum, für ${name}`,
  nobody: 'unbekannt',
  /** Where it is known how it came here. */
  nobodyBut: {
    person: 'unbekannt',
    registration: 'unbekannt: Ein Programm hat sie registriert',
    document: 'unbekannt: Das eigene Dokument beschreibt sie',
  },
  never: 'nie',
  none: 'keine',
  states: { active: 'Aktiv', review: 'In Prüfung', disabled: 'Deaktiviert', rejected: 'Zurückgewiesen' },
  done: { deleted: 'Die Anwendung wurde gelöscht. Alles, was ihr ausgestellt wurde, ist beendet.' },
  pages: 'Seiten',
  previous: 'Vorige Seite',
  next: 'Nächste Seite',
  range: (first: number, last: number, total: string, exact: boolean) =>
    `${first} bis ${last} von ${exact ? '' : 'etwa '}${total}`,
};
