/** The form of a scope: for adding one, and for changing it. */
export const scopeForm = {
  name: {
    label: 'Name',
    hint: 'What applications send. Letters, digits and signs without spaces.',
    example: 'read_prefs',
  },
  description: {
    label: 'Description',
    hint: 'What people read on the consent page, after “It can”.',
    example: 'Read your preferences',
  },
  claims: {
    label: 'Claims',
    hint: 'What it tells an application about a person: names of OpenID Connect or your own, with spaces between them, such as name picture. Empty: nothing.',
    optional: true,
  },
  detail: {
    label: 'Detail',
    hint: 'One more sentence: what it means for the person. It may stay empty.',
    example: 'Your language and the units that you chose.',
  },
  who: 'Who gets it',
  offered: 'Offered to developers',
  offeredHint:
    'Their registration form shows it, and so does the server’s metadata. Otherwise only an administrator can give it to an application.',
  privileged: 'Privileged',
  privilegedHint:
    'A new application that chooses it waits for an administrator; later only an administrator can add it.',
  safe: 'Safe',
  safeHint:
    'With REGISTRATION=review an application that asks for safe scopes alone works at once, without a review. People are still warned that nobody looked at it.',
  grants: 'Grant types',
  grantsHint:
    'Which grant types may carry it. Tick none for all of them. Refresh tokens follow the grant that they came from.',
  grantSentences: {
    authorization_code: 'A person signs in and agrees',
    'urn:ietf:params:oauth:grant-type:device_code': 'A person agrees on another device',
    client_credentials: 'The application acts for itself, without a person',
    'urn:ietf:params:oauth:grant-type:token-exchange': 'Exchange the tokens of other applications for its own',
    'urn:ietf:params:oauth:grant-type:jwt-bearer': 'Bring a token of an issuer that an administrator trusts',
    password: 'A person types their password into the application (legacy)',
    implicit: 'A person agrees, and the token comes back without a code (legacy)',
    oauth1: 'An application of OAuth 1.0a signs its requests (legacy)',
  } as Readonly<Record<string, string>>,
};
