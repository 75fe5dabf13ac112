import type { account as English } from '../en/account.ts';

export const account: typeof English = {
  title: 'Konto',
  tabs: 'Einstellungen des Kontos',
  tabNames: {
    profile: 'Profil und Passwort',
    factors: 'Zweite Faktoren',
    sessions: 'Sitzungen',
    tokens: 'Persönliche Access-Tokens',
    activity: 'Aktivität',
    authorized: 'Erlaubte Anwendungen',
  },

  profile: 'Profil',
  name: 'Name',
  nameHint: 'Was andere Personen auf diesem Server sehen.',
  email: 'E-Mail',
  changeEmail: 'Ändern',
  emailHint: 'Damit melden Sie sich an.',
  save: 'Speichern',

  passwordHeading: 'Passwort',
  current: 'Jetziges Passwort',
  next: 'Neues Passwort',
  nextHint:
    'Mindestens 8 Zeichen. Wenn Sie es ändern, werden Sie überall sonst abgemeldet, und Anwendungen müssen Sie wieder hierher schicken, bevor es dort weitergeht.',
  change: 'Passwort ändern',
  wrongCurrent: 'Das ist nicht Ihr jetziges Passwort. Versuchen Sie es noch einmal.',

  exporting: 'Ihre Daten',
  exportingLead:
    'Alles, was dieser Server von Ihnen weiß, als Datei (JSON): Profil, Sitzungen, Anwendungen, was Sie erlaubt haben, Gruppen, Tokens und Aktivität. Kein Passwort und kein anderes Geheimnis steht darin.',
  exportingButton: 'Meine Daten herunterladen',
  deletion: 'Konto löschen',
  deletionLead: 'Die nächste Seite zeigt, was damit endet. Nichts ändert sich, bis Sie dort bestätigen.',
  deletionLink: 'Mein Konto löschen …',
  languageHeading: 'Sprache',
  language: 'Sprache von Seiten und E-Mails',
  languageHint: 'Eine Anwendung, die Sie hierher schickt, kann um eine andere bitten.',
  languageOfBrowser: 'Die Sprache meines Browsers',
  useLanguage: 'Diese Sprache benutzen',

  browserOn: (browser: string | undefined, system: string | undefined) =>
    browser && system ? `${browser} auf ${system}` : (browser ?? system ?? 'Unbekannter Browser'),

  done: {
    kept: 'Ihr Konto bleibt bestehen. Anwendungen müssen Sie neu erlauben.',
    language: 'Ihre Sprache wurde gespeichert.',
    name: 'Ihr Name wurde gespeichert.',
    password: 'Ihr Passwort wurde geändert. Überall sonst sind Sie abgemeldet.',
  },
};
