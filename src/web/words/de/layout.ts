import type { layout as English } from '../en/layout.ts';

export const layout: typeof English = {
  skip: 'Zum Inhalt springen',
  mainNavigation: 'Hauptmenü',
  accountNavigation: 'Konto',
  start: 'Start',
  applications: 'Anwendungen',
  authorized: 'Erlaubt',
  account: 'Konto',
  administration: 'Verwaltung',
  signedInAs: 'Angemeldet als',
  signOut: 'Abmelden',
  documentation: 'Dokumentation',
  host: (instance: string) => `${instance} auf`,
  attention: (problems: number) =>
    problems === 1 ? 'Eine Angabe stimmt noch nicht' : `${problems} Angaben stimmen noch nicht`,
  language: 'Sprache',
  /** Beside a value: a button. `what` is its name, such as Client ID. */
  copy: (what: string) => `${what} kopieren`.trim(),
  copied: 'Kopiert',
  selected: 'Ausgewählt: Kopieren Sie es mit der Tastatur',
  mailPrinted:
    'Es wird nichts gesendet: Hier ist kein Mailserver eingestellt (SMTP_URL). Die E-Mail mit dem Link steht, sofern eine zu schreiben war, in der Ausgabe des Servers.',
  errorPrefix: 'Fehler:',
  example: 'Beispiel:',
  opensApart: '(öffnet sich in einem neuen Tab)',
  /** A span of time that is a large number, and the same in round figures. */
  justNow: 'gerade eben',
  roughly: (exact: string, about: string) => `${exact} (etwa ${about})`,
  pageTitle: (title: string, place: string | undefined, instance: string) =>
    [...new Set([title, ...(place ? [place] : []), instance])].join(' · '),
};
