import type { adminGroupNew as English } from '../en/admin-group-new.ts';

export const adminGroupNew: typeof English = {
  title: 'Gruppe hinzufügen',
  lead: 'Danach nehmen Sie Personen auf und sagen, welche Anwendungen für sie sind.',
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  groups: 'Gruppen',
  here: 'Gruppe hinzufügen',
  button: 'Gruppe hinzufügen',
  cancel: 'Abbrechen',
};
