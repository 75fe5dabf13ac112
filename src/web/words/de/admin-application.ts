import type { adminApplication as English } from '../en/admin-application.ts';

export const adminApplication: typeof English = {
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  applications: 'Anwendungen',
  tabs: { overview: 'Übersicht', refusals: 'Ablehnungen', tokens: 'Tokens', events: 'Ereignisse' },
  edit: 'Bearbeiten',
  transfer: 'Übertragen',
  delete: 'Löschen',
  editLead:
    'Änderungen gelten sofort. Wenn Sie den Namen oder eine Redirect-URI ändern, werden Personen erneut gefragt, bevor es weitergeht. Der Eigentümer erfährt nichts davon: Hinterlassen Sie eine Notiz.',
  editVerified:
    'Änderungen gelten sofort. Wenn Sie den Namen oder eine Redirect-URI ändern, werden Personen erneut gefragt, bevor es weitergeht. Mit anderem Namen, anderer Homepage oder Redirect-URI gilt die Anwendung nicht mehr als geprüft: Geben Sie sie wieder frei, wenn Sie sie angesehen haben. Der Eigentümer erfährt nichts davon: Hinterlassen Sie eine Notiz.',
  access: 'Zugriff',
  enableLead: 'Personen müssen erneut hierher geschickt werden: Was beendet war, bleibt beendet.',
  reason: 'Grund',
  reasonHint: 'Wer die Anwendung entwickelt, liest ihn auf ihrer Seite. Er kann leer bleiben.',
  disable: 'Deaktivieren',
  disableOne: (name: string) => `${name} deaktivieren`,
  disableSure: 'Wer sie benutzt, kann von diesem Moment an nicht mehr damit weitermachen.',
  disableLead:
    'Ihre Tokens enden sofort, und sie kann niemanden um Zugriff bitten. Auch späteres Aktivieren bringt kein Token zurück.',
  enable: 'Aktivieren',
  done: {
    disabled: 'Die Anwendung wurde deaktiviert. Ihre Tokens sind beendet.',
    enabled:
      'Die Anwendung wurde aktiviert. Personen müssen erneut hierher geschickt werden: Was beendet war, bleibt beendet.',
    saved: 'Die Änderungen wurden gespeichert.',
    changed: 'Die Änderungen wurden gespeichert.',
    revoked: 'Alles, was die Anwendung hatte, ist beendet.',
    transferred:
      'Die Anwendung hat jetzt einen anderen Eigentümer. Personen, die sie erlaubt haben, werden erneut gefragt.',
  },
  ownerDeleted:
    'Die Person, der sie gehörte, hat ihr Konto gelöscht. Daher wurde die Anwendung deaktiviert, und ihre Tokens sind beendet. Damit es weitergeht, übertragen Sie sie jemandem, der ihr Geheimnis erneuert, und aktivieren Sie sie.',
  ownerWasDeleted:
    'Die Person, der sie früher gehörte, hat ihr Konto gelöscht. Daher wurde die Anwendung deaktiviert, und ihre Tokens sind beendet. Jetzt gehört sie jemand anderem: Aktivieren Sie sie, sobald das Geheimnis erneuert ist.',
  disabled: 'Die Anwendung ist deaktiviert: Sie kann niemanden um Zugriff bitten, und ihre Tokens sind beendet.',

  privileges: 'Was nur Administratoren entscheiden',
  rights: 'Rechte',
  trusted: 'Vertrauenswürdig',
  trustedHint:
    'Personen werden nicht gefragt, ob sie zustimmen. Wählen Sie das nur für eine Anwendung, die diese Organisation selbst entwickelt.',
  resourceServer: 'Resource-Server',
  resourceServerHint:
    'Eine API, die nach jedem Token fragen darf, das ihr gezeigt wird, nicht nur nach ihren eigenen. Dazu muss sie vertraulich sein.',
  requirePkce: 'PKCE verlangen',
  requirePkceHint: 'Lehnt Anfragen ohne code_challenge ab, auch von dieser vertraulichen Anwendung.',
  seconds: 'Access-Tokens leben (in Sekunden)',
  secondsHint: (usual: string) =>
    `60 bis 2592000 (30 Tage). Leer: so lange, wie der Server vorgibt (${usual}). Schreiben Sie „never“ für Tokens, die nur enden, wenn sie nicht benutzt werden: Ein Token, das in fremde Hände gerät, gilt dann, bis jemand es bemerkt und widerruft. Wählen Sie das nur für eine Anwendung, die nicht ohne auskommt.`,
  secondsWrong: 'Geben Sie eine ganze Zahl von 60 bis 2592000 an, das Wort „never“ oder nichts.',
  publicResourceServer:
    'Diese Anwendung ist öffentlich und kann kein Resource-Server sein. Ihr Eigentümer kann sie vertraulich machen.',
  save: 'Speichern',

  dialect: 'Dialekt',
  dialectUntil: (day: string) => `bis ${day}`,
  dialectChange: 'Dialekt ändern',
  facts: 'Was ihr Entwickler registriert hat',
  clientId: 'Client-ID',
  owner: 'Eigentümer',
  homepage: 'Homepage',
  forWhom: 'Für wen',
  everybody: 'Alle',
  forNobody: 'Niemanden',
  changeForWhom: 'Ändern, wer sie benutzen darf',
  redirectUris: 'Redirect-URIs',
  scopes: 'Scopes',
  changeScopes: 'Scopes ändern',
  privileged: 'Privilegiert',
  type: 'Typ',
  types: { confidential: 'Vertraulich', public: 'Öffentlich' },
  grants: 'Grant-Typen',
  registeredOn: 'Registriert',
  none: 'keine',
  noDialect: 'keiner',
};
