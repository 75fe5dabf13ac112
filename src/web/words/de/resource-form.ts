import type { resourceForm as English } from '../en/resource-form.ts';

/** The form of a resource: for adding one, and for changing it. */
export const resourceForm: typeof English = {
  name: {
    label: 'Name',
    hint: 'Was Personen auf der Zustimmungsseite lesen.',
    example: 'Beispiel-API',
  },
  uri: {
    label: 'Adresse',
    hint: 'Was Anwendungen in „resource“ senden und was in „aud“ der Tokens steht. Sie lässt sich später nicht ändern.',
    example: 'https://api.example.com/',
  },
  scopes: 'Scopes',
  scopesHint:
    'Was die Tokens enthalten dürfen, außer den Scopes von OpenID Connect. Wählen Sie keinen aus, gilt alles, was die Anwendung haben darf.',
  noScopes: 'Auf diesem Server gibt es noch keinen Scope.',
  format: 'Format der Tokens',
  formats: {
    any: 'Wie bei der Anwendung',
    opaque: 'Undurchsichtig: Die API fragt diesen Server',
    jwt: 'Signiert (JWT): Die API prüft die Signatur',
  },
  seconds: 'Ihre Tokens leben (in Sekunden)',
  secondsHint: (usual: string) => `Leer gilt die der Anwendung, sonst ${usual}.`,
};
