import type { errorRules as English } from '../en/error-rules.ts';

export const errorRules: typeof English = {
  documentation: 'Dokumentation',
  breadcrumb: 'Navigationspfad',
  title: 'Warum eine Anfrage abgelehnt wurde',
  lead: 'Jede Ablehnung dieses Servers hat einen Namen. Er steht auf der Fehlerseite, in der Antwort an Ihr Programm und auf der Seite Ihrer Anwendung. Hier steht, was jede bedeutet und was zu tun ist. Hinter dem Namen steht der Fehlercode, den Bibliotheken anzeigen.',
  owner:
    'Sie entwickeln die Anwendung, die abgelehnt wurde? Auf ihrer Seite steht, welche Ablehnung es war, was gesendet wurde und was zu tun ist.',
  ownerLink: 'Ihre Anwendungen',
  onThisPage: 'Auf dieser Seite',
  groups: {
    return: 'Bevor jemand zurückgeschickt werden kann',
    authorize: 'Die Autorisierungsanfrage',
    client: 'Wer anfragt',
    token: 'Die Token-Anfrage',
    device: 'Ein Gerät, das wartet',
    register: 'Registrierung durch Programme',
    introspect: 'Introspection und Widerruf',
    oauth1: 'OAuth 1.0a',
    any: 'Jede Anfrage',
    server: 'Auf unserer Seite',
  },
};
