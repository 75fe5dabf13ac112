import type { applicationNew as English } from '../en/application-new.ts';

export const applicationNew: typeof English = {
  title: 'Anwendung registrieren',
  lead: 'Sie bekommen sofort eine Client-ID, und alles hier lässt sich später ändern.',
  leadReview: 'Ein Administrator sieht sie an, bevor sie läuft. Alles hier lässt sich später ändern.',
  tooMany: (most: number) =>
    `Die Anwendung wurde nicht registriert: Sie haben schon ${most} davon, mehr kann eine Person nicht haben. Löschen Sie eine, die Sie nicht mehr brauchen, oder bitten Sie einen Administrator, diese für Sie zu registrieren.`,
  breadcrumb: 'Navigationspfad',
  applications: 'Anwendungen',
  here: 'Registrieren',
  register: 'Registrieren',
  next: 'Was als Nächstes geschieht',
  steps: [
    'Sie bekommen eine Client-ID und für eine vertrauliche Anwendung ein Client-Geheimnis, das einmal gezeigt wird.',
    'Ihre Anwendung schickt Personen zur Autorisierungsadresse.',
    'Diese stimmen zu und kommen mit einem Code zu Ihrer Redirect-URI zurück.',
    'Ihr Server tauscht den Code gegen ein Access-Token.',
  ],
  example: 'Die Seite Ihrer Anwendung hat ein lauffähiges Beispiel mit ihren Werten.',
};
