import type { groupPeople as English } from '../en/group-people.ts';

/** What the pages of a group share: who is in it. */
export const groupPeople: typeof English = {
  people: 'Personen',
  none: 'Niemand ist direkt darin.',
  nobodyFound: 'Niemand darin hat das im Namen oder in der Adresse.',
  name: 'Name',
  email: 'E-Mail',
  action: 'Aktion',
  disabled: 'Deaktiviert',
  remove: 'Entfernen',
  removeOne: (name: string) => `${name} entfernen`,
  search: 'Suchen',
  searchHint: 'Ein Teil eines Namens oder einer Adresse.',
  everybody: 'Alle',
  add: 'E-Mail einer Person',
  addHint: 'Die Person braucht hier ein Konto.',
  addButton: 'Person hinzufügen',
  next: 'Nächste Seite',
  first: 'Erste Seite',
  pages: 'Seiten',
};
