import type { applicationConnection as English } from '../en/application-connection.ts';

/** The page that changes how an application gets its tokens and proves itself, what its tokens are like, and how people sign out of it. */
export const applicationConnection: typeof English = {
  title: (name: string) => `Erweiterte Einstellungen von ${name}`,
  here: 'Erweitert',
  breadcrumb: 'Navigationspfad',
  lead: 'Wie sie zu ihren Tokens kommt und wie lange diese gelten, wie sie sich ausweist und was geschieht, wenn Personen sich abmelden. Die meisten Anwendungen müssen daran nichts ändern.',
  toEdit: 'Anwendung bearbeiten',
  save: 'Speichern',
  cancel: 'Abbrechen',
  line: (line: number, sentence: string) => `Zeile ${line}: ${sentence}`,
  gets: 'Wie sie zu ihren Tokens kommt',
  proves: 'Wie sie sich ausweist',
  methods: 'Authentifizierungsmethoden',
  methodsHint:
    'Wie sie sich ausweisen darf, auf jede dieser Arten. Bei einer Anwendung, die nicht vertraulich ist, zählt keine.',
  methodSentences: {
    client_secret_basic: 'Das Geheimnis im Authorization-Header',
    client_secret_post: 'Das Geheimnis im Body der Anfrage',
    private_key_jwt: 'Eine Assertion, mit einem eigenen Schlüssel signiert: Es gibt kein Geheimnis zu verlieren',
    tls_client_auth: 'Ein Zertifikat mit ihrem Namen',
    self_signed_tls_client_auth: 'Ein Zertifikat, das unter ihren Schlüsseln steht',
  },
  jwks: {
    label: 'Öffentliche Schlüssel',
    hint: 'Ein JWK Set, für das, was sie signiert. Fügen Sie niemals einen privaten Schlüssel ein.',
    example: '{"keys":[{"kty":"EC","crv":"P-256","x":"…","y":"…"}]}',
  },
  jwksUri: {
    label: 'JWKS-URI',
    hint: 'Stattdessen die Adresse ihrer öffentlichen Schlüssel: Dann können sie sich ohne dieses Formular ändern.',
    example: 'https://trailmark.example/jwks.json',
  },
  keysFile: 'Öffentliche Schlüssel aus einer Datei',
  keysFileHint:
    'Ein JWK Set in einer Datei. Es wird in das Formular gesetzt, damit Sie es ansehen können; speichern Sie es dann.',
  keysButton: 'Datei lesen',
  keysRead: 'Die Schlüssel der Datei stehen unter „Öffentliche Schlüssel“. Gespeichert ist noch nichts.',
  keysWrong:
    'Die Datei wurde nicht übernommen. Was an ihr falsch ist, steht bei „Öffentliche Schlüssel“, nicht ihr Inhalt.',
  keysNotRead:
    'Es kam keine Datei, oder eine, die für öffentliche Schlüssel zu lang ist. Wählen Sie eine Datei mit einem JWK Set von höchstens 48 000 Zeichen.',
  alg: 'Algorithmus der ID-Tokens',
  algHint:
    'Womit ihre ID-Tokens signiert werden, und ihre Access-Tokens, wo diese signiert sind. RS256 kennt jede Bibliothek.',
  tokens: 'Tokens',
  idTokenClaims: {
    label: 'ID-Tokens sagen, was die Scopes freigeben',
    hint: 'Sonst sagt es nur userinfo. Für Bibliotheken, die nirgends sonst nachsehen.',
  },
  signedAccessTokens: {
    label: 'Signierte Access-Tokens (JWT)',
    hint: 'APIs prüfen sie selbst und sehen nicht, wenn eines vor der Zeit beendet wird.',
  },
  pairwise: {
    label: 'Eigene Subjects (pairwise)',
    hint: 'Sie kennt Personen unter Nummern, die keine andere Anwendung hat. Wenn Sie das ändern, kennt sie niemanden mehr.',
  },
  people: 'Personen',
  requireFactor: {
    label: 'Personen brauchen einen zweiten Faktor',
    hint: 'Wer nur mit dem Passwort angemeldet ist, richtet einen ein, bevor es weitergeht. Dann ist acr gleich aal2, und die Anwendung muss nicht danach fragen.',
  },
  issuers: 'Vertrauenswürdige Aussteller',
  issuersHint:
    'Wessen Tokens für die Anwendung stehen oder ihr Personen nennen. Nur Administratoren legen sie fest, auf der Befehlszeile:',
  noIssuers: 'Keine.',
  workload: (subject: string) => `Seine Tokens für ${subject} stehen für die Anwendung.`,
  peopleBy: {
    email: 'Er darf ihr Personen nennen, mit deren bestätigter Adresse.',
    sub: 'Er darf ihr Personen nennen, mit der ID von deren Konto hier.',
  },
  keysWritten: 'Seine Schlüssel sind hier hinterlegt.',
  logout: 'Abmelden',
  postLogoutRedirectUris: {
    label: 'Post-Logout-Redirect-URIs',
    hint: 'Wohin Personen nach dem Abmelden zurückkommen dürfen: eine Adresse pro Zeile, Zeichen für Zeichen verglichen.',
    example: 'https://trailmark.example/signed-out',
  },
  backchannelLogoutUri: {
    label: 'Back-Channel-Logout-URI',
    hint: 'Wo Ihr Server erfährt, dass eine Sitzung zu Ende ist.',
    example: 'https://trailmark.example/oauth/logout',
  },

  lifetimesHeading: 'Lebensdauer',
  lifetimesHint:
    'Kürzer ist sicherer: Was in falsche Hände gerät, ist weniger wert. Was Sie ändern, gilt für alles, was von da an ausgestellt wird.',
  inSeconds: (usual: string, most: string) =>
    `In Sekunden, höchstens ${most}. Leer: wie auf diesem Server üblich, ${usual}.`,
  neverToo: 'Oder „never“: Solche Tokens gelten, bis sie widerrufen werden oder unbenutzt bleiben.',
  lifetimes: {
    accessTokenSeconds: {
      label: 'Access-Token',
      hint: 'Wie lange ein Token Ihre API öffnet, bevor die Anwendung das nächste holen muss.',
    },
    refreshTokenIdleSeconds: {
      label: 'Refresh-Token, unbenutzt',
      hint: 'Wie lange jemand wegbleiben kann und noch angemeldet ist: Ein Refresh-Token, das so lange nicht benutzt wurde, endet.',
    },
    refreshTokenSeconds: {
      label: 'Refresh-Token, insgesamt',
      hint: 'Danach wird eine Person erneut gefragt, so oft die Anwendung auch wiedergekommen ist.',
    },
    codeSeconds: {
      label: 'Autorisierungscode',
      hint: 'Wie viel Zeit Ihr Server hat, den Code einzulösen, mit dem eine Person zurückkommt.',
    },
  },
  secondsNotSo: (least: number, most: string, span: string) =>
    `Geben Sie eine ganze Zahl von ${least} bis ${most} (${span}) ein, oder nichts. Längere Zeiten kann ein Administrator geben.`,
  idleTooLong: (most: string) => `Insgesamt endet es nach ${most}: Unbenutzt kann es nicht länger gelten.`,
};
