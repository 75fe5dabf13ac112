import type { adminConsumer as English } from '../en/admin-consumer.ts';

export const adminConsumer: typeof English = {
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  applications: 'Anwendungen mit OAuth 1.0a',
  disable: 'Deaktivieren',
  disableOne: (name: string) => `${name} deaktivieren`,
  disableLead:
    'Wenn Sie sie deaktivieren, enden ihre Tokens sofort, und sie kann niemanden um Zugriff bitten. Auch späteres Aktivieren bringt kein Token zurück.',
  enable: 'Aktivieren',
  done: {
    disabled: 'Die Anwendung wurde deaktiviert. Ihre Tokens sind beendet.',
    enabled:
      'Die Anwendung wurde aktiviert. Personen müssen erneut hierher geschickt werden: Was beendet war, bleibt beendet.',
    saved: 'Die Änderungen wurden gespeichert.',
  },
  disabled: 'Die Anwendung ist deaktiviert: Sie kann niemanden um Zugriff bitten, und ihre Tokens sind beendet.',

  privileges: 'Was nur Administratoren entscheiden',
  rights: 'Signaturen',
  plaintext: 'PLAINTEXT erlauben',
  plaintextHint:
    'Sie darf ihre Geheimnisse senden, statt zu signieren, nur über https. Wer eine solche Anfrage sieht, kann für immer als die Anwendung auftreten. Wählen Sie das also nur für ein Programm, das nicht signieren kann.',
  save: 'Speichern',

  facts: 'Was ihr Entwickler registriert hat',
  key: 'Consumer-Key',
  owner: 'Eigentümer',
  callbackUrl: 'Callback-URL',
  noCallback: 'Keine: Personen sehen einen Code zum Kopieren',
  supportUrl: 'Support-URL',
  permissions: 'Berechtigungen',
  methods: 'Signaturmethoden',
  registeredOn: 'Registriert',
  none: 'keine',
};
