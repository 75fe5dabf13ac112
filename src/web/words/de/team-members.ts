import type { teamMembers as English } from '../en/team-members.ts';

/** Who is in a team, on the pages of it. */
export const teamMembers: typeof English = {
  members: 'Mitglieder',
  none: 'Niemand ist mehr darin.',
  name: 'Name',
  email: 'E-Mail',
  role: 'Rolle',
  since: 'Seit',
  action: 'Aktion',
  you: 'Sie',
  disabled: 'Deaktiviert',
  roles: { manager: 'Verwaltung', developer: 'Entwicklung' },
  makeManager: 'Verwaltung geben',
  makeManagerOne: (name: string) => `Verwaltung geben: ${name}`,
  makeDeveloper: 'Nur Entwicklung',
  makeDeveloperOne: (name: string) => `Nur Entwicklung: ${name}`,
  remove: 'Entfernen',
  removeOne: (name: string) => `${name} entfernen`,
};
