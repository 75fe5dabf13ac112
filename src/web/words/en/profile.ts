import type { Profile, Unmet } from '../../../oauth/profile.ts';

/** What an application is kept to. */
export const profile = {
  names: { standard: 'OAuth 2.0', 'oauth-2.1': 'OAuth 2.1', 'fapi-2': 'FAPI 2.0' } satisfies Record<Profile, string>,
  kept: (name: string) => `Kept to the security profile ${name}`,
  missing: (name: string, sentence: string) => `Missing for ${name}: ${sentence}`,
};

const sentences: Readonly<Record<Unmet['id'], (values: string) => string>> = {
  public: () => 'it has to be confidential. Register it as one that runs on a server, or give it another profile.',
  'auth-methods': () =>
    'it proves itself with a secret, and has to do so with a key or a certificate. An administrator sets private_key_jwt, tls_client_auth or self_signed_tls_client_auth.',
  keys: () =>
    'it has no public key for private_key_jwt. An administrator registers its keys, or the address where they are.',
  'redirect-uris': (values) => `its redirect URIs have to be https. Not used: ${values}.`,
  grants: (values) => `it has a grant type that the profile rules out, and does not get it: ${values}.`,
  dialect: (values) => `the dialect ${values} does not count: the profile knows the standard request alone.`,
  'endless-tokens': () => 'its access tokens have to end. They live as long as those of other applications.',
  'signing-algs': (values) =>
    `signatures are PS256, ES256 or EdDSA. Registered is ${values}; register another one, or none.`,
};

/** What is missing, in a sentence. */
export function unmetSentence({ id, values }: Unmet): string {
  return sentences[id](values.join(', '));
}
