import type { adminGroups as English } from '../en/admin-groups.ts';

export const adminGroups: typeof English = {
  title: 'Gruppen',
  lead: 'Eine Gruppe sagt, wer die Anwendungen benutzen darf, die nicht für alle sind.',
  add: 'Gruppe hinzufügen',
  search: 'Suchen',
  searchHint: 'Ein Teil eines Namens oder einer Beschreibung.',
  all: 'Alle Gruppen',
  empty: 'Noch keine Gruppe',
  emptyLead: 'Alle dürfen jede Anwendung benutzen, bis Sie eine an Gruppen geben.',
  nothing: 'Keine Gruppe gefunden',
  nothingLead: 'Keine Gruppe hat das im Namen oder in der Beschreibung.',
  name: 'Name',
  owner: 'Eigentümer',
  administrators: 'Administratoren',
  people: 'Personen',
  groups: 'Gruppen darin',
  applications: 'Anwendungen',
  next: 'Nächste Seite',
  first: 'Erste Seite',
  pages: 'Seiten',
  done: { deleted: 'Die Gruppe wurde gelöscht.' },
};
