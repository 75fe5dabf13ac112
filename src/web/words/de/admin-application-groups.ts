import type { adminApplicationGroups as English } from '../en/admin-application-groups.ts';

export const adminApplicationGroups: typeof English = {
  title: (name: string) => `Wer ${name} benutzen darf`,
  lead: 'Wer das nicht darf, erfährt es beim Anmelden, und auch, wen man fragen kann. Was die Anwendung für diese Personen hat, endet, sobald Sie speichern.',
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  applications: 'Anwendungen',
  here: 'Wer sie benutzen darf',
  who: 'Wer sie benutzen darf',
  restricted: 'Nur Personen aus diesen Gruppen',
  restrictedHint: 'Sonst alle mit einem Konto auf diesem Server. Administratoren sind keine Ausnahme.',
  groups: 'Gruppen',
  groupsHint: 'Ein Name pro Zeile.',
  allGroups: 'Alle Gruppen',
  missing: 'Nennen Sie eine Gruppe oder lassen Sie alle die Anwendung benutzen.',
  tooMany: (most: number) => `Das sind mehr als ${most} Gruppen: Fassen Sie sie in einer Gruppe zusammen.`,
  unknown: (name: string) => `Es gibt keine Gruppe ${name}.`,
  save: 'Speichern',
  cancel: 'Abbrechen',
};
