/** The form of a resource: for adding one, and for changing it. */
export const resourceForm = {
  name: {
    label: 'Name',
    hint: 'What people read on the consent page.',
    example: 'Example API',
  },
  uri: {
    label: 'Address',
    hint: 'What applications send in “resource”, and what stands in the “aud” of its tokens. It stays as it is.',
    example: 'https://api.example.com/',
  },
  scopes: 'Scopes',
  scopesHint:
    'What its tokens may carry, besides the scopes of OpenID Connect. Tick none for everything that the application may have.',
  noScopes: 'There is no scope on this server yet.',
  format: 'Form of its tokens',
  formats: {
    any: 'As the application has them',
    opaque: 'Opaque: the API asks this server',
    jwt: 'Signed (JWT): the API checks the signature',
  } as Readonly<Record<string, string>>,
  seconds: 'Life of its tokens in seconds',
  secondsHint: (usual: string) => `Leave it empty for that of the application, or ${usual}.`,
};
