import type { consumerDelete as English } from '../en/consumer-delete.ts';

export const consumerDelete: typeof English = {
  title: (name: string) => `${name} löschen`,
  lead: 'Consumer-Key und Geheimnis gelten sofort nicht mehr, und alles, was der Anwendung ausgestellt wurde, endet, für alle, die sie erlaubt haben. Das lässt sich nicht rückgängig machen.',
  breadcrumb: 'Navigationspfad',
  applications: 'OAuth-1-Einstellungen',
  here: 'Löschen',
  delete: 'Löschen',
  cancel: 'Behalten',
};
