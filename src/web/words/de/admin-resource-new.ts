import type { adminResourceNew as English } from '../en/admin-resource-new.ts';

export const adminResourceNew: typeof English = {
  title: 'Ressource hinzufügen',
  lead: 'Eine API unter der Adresse, die Anwendungen angeben. Welche sie verlangen dürfen, sagen Sie im nächsten Schritt.',
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  resources: 'Ressourcen',
  here: 'Ressource hinzufügen',
  button: 'Ressource hinzufügen',
  cancel: 'Abbrechen',
  exists: (uri: string) => `${uri} steht schon in der Liste und bedeutet dasselbe. Ändern Sie die Ressource dort.`,
};
