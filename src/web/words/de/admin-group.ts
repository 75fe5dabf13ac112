import type { adminGroup as English } from '../en/admin-group.ts';

export const adminGroup: typeof English = {
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  groups: 'Gruppen',
  owner: 'Eigentümer',
  administrators: 'Administratoren',
  since: 'Seit',
  applications: 'Anwendungen für diese Gruppe',
  noApplications: 'keine',
  moreApplications: (count: string) => `und ${count} weitere`,
  holding: 'Gruppen, in denen sie ist',
  notHeld: 'keine',

  held: 'Gruppen darin',
  heldLead: 'Wer in einer von diesen ist, ist auch in dieser Gruppe. Gruppen, die in diesen sind, zählen nicht.',
  noneHeld: 'Keine Gruppe ist darin.',
  addGroup: 'Name einer Gruppe',
  addGroupButton: 'Gruppe hinzufügen',
  noGroup: 'Es gibt keine Gruppe mit diesem Namen.',
  tooDeep:
    'Gruppen werden nur einmal verschachtelt: Jene enthält selbst Gruppen, oder diese ist schon in einer Gruppe.',
  itself: 'Eine Gruppe kann nicht in sich selbst sein.',

  factor: 'Zweiter Faktor',
  requireFactor: 'Ihre Mitglieder brauchen einen zweiten Faktor',
  requireFactorHint:
    'Auch die der Gruppen darin. Wer keinen hat, richtet ihn bei der nächsten Anmeldung gleich nach dem Passwort ein; Sitzungen mit Passwort allein enden jetzt.',
  saveFactor: 'Regel speichern',

  entry: 'Name und Eigentümer',
  save: 'Speichern',
  delete: 'Löschen',
  deleteLead:
    'Die Personen darin behalten ihr Konto. Ist diese Gruppe in einer anderen, verlieren sie, was sie dadurch benutzen durften.',
  deleteOne: (name: string) => `${name} löschen`,
  deleteSure: 'Das lässt sich nicht rückgängig machen.',
  inUse: 'Es gibt Anwendungen für sie: Geben Sie diese zuerst anderen Gruppen oder allen.',

  done: {
    added: 'Die Gruppe wurde hinzugefügt.',
    saved: 'Gespeichert.',
    'person-added': 'Die Person ist jetzt in der Gruppe.',
    'person-removed': 'Die Person ist nicht mehr in der Gruppe. Was sie nicht benutzen darf, ist beendet.',
    'group-added': 'Die Gruppe ist jetzt in dieser.',
    'group-removed': 'Die Gruppe ist nicht mehr in dieser. Was ihre Personen nicht benutzen dürfen, ist beendet.',
  },
};
