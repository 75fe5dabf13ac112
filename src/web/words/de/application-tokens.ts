import type { applicationTokens as English } from '../en/application-tokens.ts';

/** What an application would be told of a person. */
export const applicationTokens: typeof English = {
  title: (name: string) => `Was ${name} bekommt`,
  lead: 'Was diese Anwendung bekäme, wenn sich diese Person jetzt anmeldete: vom selben Code wie echte Tokens, aber weder signiert noch gespeichert, sodass nichts hier etwas öffnet.',
  scopes: 'Scopes',
  none: 'Sie hat keinen Scope.',
  email: { label: 'Person', hint: 'Die E-Mail-Adresse eines Kontos. Dass Sie nachgesehen haben, steht im Protokoll.' },
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
  opaque:
    'Es ist undurchsichtig (opaque): Für sich allein sagt es nichts. APIs fragen danach am Introspection-Endpunkt.',
};
