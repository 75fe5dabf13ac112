/** The form of a resource: for adding one, and for changing it. */
export const resourceForm = {
  name: {
    label: 'Name',
    hint: 'What people read on the consent page.',
    example: 'Example API',
  },
  uri: {
    label: 'Address',
    hint: 'What applications send as “resource”, and what its tokens carry as “aud”. It cannot be changed later.',
    example: 'https://api.example.com/',
  },
  scopes: 'Scopes',
  scopesHint:
    'What its tokens may carry, besides the scopes of OpenID Connect. Tick none for everything that the application may have.',
  noScopes: 'There is no scope on this server yet.',
  format: 'Format of its tokens',
  formats: {
    any: 'As the application has them',
    opaque: 'Opaque: the API asks this server',
    jwt: 'Signed (JWT): the API checks the signature',
  } as Readonly<Record<string, string>>,
  seconds: 'Its tokens live for (seconds)',
  secondsHint: (usual: string) => `Leave it empty for the time of the application, else ${usual}.`,
};
