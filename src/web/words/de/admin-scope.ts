import type { adminScope as English } from '../en/admin-scope.ts';

export const adminScope: typeof English = {
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  scopes: 'Scopes',
  privileged: 'Privilegiert',
  safe: 'Sicher',
  notOffered: 'Nicht angeboten',

  entry: 'Was er ist',
  save: 'Speichern',
  rename: 'Umbenennen',
  renameLead:
    'Der alte Name gilt weiter: Anwendungen dürfen ihn weiterhin verlangen und bekommen den neuen. Niemand wird erneut gefragt, und kein Token geht verloren. Ihre API sieht den neuen Namen: Lassen Sie sie vorher beide annehmen.',
  newName: {
    label: 'Neuer Name',
    hint: 'Buchstaben, Ziffern und Zeichen ohne Leerzeichen.',
    example: 'preferences.read',
  },
  taken: (name: string) => `${name} ist oder war der Name eines anderen Scopes. Wählen Sie einen anderen.`,
  same: 'So heißt er schon.',

  oldNames: 'Alte Namen',
  noOldNames: 'keine',
  applications: 'Anwendungen',
  applicationsOf: (count: string, one: boolean) => (one ? '1 Anwendung hat ihn' : `${count} Anwendungen haben ihn`),
  nobody: 'Keine Anwendung hat ihn',
  more: (count: string) => `und ${count} weitere`,
  delete: 'Löschen',
  deleteLead: 'Keine Anwendung hat ihn, es fällt also nichts aus.',
  deleteUsed:
    'Löschen lässt sich nur ein Scope, den keine Anwendung hat: Nehmen Sie ihn zuerst denen, die hier stehen.',
  done: {
    added: 'Der Scope wurde hinzugefügt.',
    saved: 'Die Änderungen wurden gespeichert. Sie gelten ab der nächsten Anfrage.',
    renamed: 'Der Scope wurde umbenannt. Sein alter Name gilt weiter.',
  },
  used: 'Eine Anwendung hat ihn, deshalb wurde er nicht gelöscht.',
};
