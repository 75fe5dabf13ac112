import type { applicationDelete as English } from '../en/application-delete.ts';

export const applicationDelete: typeof English = {
  title: (name: string) => `${name} löschen`,
  lead: (people: string, count: number) =>
    count === 0
      ? 'Client-ID und Geheimnis gelten sofort nicht mehr, und alles, was der Anwendung ausgestellt wurde, endet. Das lässt sich nicht rückgängig machen.'
      : `Client-ID und Geheimnis gelten sofort nicht mehr, und alles, was der Anwendung ausgestellt wurde, endet für ${people}, mit deren Erlaubnis sie zugreift. Das lässt sich nicht rückgängig machen.`,
  people: (count: string, one: boolean) => (one ? '1 Person' : `${count} Personen`),
  breadcrumb: 'Navigationspfad',
  applications: 'Anwendungen',
  here: 'Löschen',
  delete: 'Löschen',
  cancel: 'Behalten',
};
