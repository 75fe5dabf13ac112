import type { consumerRotateSecret as English } from '../en/consumer-rotate-secret.ts';

export const consumerRotateSecret: typeof English = {
  title: (name: string) => `Geheimnis von ${name} erneuern`,
  lead: 'Sie bekommen ein neues Consumer-Geheimnis, das einmal gezeigt wird. Das jetzige endet sofort: Wo auch immer es benutzt wird, schlagen Anfragen fehl, bis Sie dort das neue eingesetzt haben. Was Personen erlaubt haben, bleibt.',
  breadcrumb: 'Navigationspfad',
  applications: 'OAuth-1-Einstellungen',
  here: 'Geheimnis erneuern',
  rotate: 'Geheimnis erneuern',
  cancel: 'Abbrechen',
};
