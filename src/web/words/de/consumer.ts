import type { consumer as English } from '../en/consumer.ts';

/** The page of one application of OAuth 1.0a. */
export const consumer: typeof English = {
  breadcrumb: 'Navigationspfad',
  applications: 'OAuth-1-Einstellungen',
  edit: 'Bearbeiten',
  rotate: 'Geheimnis erneuern',
  delete: 'Löschen',

  secret: {
    registered: (name: string) => `${name} ist registriert. Bewahren Sie jetzt das Consumer-Geheimnis auf`,
    rotated: (name: string) => `${name} hat ein neues Consumer-Geheimnis. Bewahren Sie es jetzt auf`,
    once: 'Es wird nur dieses eine Mal gezeigt. Klicken Sie darauf, um es ganz auszuwählen, und legen Sie es mit dem Consumer-Key dort ab, wo Ihr Programm seine Geheimnisse hat. Verloren? „Geheimnis erneuern“ gibt Ihnen ein anderes.',
  },
  changed: (name: string) => `Die Änderungen an ${name} wurden gespeichert.`,
  inReview: 'Noch hat kein Administrator die Anwendung angesehen. Bis dahin kann sie niemanden um Zugriff bitten.',
  disabled:
    'Ein Administrator hat die Anwendung deaktiviert: Sie kann niemanden um Zugriff bitten, und ihre Tokens sind beendet.',
  plaintext:
    'Ein Administrator lässt die Anwendung ihre Geheimnisse senden, statt zu signieren (PLAINTEXT). Signieren Sie mit HMAC-SHA256, wenn Sie können: Dann geht nie ein Geheimnis auf die Reise.',
  useOAuth2: 'Das ist für Programme, die nur OAuth 1.0a kennen. Ein neues sollte OAuth\u00a02 benutzen.',
  useOAuth2Link: 'Anwendung mit OAuth 2 registrieren',

  credentials: 'Zugangsdaten und Endpunkte',
  clickToSelect: 'Klicken Sie auf einen Wert, um ihn ganz auszuwählen',
  key: 'Consumer-Key',
  consumerSecret: 'Consumer-Geheimnis',
  secretKept: 'Einmal gezeigt, als es erstellt wurde. Verloren? „Geheimnis erneuern“ gibt Ihnen ein anderes.',
  endpoints: { request: 'Request-Token-URL', authorize: 'Autorisierungs-URL', access: 'Access-Token-URL' },

  refused: 'Letzte Ablehnungen',
  noRefusals: 'In den letzten 30 Tagen wurde nichts abgelehnt, was die Anwendung gesendet hat.',

  registered: 'Was registriert ist',
  callbackUrl: 'Callback-URL',
  noCallback: 'Keine: Personen sehen einen Code zum Kopieren',
  supportUrl: 'Support-URL',
  permissions: 'Berechtigungen',
  methods: 'Signaturmethoden',
  owner: 'Eigentümer',
  registeredOn: 'Registriert',
  none: 'keine',
};
