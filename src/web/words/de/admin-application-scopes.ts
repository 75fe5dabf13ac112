import type { adminApplicationScopes as English } from '../en/admin-application-scopes.ts';

export const adminApplicationScopes: typeof English = {
  title: (name: string) => `Scopes von ${name}`,
  lead: 'Alle Scopes, die es gibt, auch die, die ihr Entwickler nicht wählen kann. Bevor sie einen neuen benutzen kann, werden Personen gefragt.',
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  applications: 'Anwendungen',
  here: 'Scopes',
  scopes: 'Scopes',
  hint: 'Ist einer auf bestimmte Grant-Typen beschränkt, braucht die Anwendung einen davon: Welche sie hat, wählt ihr Entwickler.',
  privileged: 'Privilegiert',
  notOffered: 'Nicht angeboten',
  none: 'Auf diesem Server gibt es noch keinen Scope.',
  add: 'Scope hinzufügen',
  save: 'Speichern',
  cancel: 'Abbrechen',
};
