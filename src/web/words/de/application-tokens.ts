import type { applicationTokens as English } from '../en/application-tokens.ts';

/** What an application would be told of a person. */
export const applicationTokens: typeof English = {
  title: (name: string) => `Was ${name} bekommt`,
  lead: 'Was diese Anwendung jetzt bei einer Anmeldung bekäme, geschrieben vom selben Code, der die Tokens schreibt. Nichts wird signiert oder gespeichert: Kein Wert hier öffnet etwas. Zeiten und Namen von Tokens sind die dieses Moments.',
  scopes: 'Scopes',
  none: 'Sie hat keinen Scope.',
  email: { label: 'Person', hint: 'Die Adresse des Kontos. Dass Sie nachgesehen haben, steht im Protokoll.' },
  nobody: 'Kein aktives Konto hat diese Adresse.',
  show: 'Anzeigen',
  notAdmitted:
    'Diese Person ist in keiner ihrer Gruppen: Sie kann die Anwendung nicht benutzen, und diese bekommt nichts davon.',
  someSession: 'die Sitzung dieser Anmeldung',
  idToken: 'ID-Token',
  idTokenLead: 'id_token in der Antwort des Token-Endpunkts, dekodiert.',
  userinfo: 'Userinfo',
  userinfoLead: 'Was /oauth2/userinfo auf das Access-Token antwortet.',
  accessToken: 'Access-Token',
  accessTokenLead: 'access_token, dekodiert.',
  noOpenid: 'Keines: Ohne den Scope openid wird niemand angemeldet.',
  opaque: 'Es ist undurchsichtig (opaque): Für sich allein sagt es nichts. APIs fragen die Introspection.',
};
