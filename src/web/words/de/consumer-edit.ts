import type { consumerEdit as English } from '../en/consumer-edit.ts';

export const consumerEdit: typeof English = {
  title: (name: string) => `${name} bearbeiten`,
  lead: 'Eine Änderung gilt sofort. Berechtigungen, die Sie wegnehmen, enden für alle, die sie gegeben haben.',
  breadcrumb: 'Navigationspfad',
  applications: 'OAuth-1-Einstellungen',
  here: 'Bearbeiten',
  save: 'Änderungen speichern',
};
