import type { adminPerson as English } from '../en/admin-person.ts';

export const adminPerson: typeof English = {
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  people: 'Personen',
  email: 'E-Mail',
  since: 'Seit',
  passwordChanged: 'Passwort',
  passwordSet: 'geändert',
  noPassword: 'noch nicht gewählt',
  role: 'Rolle',
  roles: { administrator: 'Administrator', user: 'Benutzer' },
  state: 'Status',

  link: {
    added: (name: string) => `${name} wurde hinzugefügt. Mit diesem Link wird ein Passwort gewählt`,
    link: (name: string) => `Mit diesem Link kann ${name} ein Passwort wählen`,
  },
  linkValue: 'Link',
  linkOnce:
    'Sie sehen ihn nur jetzt, und er gilt einmal, 30 Minuten lang. Geben Sie ihn selbst weiter: Wer ihn hat, übernimmt das Konto.',
  linkDisabled: 'Es wurde nichts erstellt: Das Konto ist deaktiviert. Aktivieren Sie es zuerst.',
  invitation: 'Einladung',
  invitationLead:
    'Die Person hat noch kein Passwort gewählt. Eine weitere E-Mail hat einen neuen Link, sieben Tage lang gültig, und beendet den vorigen.',
  invite: 'Einladung senden',
  invitedBefore: 'Nichts wurde gesendet: Die Person hat schon ein Passwort oder ist deaktiviert.',
  password: 'Passwort',
  passwordLead: 'Erstellt einen Link zum Wählen eines neuen Passworts und beendet den vorher erstellten.',
  passwordButton: 'Link erstellen',

  access: 'Zugriff',
  isYou: 'Das sind Sie: Ein anderer Administrator kann Ihr Konto deaktivieren.',
  notYourself:
    'Das sind Sie, und niemand deaktiviert das eigene Konto. Ein anderer Administrator kann es: Gibt es keinen, machen Sie zuerst jemanden dazu.',
  lastAdministrator:
    'Es wurde nichts geändert: Das ist der letzte Administrator, und niemand könnte mehr verwalten. Machen Sie zuerst jemand anderen zum Administrator.',
  disable: 'Deaktivieren',
  disableOne: (name: string) => `${name} deaktivieren`,
  disableSure:
    'Anwendungen, die erlaubt waren, müssen erneut erlaubt werden, auch nachdem das Konto wieder aktiviert ist.',
  disableLead: 'Meldet die Person überall ab und beendet alles, was Anwendungen erlaubt war. Nichts wird gelöscht.',
  enable: 'Aktivieren',
  enableLead: 'Die Person kann sich wieder anmelden. Was beendet wurde, bleibt beendet.',
  deletion: (day: string, mayKeep: boolean) =>
    mayKeep
      ? `Die Person hat die Löschung ihres Kontos verlangt: Es wird am ${day} gelöscht, wenn sie sich nicht anmeldet und es behält, oder Sie es behalten.`
      : `Ein Administrator löscht dieses Konto: Es wird am ${day} gelöscht, wenn Sie es nicht behalten.`,
  keep: 'Konto behalten',
  deletionHeading: 'Löschung',
  delete: 'Löschen',
  deleteOne: (name: string) => `Konto von ${name} löschen`,
  deleteLead: (days: number) =>
    `Beendet alles sofort, wie das Deaktivieren. Nach ${days === 1 ? 'einem Tag' : `${days} Tagen`} wird alles Persönliche gelöscht, und die Anwendungen, die nur dieser Person gehören, werden deaktiviert.`,
  deleteLeadAtOnce:
    'Löscht sofort alles Persönliche. Anwendungen, die nur dieser Person gehören, werden deaktiviert und warten, bis Sie sie jemand anderem geben.',
  deleteSure: 'Bis dahin kann ein Administrator das Konto behalten. Die Person allein kann es nicht.',
  deleteNow: 'Jetzt löschen',
  deleteNowOne: (name: string) => `Konto von ${name} jetzt löschen`,
  deleteNowSure:
    'Niemand kann das rückgängig machen. Wer später diese Adresse hat, ist für jede Anwendung jemand anderes.',
  deleteYours: 'Das sind Sie: Löschen Sie Ihr eigenes Konto unter „Konto“.',
  administrator: 'Rolle',
  makeAdmin: 'Zum Administrator machen',
  makeAdminOne: (name: string) => `${name} zum Administrator machen`,
  makeAdminSure: 'Tun Sie es nur bei jemandem, dem Sie die Schlüssel dieses Servers geben würden.',
  makeAdminLead: 'Ein Administrator sieht jede Anwendung und jedes Konto und darf sie ändern.',
  removeAdmin: 'Verwaltung entziehen',
  removeAdminOne: (name: string) => `${name} die Verwaltung entziehen`,
  removeAdminSure: 'Das gilt sofort. Ein anderer Administrator kann sie wieder geben.',
  removeAdminLead: 'Die Person behält ihr Konto und was ihr gehört, und sieht nichts mehr von diesen Seiten.',
  removeAdminYours: 'Das sind Sie: Ein anderer Administrator kann Ihnen die Verwaltung entziehen.',
  events: 'Ereignisse',
  eventsLink: 'Im Protokoll',

  applications: 'Anwendungen',
  allApplications: (count: string) => `Alle ${count} Anwendungen`,
  noApplications: 'Diese Person hat keine Anwendung.',
  waits: 'wartet auf Prüfung',

  allowed: 'Was die Person erlaubt hat',
  allowedLead: 'Die Person nimmt es selbst zurück. Wird das Konto deaktiviert, endet alles davon.',
  noneAllowed: 'Diese Person hat keine Anwendung in ihr Konto gelassen.',
  application: 'Anwendung',
  scopes: 'Sie kann',
  canNothing: 'die Person wiedererkennen',
  firstUse: 'Zuerst benutzt',
  lastUse: 'Zuletzt benutzt',
  moreAllowed: (count: string) => `und ${count} weitere, deren letzte Benutzung länger her ist`,

  groups: 'Gruppen',
  noGroups: 'Diese Person ist in keiner Gruppe.',
  entry: 'Was über die Person bekannt ist',
  name: 'Name',
  attributes: 'Attribute',
  attributesHint:
    'Was Anwendungen außer Name und Adresse erfahren, wenn ihre Scopes es erlauben: eines je Zeile, ein Claim und sein Wert. JSON wird als JSON gelesen.',
  save: 'Speichern',

  sessions: 'Wo die Person angemeldet ist',
  noSessions: 'Diese Person ist nirgends angemeldet.',
  browser: 'Browser',
  address: 'Adresse',
  signedIn: 'Angemeldet',
  lastSeen: 'Zuletzt gesehen',
  endSessions: 'Alle Sitzungen beenden',
  endSessionsOne: (name: string) => `${name} überall abmelden`,
  endSessionsSure: 'Danach ist wieder eine Anmeldung mit Passwort nötig. Was Anwendungen erlaubt wurde, bleibt.',

  factorFact: 'Zweiter Faktor',
  factorStates: { has: 'Eingerichtet', must: 'Pflicht, aber noch nicht eingerichtet', none: 'Keiner' },
  factors: 'Zweite Faktoren',
  factorRequire: 'Zweiten Faktor verlangen',
  factorRequireLead:
    'Von da an genügt ein Passwort allein nicht, auch wenn die Einstellung FACTORS es Personen freistellt. Wer keinen zweiten Faktor hat, wird abgemeldet und richtet bei der nächsten Anmeldung einen ein.',
  factorNotRequire: 'Nicht mehr verlangen',
  factorIsRequired: 'Ein Administrator hat festgelegt, dass ein Passwort allein nicht genügt.',
  factorsLead:
    'Für jemanden, der Telefon, Passkeys und Wiederherstellungscodes verloren hat. Vergewissern Sie sich, dass wirklich diese Person darum bittet.',
  factorsRemove: 'Faktoren entfernen',
  factorsSure:
    'Danach genügt zum Anmelden das Passwort allein, oder die Person richtet einen neuen Faktor ein, wo sie einen haben muss. Sie wird überall abgemeldet.',
  factorsRemoveOne: (name: string) => `Faktoren von ${name} entfernen`,
  factorsYours: 'Ihre eigenen Faktoren finden Sie unter „Konto“, „Zweite Faktoren“.',

  done: {
    saved: 'Gespeichert.',
    'to-be-deleted': 'Das Konto wird gelöscht. Seine Sitzungen und Tokens sind beendet.',
    invited: 'Eine Einladung ist unterwegs.',
    'factor-required': 'Von jetzt an wird ein zweiter Faktor verlangt.',
    'factor-not-required': 'Ein zweiter Faktor wird nur noch verlangt, wo die Einstellung FACTORS es sagt.',
    'factors-removed': 'Die Faktoren sind entfernt, und die Person ist überall abgemeldet.',
    'signed-out': 'Die Person ist überall abgemeldet.',
    disabled: 'Das Konto wurde deaktiviert. Seine Sitzungen und Tokens sind beendet.',
    enabled: 'Das Konto wurde aktiviert.',
    'removed-administrator': 'Die Person ist kein Administrator mehr.',
    'made-administrator': 'Die Person ist jetzt Administrator.',
  },
};
