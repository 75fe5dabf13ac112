import type { teamNew as English } from '../en/team-new.ts';

export const teamNew: typeof English = {
  title: 'Team anlegen',
  lead: 'Sie verwalten es und laden als Nächstes andere ein.',
  breadcrumb: 'Navigationspfad',
  applications: 'Anwendungen',
  teams: 'Teams',
  here: 'Team anlegen',
  button: 'Team anlegen',
  cancel: 'Abbrechen',
  tooMany: (most: number) => `Sie verwalten schon ${most} Teams. Löschen Sie eines, das Sie nicht brauchen.`,
};
