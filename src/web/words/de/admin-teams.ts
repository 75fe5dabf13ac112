import type { adminTeams as English } from '../en/admin-teams.ts';

export const adminTeams: typeof English = {
  title: 'Teams',
  lead: 'Personen, denen Anwendungen gemeinsam gehören. Ihre Teams legen sie selbst an.',
  search: 'Suchen',
  searchHint: 'Ein Teil eines Namens oder einer Beschreibung.',
  all: 'Alle Teams',
  empty: 'Noch kein Team',
  emptyLead: 'Alle mit einem Konto können unter „Anwendungen“ eines anlegen.',
  nothing: 'Kein Team gefunden',
  nothingLead: 'Kein Team hat das im Namen oder in der Beschreibung.',
  name: 'Name',
  members: 'Mitglieder',
  applications: 'Anwendungen',
  next: 'Nächste Seite',
  first: 'Erste Seite',
  pages: 'Seiten',
  done: { deleted: 'Das Team wurde gelöscht.' },
};
