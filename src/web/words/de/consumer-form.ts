import type { consumerForm as English } from '../en/consumer-form.ts';

/** The form of an application of OAuth 1.0a: for registering one, and for changing it. */
export const consumerForm: typeof English = {
  name: {
    label: 'Name',
    hint: 'Personen sehen ihn, wenn sie um Zugriff gebeten werden.',
    example: 'Trailmark',
  },
  homepage: {
    label: 'Haupt-URL der Anwendung',
    hint: 'Wo man lesen kann, was Ihre Anwendung tut. Wenn Personen um Zugriff gebeten werden, führt ihr Name dorthin.',
    example: 'https://trailmark.example/',
  },
  callbackUrl: {
    label: 'Callback-URL',
    hint: 'Wohin Personen mit ihrer Antwort zurückkommen. Lassen Sie das Feld bei einem Programm ohne Webseite leer: Dann sehen Personen einen Code zum Kopieren.',
    example: 'https://trailmark.example/oauth/callback',
  },
  supportUrl: {
    label: 'Support-URL',
    hint: 'Wo Personen Hilfe dazu finden. Das Feld kann leer bleiben.',
    example: 'https://trailmark.example/help',
  },
  permissions: 'Berechtigungen',
  permissionsHint: (first: string | undefined) =>
    `Worum sie Personen bitten darf. Angezeigt werden genau diese Sätze. Bitten Sie um wenig: Dann sagen Personen öfter Ja.${first === undefined ? '' : ` Dokumente zu OAuth 1.0a setzen allow_ vor diese Namen, wie in allow_${first}.`}`,
  noScopes:
    'Auf diesem Server gibt es keine Berechtigung, die OAuth 1.0a tragen kann. Ein Administrator fügt sie als Scopes hinzu.',
  privileged: 'Privilegiert',
  notOffered: 'Nicht angeboten',
  advanced: 'Erweitert',
  rsaPublicKey: {
    label: 'Öffentlicher RSA-Schlüssel',
    hint: 'Nur für Programme, die mit RSA-SHA1 signieren: die öffentliche Hälfte ihres Schlüssels in PEM-Form, mit mindestens 2048 Bit.',
    example: '-----BEGIN PUBLIC KEY-----',
  },
  cancel: 'Abbrechen',
};
