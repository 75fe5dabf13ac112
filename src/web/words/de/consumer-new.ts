import type { consumerNew as English } from '../en/consumer-new.ts';

export const consumerNew: typeof English = {
  title: 'Anwendung mit OAuth 1.0a registrieren',
  lead: 'Sie bekommen sofort einen Consumer-Key und ein Consumer-Geheimnis, und alles hier lässt sich später ändern.',
  leadReview: 'Ein Administrator sieht sie an, bevor sie läuft. Alles hier lässt sich später ändern.',
  breadcrumb: 'Navigationspfad',
  applications: 'OAuth-1-Einstellungen',
  here: 'Registrieren',
  register: 'Registrieren',
  better: 'Ist es ein neues Programm?',
  betterText:
    'Dann benutzen Sie OAuth\u00a02: Nichts muss signiert werden, der Zugriff endet von selbst, und die Bibliotheken dafür werden gepflegt.',
  betterLink: 'Anwendung mit OAuth 2 registrieren',
  next: 'Was als Nächstes geschieht',
  steps: [
    'Sie bekommen einen Consumer-Key und ein Consumer-Geheimnis, das einmal gezeigt wird.',
    'Ihr Programm holt ein Request-Token und schickt Personen damit zur Autorisierungsadresse.',
    'Diese stimmen zu und kommen mit einem Verifier zu Ihrer Callback-URL zurück oder kopieren ihn.',
    'Ihr Programm tauscht Request-Token und Verifier gegen ein Access-Token und dessen Geheimnis.',
  ],
};
