import type { adminScopeNew as English } from '../en/admin-scope-new.ts';

export const adminScopeNew: typeof English = {
  title: 'Scope hinzufügen',
  lead: 'Sinnvoll, wenn Ihre API ihn unterscheiden kann. Personen entscheiden nach seiner Beschreibung: Schreiben Sie sie in deren Worten.',
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  scopes: 'Scopes',
  here: 'Scope hinzufügen',
  button: 'Scope hinzufügen',
  cancel: 'Abbrechen',
  exists: (name: string) => `Es gibt schon einen Scope ${name}. Ändern Sie diesen oder wählen Sie einen anderen Namen.`,
  taken: (name: string) =>
    `Ein anderer Scope hieß früher ${name}, und Anwendungen verlangen ihn vielleicht noch unter diesem Namen.`,
  leaving: (name: string) =>
    `Ein Scope ${name} wurde gelöscht und wird noch aus dem entfernt, was Personen erlaubt haben. Versuchen Sie es in einer Minute noch einmal oder wählen Sie einen anderen Namen.`,
};
