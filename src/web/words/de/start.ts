import type { start as English } from '../en/start.ts';

export const start: typeof English = {
  title: 'Start',
  lead: 'Anwendungen, die Sie mit diesem Konto benutzen dürfen.',
  invite: 'Jemanden einladen',
  search: 'Suchen',
  searchHint: 'Ein Teil eines Namens.',
  all: 'Alle',
  empty: 'Noch keine Anwendung',
  emptyLead:
    'Hier steht, was ein Administrator dieses Servers empfiehlt oder Ihnen gegeben hat und was Sie schon benutzt haben.',
  nothing: 'Keine Anwendung gefunden',
  nothingLead: 'Keine, die Sie benutzen dürfen, hat das im Namen.',
  open: 'Öffnen',
  openOne: (name: string) => `${name} öffnen`,
  forYou: 'Für Ihre Gruppen',
  used: 'Zuletzt benutzt',
  next: 'Nächste Seite',
  first: 'Erste Seite',
  pages: 'Seiten',
  groups: 'Gruppen, die Sie verwalten',
};
