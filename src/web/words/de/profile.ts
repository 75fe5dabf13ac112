import type { Unmet } from '../../../oauth/profile.ts';
import type { profile as English } from '../en/profile.ts';

/** What an application is kept to. */
export const profile: typeof English = {
  names: { standard: 'OAuth 2.0', 'oauth-2.1': 'OAuth 2.1', 'fapi-2': 'FAPI 2.0' },
  kept: (name: string) => `An das Sicherheitsprofil ${name} gebunden`,
  missing: (name: string, sentence: string) => `Für ${name} fehlt: ${sentence}`,
};

const sentences: Readonly<Record<Unmet['id'], (values: string) => string>> = {
  public: () =>
    'Die Anwendung muss vertraulich sein. Registrieren Sie sie als eine, die auf einem Server läuft, oder geben Sie ihr ein anderes Profil.',
  'auth-methods': () =>
    'Die Anwendung weist sich mit einem Geheimnis aus und müsste es mit einem Schlüssel oder Zertifikat tun. Ein Administrator stellt private_key_jwt, tls_client_auth oder self_signed_tls_client_auth ein.',
  keys: () =>
    'Die Anwendung hat keinen öffentlichen Schlüssel für private_key_jwt. Ein Administrator registriert ihre Schlüssel oder die Adresse, unter der sie stehen.',
  'redirect-uris': (values) => `Die Redirect-URIs müssen mit https beginnen. Nicht benutzt: ${values}.`,
  grants: (values) =>
    `Die Anwendung hat einen Grant-Typ, den das Profil ausschließt, und bekommt ihn nicht: ${values}.`,
  dialect: (values) => `Der Dialekt ${values} gilt nicht: Das Profil kennt nur die Anfrage nach dem Standard.`,
  'endless-tokens': () =>
    'Die Access-Tokens der Anwendung müssen ablaufen. Sie gelten so lange wie die anderer Anwendungen.',
  'signing-algs': (values) =>
    `Signiert wird mit PS256, ES256 oder EdDSA. Registriert ist ${values}; registrieren Sie einen anderen Algorithmus oder keinen.`,
};

/** What is missing, in a sentence. */
export function unmetSentence({ id, values }: Unmet): string {
  return sentences[id](values.join(', '));
}
