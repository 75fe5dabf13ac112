import type { team as English } from '../en/team.ts';

export const team: typeof English = {
  breadcrumb: 'Navigationspfad',
  applications: 'Anwendungen',
  teams: 'Teams',
  are: { manager: 'Sie verwalten es', developer: 'Sie entwickeln mit' },
  roles: {
    manager: 'Sie bestimmen, wer im Team ist, betreuen seine Anwendungen und können sie übertragen.',
    developer: 'Sie betreuen seine Anwendungen, als wären es Ihre eigenen.',
  },

  link: 'Geben Sie diesen Link der eingeladenen Person',
  linkValue: 'Einladungslink',
  linkOnce:
    'Er wird nur dieses eine Mal gezeigt und gilt einmal, sieben Tage lang, nur für die Person, die sich mit dieser Adresse anmeldet.',

  invited: 'Eingeladen',
  invitedLead: 'Sie sind im Team, sobald sie sich mit dieser Adresse anmelden und ihren Link öffnen.',
  until: 'bis',
  withdraw: 'Zurückziehen',
  withdrawOne: (email: string) => `Zurückziehen: Einladung von ${email}`,
  invite: 'Jemanden einladen',
  email: {
    label: 'E-Mail',
    hint: 'Mit dieser Adresse meldet sich die Person an, um die Einladung anzunehmen.',
    example: 'ines@example.org',
  },
  as: 'Was die Person darf',
  developer: 'Entwicklung',
  developerHint: 'Sieht und ändert die Anwendungen des Teams, auch ihre Geheimnisse.',
  manager: 'Verwaltung',
  managerHint: 'Dasselbe, und bestimmt, wer im Team ist.',
  inviteButton: 'Einladen',
  notInvited: (most: number) =>
    `Niemand wurde eingeladen: Die Person ist schon im Team, oder es hat seine ${most} Mitglieder.`,

  owns: 'Anwendungen',
  ownsNone: 'Dem Team gehört noch keine Anwendung.',
  register: 'Eine für das Team registrieren',

  entry: 'Name und Beschreibung',
  entryLead:
    'Unter einem anderen Namen gelten seine Anwendungen nicht mehr als geprüft, bis ein Administrator sie wieder angesehen hat.',
  save: 'Speichern',
  leave: 'Team verlassen',
  leaveLead: 'Seine Anwendungen sehen Sie sofort nicht mehr.',
  leaveSure: 'Um zurückzukommen, müssen Sie wieder eingeladen werden.',
  leaveYes: 'Verlassen',
  lastManager: 'Ein Team braucht jemanden, der es verwaltet. Bestimmen Sie zuerst jemand anderen, oder löschen Sie es.',
  delete: 'Team löschen',
  deleteLead: 'Ihm gehört keine Anwendung. Die Konten seiner Mitglieder bleiben, wie sie sind.',
  deleteSure: 'Das lässt sich nicht rückgängig machen.',
  deleteYes: 'Löschen',
  inUse: 'Um das Team zu löschen, löschen oder übertragen Sie zuerst seine Anwendungen.',

  done: {
    added: 'Das Team ist angelegt. Laden Sie ein, wer seine Anwendungen mit Ihnen betreuen soll.',
    joined: 'Sie sind jetzt im Team.',
    saved: 'Gespeichert.',
    invited: 'Die Einladung ist erstellt. Sie gilt sieben Tage.',
    withdrawn: 'Die Einladung gilt nicht mehr.',
    'domain-added': 'Die Domain ist eingetragen. Schreiben Sie die Zeile in ihre Datei, und prüfen Sie sie.',
    'domain-verified': 'Die Domain ist bestätigt. Adressen darunter können jetzt Vorschauen sein.',
    'domain-removed': 'Die Domain ist entfernt. Vorschauen darunter gelten nicht mehr.',
    'role-changed': 'Die Rolle im Team ist geändert.',
    removed: 'Die Person ist nicht mehr im Team. Wenn sie ein Geheimnis einer Anwendung kennt, erneuern Sie es.',
  },
};
