import type { applicationNew as English } from '../en/application-new.ts';

export const applicationNew: typeof English = {
  title: 'Anwendung registrieren',
  lead: 'Sie bekommen sofort eine Client-ID, und alles hier lässt sich später ändern.',
  leadReview: 'Ein Administrator sieht sie an, bevor sie läuft. Alles hier lässt sich später ändern.',
  leadSafe:
    'Mit Scopes, die keine Prüfung brauchen, läuft sie sofort; sonst sieht ein Administrator sie zuerst an. Alles hier lässt sich später ändern.',
  owner: 'Wem sie gehört',
  ownerHint: 'Was einem Team gehört, betreuen alle darin.',
  yourself: 'Ihnen selbst',
  yourselfHint: 'Sonst sieht sie niemand, und sie endet mit Ihrem Konto.',
  notYourTeam: 'Sie sind nicht mehr in diesem Team. Wählen Sie einen anderen Eigentümer.',
  teamTooMany: (most: number) => `Dem Team gehören schon ${most} Anwendungen. Löschen Sie eine, die es nicht braucht.`,
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
