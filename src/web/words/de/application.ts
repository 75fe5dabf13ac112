import type { application as English } from '../en/application.ts';

/** The page of one application, and what its neighbours share with it. */
export const application: typeof English = {
  breadcrumb: 'Navigationspfad',
  applications: 'Anwendungen',
  tabs: {
    secrets: 'Geheimnisse',
    overview: 'Übersicht',
    refusals: 'Ablehnungen',
    tokens: 'Tokens',
    example: 'Beispiel',
    openapi: 'OpenAPI',
  },
  changeLogo: 'Logo ändern',
  edit: 'Bearbeiten',
  advanced: 'Erweitert',
  roles: 'Rollen',
  rotate: 'Geheimnis erneuern',
  delete: 'Löschen',

  secret: {
    registered: (name: string) => `${name} ist registriert. Bewahren Sie jetzt das Client-Geheimnis auf`,
    rotated: (name: string) => `${name} hat ein neues Client-Geheimnis. Bewahren Sie es jetzt auf`,
    once: 'Es wird nur dieses eine Mal gezeigt: Wir speichern nur seinen Hash. Klicken Sie darauf, um es ganz auszuwählen, und legen Sie es dort ab, wo Ihr Server seine Geheimnisse hat, niemals in einem Browser oder einer App. Verloren? „Geheimnis erneuern“ gibt Ihnen ein anderes.',
  },
  next: 'Weiter: ein Programm, das mit diesen Werten läuft',
  done: {
    registered: (name: string) => `${name} ist registriert.`,
    accepted: (name: string) =>
      `Sie betreuen jetzt ${name}. Erneuern Sie das Geheimnis: Wer sie vorher hatte, kennt es vielleicht.`,
    looked: (name: string) => `Sie haben angesehen, was ${name} von vorher hat.`,
    revoked: (name: string) => `Alles, was ${name} hatte, ist beendet.`,
    changed: (name: string) => `Die Änderungen an ${name} wurden gespeichert.`,
    ended: (name: string) => `Das alte Geheimnis von ${name} ist beendet.`,
  },
  inReview:
    'Noch hat kein Administrator die Anwendung angesehen. Bis dahin kann sie niemanden um Zugriff bitten; alles andere lässt sich vorbereiten.',
  disabled:
    'Ein Administrator hat die Anwendung deaktiviert: Sie kann niemanden um Zugriff bitten, und ihre Tokens sind beendet. Fragen Sie einen Administrator dieses Servers danach.',
  noSecret: 'Die Anwendung hat kein gültiges Client-Geheimnis. „Geheimnis erneuern“ gibt ihr eines.',
  secretUsed: 'zuletzt benutzt',
  allSecrets: 'Geheimnisse verwalten',
  endsSoon: (name: string, hint: string, day: string) =>
    `Das Geheimnis ${name} (…${hint}) der Anwendung endet am ${day}. Fügen Sie ein weiteres hinzu, setzen Sie es dort ein, wo dieses benutzt wird, und beenden Sie dann dieses.`,
  toSecrets: 'Geheimnisse ansehen',

  leakedSecret: (hint: string, day: string) =>
    `Das Geheimnis …${hint} der Anwendung kam am ${day} in der Adresse einer Anfrage. Adressen stehen in Logs und Verläufen: Betrachten Sie es als anderen bekannt und beenden Sie es sofort.`,

  handedOnSecrets: (hints: string) =>
    `Die Anwendung hat den Eigentümer gewechselt. Wem sie vorher gehörte, der kennt ihre Geheimnisse (${hints}). Sie gelten weiter, damit die Anwendung nicht stehen bleibt: Ersetzen Sie sie.`,

  handedOn:
    'Die Anwendung hat den Eigentümer gewechselt. Wem sie vorher gehörte, der hat das Folgende eingetragen, und es gilt weiter, damit die Anwendung nicht stehen bleibt. Ändern Sie, was nicht so sein soll, oder sagen Sie, dass Sie es angesehen haben.',
  leftBehind: {
    keys: (keys: string) => `Öffentliche Schlüssel (${keys}): Wer ihre privaten Hälften hat, gilt als die Anwendung.`,
    issuers: (issuers: string) =>
      `Vertrauenswürdige Aussteller (${issuers}): Was sie signieren, gilt als die Anwendung oder als eine Person. Ein Administrator ändert sie.`,
    redirectUris: (uris: string) => `Redirect-URIs (${uris}): Dorthin kommen Personen mit dem, was sie erlaubt haben.`,
  },
  lookedAt: 'Ich habe es angesehen',

  credentials: 'Zugangsdaten und Endpunkte',
  clickToSelect: 'Klicken Sie auf einen Wert, um ihn ganz auszuwählen',
  clientId: 'Client-ID',
  clientIdAlso: '(API-Key)',
  clientSecret: 'Client-Geheimnis',
  clientSecretAlso: '(API-Secret)',
  secretMade: 'erstellt',
  secretEnds: 'endet am',
  endNow: 'Jetzt beenden',
  publicSecret: 'Keines: Eine öffentliche Anwendung weist sich mit PKCE aus.',
  endpoints: {
    authorize: 'Autorisierung',
    device: 'Gerät',
    token: 'Token',
    revoke: 'Widerruf',
    introspect: 'Introspection',
    metadata: 'Metadaten',
  },

  registered: 'Was registriert ist',
  redirectUris: 'Redirect-URIs',
  previews: 'Vorschauen',
  previewUntil: 'bis',
  scopes: 'Scopes',
  type: 'Typ',
  types: { confidential: 'Vertraulich', public: 'Öffentlich' },
  trusted: 'Vertrauenswürdig: Personen werden nicht gefragt',
  resourceServer: 'Resource-Server: darf Tokens abfragen (Introspection)',
  dpopBound: 'Access-Tokens an einen Schlüssel gebunden, den die Anwendung nachweist (DPoP)',
  certificateBound: 'Access-Tokens an das Zertifikat der Anwendung gebunden',
  grants: 'Grant-Typen',
  tokensLive: 'Access-Tokens leben',
  untilRevoked: (idle: string) => `bis sie widerrufen oder ${idle} lang nicht benutzt wurden`,
  use: 'Nutzung',
  morePeople: (most: string) => `${most}+`,
  peopleNote: 'haben sie erlaubt',
  liveTokens: 'Gültige Tokens',
  about: (count: string) => `≈ ${count}`,
  liveNote: (life: string) => `höchstens ${life} alt`,
  endlessNote: 'sie haben kein Ende',
  today: 'Anfragen heute',
  todayNote: 'nach Tokens, seit Mitternacht (UTC)',
  month: 'In 30 Tagen',
  monthNote: (refused: string) => `Anfragen nach Tokens, ${refused} abgelehnt`,
  lastUsedNote: 'für ein Token',
  revokeAll: 'Alles widerrufen',
  revokeAllHint: 'Beendet alle ihre Tokens und fragt alle erneut: falls Tokens bekannt geworden sind.',
  people: 'Personen',
  owner: 'Eigentümer',
  giveAway: 'Übertragen',
  offeredTo: (to: string) => `angeboten: ${to}`,
  registeredOn: 'Registriert',
  lastUsed: 'Zuletzt benutzt',
  never: 'nie',
  none: 'nicht vorhanden',

  pkce: 'PKCE',
  pkceHints: {
    always: 'Pflicht: Anfragen ohne code_challenge werden abgelehnt.',
    public: 'Pflicht, wie für jede Anwendung, die nicht vertraulich ist.',
    unused:
      'Empfohlen. Damit ist ein Code in fremden Händen nichts wert, und Ihre Bibliothek kann es in zwei Zeilen: siehe „Beispiel“.',
    some: (used: number, of: number) =>
      `In ${used} von ${of} Anfragen der letzten 30 Tage kam es vor. Ist es in allen so, verlangen Sie es unter „Erweitert“.`,
    all: (of: number) =>
      of === 1
        ? 'Die einzige Anfrage der letzten 30 Tage benutzte es. Sie können es unter „Erweitert“ verlangen.'
        : `Alle ${of} Anfragen der letzten 30 Tage benutzten es. Sie können es unter „Erweitert“ verlangen.`,
  },

  logouts: {
    heading: 'Beendete Sitzungen, von denen sie nichts erfuhr',
    lead: 'Wenn sich jemand abmeldet, geht ein Logout-Token an',
    none: 'Zuletzt ist nichts fehlgeschlagen.',
    session: 'Sitzung',
    ended: 'Beendet',
    came: 'Was zurückkam',
    next: 'Nächster Versuch',
    givenUp: 'aufgegeben',
    last: 'zuletzt',
    tried: (attempts: number) => (attempts === 1 ? 'Einmal versucht' : `${attempts}-mal versucht`),
    faults: {
      'address-refused':
        'Nichts wurde gesendet: Dieser Server sendet nur an https und öffentliche Adressen. Sein Betreiber kann andere erlauben (OUTBOUND_ALLOW).',
      unreachable: 'Keine Verbindung. Läuft Ihr Server, und ist er für diesen erreichbar?',
      tls: 'Keine Verbindung: Dieser Server vertraut dem Zertifikat nicht.',
      timeout: 'Keine Antwort innerhalb von fünf Sekunden. Antworten Sie zuerst und tun Sie den Rest danach.',
      redirect: 'Die Antwort war eine Weiterleitung, und der wird nicht gefolgt. Registrieren Sie, wohin sie führt.',
      status: 'Die Antwort war nicht 200. Sehen Sie in Ihrem Log nach, was ihm am Logout-Token nicht gefiel.',
      encoded: 'Die Antwort war komprimiert, obwohl das nicht verlangt war.',
      'too-large': 'Die Antwort war zu groß. Antworten Sie 200 ohne Inhalt.',
      'not-json': 'Die Antwort war nicht lesbar. Antworten Sie 200 ohne Inhalt.',
      rate: 'Nichts wurde gesendet: Es war zu viel auf einmal zu senden.',
    },
  },

  recent: 'Letzte Ablehnungen',
  all: (count: number) => `Alle ${count}`,
  noRefusals:
    'Zuletzt wurde nichts abgelehnt. Wenn eine Anfrage dieser Anwendung abgelehnt wird, sehen Sie hier, was gesendet wurde, was registriert ist und was zu tun ist.',
  refusedLately: (ago: string, what: string) => `Eine Anfrage wurde ${ago} abgelehnt. ${what}`,
  seeWhy: 'Was zu tun ist',
};
