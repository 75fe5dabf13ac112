/** The form of an application of OAuth 1.0a: for registering one, and for changing it. */
export const consumerForm = {
  name: {
    label: 'Name',
    hint: 'People see it when they are asked for access.',
    example: 'Trailmark',
  },
  homepage: {
    label: 'Main Application URL',
    hint: 'Where somebody can read what your application does. When people are asked for access, its name leads there.',
    example: 'https://trailmark.example/',
  },
  callbackUrl: {
    label: 'Callback URL',
    hint: 'Where people come back to with their answer. Leave it empty for a program without a web page: people are shown a code to copy.',
    example: 'https://trailmark.example/oauth/callback',
  },
  supportUrl: {
    label: 'Support URL',
    hint: 'Where people find help with it. You can leave it empty.',
    example: 'https://trailmark.example/help',
  },
  permissions: 'Permissions',
  permissionsHint: (first: string | undefined) =>
    `What it may ask people for. People see exactly these sentences. Ask for little: they say yes more often.${first === undefined ? '' : ` Documents about OAuth 1.0a put allow_ before these names, as in allow_${first}.`}`,
  noScopes: 'There is no permission on this server that OAuth 1.0a can carry. An administrator adds them as scopes.',
  privileged: 'Privileged',
  notOffered: 'Not offered',
  advanced: 'Advanced',
  rsaPublicKey: {
    label: 'RSA public key',
    hint: 'Only for programs that sign with RSA-SHA1: the public half of their key in PEM form, of at least 2048 bits.',
    example: '-----BEGIN PUBLIC KEY-----',
  },
  cancel: 'Cancel',
};
