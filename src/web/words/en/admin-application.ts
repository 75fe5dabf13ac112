export const adminApplication = {
  breadcrumb: 'Breadcrumb',
  administration: 'Administration',
  applications: 'Applications',
  disable: 'Disable',
  disableOne: (name: string) => `Disable ${name}`,
  disableLead:
    'It cannot ask anybody for access any more, and its tokens end at once. Enabling it later does not bring them back.',
  enable: 'Enable',
  done: {
    disabled: 'The application was disabled. Its tokens have ended.',
    enabled: 'The application was enabled. People have to be sent here again: what had ended stays ended.',
    saved: 'The changes were saved.',
  },
  disabled: 'It is disabled: it cannot ask anybody for access, and its tokens have ended.',

  privileges: 'What only administrators decide',
  rights: 'Rights',
  trusted: 'Trusted',
  trustedHint:
    'It is your own: people are not asked whether they agree. Tick it only for what this organisation makes itself.',
  resourceServer: 'Resource server',
  resourceServerHint:
    'An API that may ask about any token it is shown, not only about its own. It needs to be confidential.',
  requirePkce: 'Require PKCE',
  requirePkceHint: 'Refuses requests without a code_challenge, also from this confidential application.',
  seconds: 'Access tokens live for (seconds)',
  secondsHint: (usual: string) =>
    `60 to 2592000 (30 days). Leave it empty for the server’s own: ${usual}. Write “never” for tokens that end only when they go unused: one that leaks works until somebody notices and revokes it, so choose it only for an application that cannot do without.`,
  secondsWrong: 'Give a whole number from 60 to 2592000, the word “never”, or nothing.',
  publicResourceServer:
    'This application is public and cannot be a resource server. Its owner can make it confidential.',
  save: 'Save',

  dialect: 'Dialect',
  dialectUntil: (day: string) => `until ${day}`,
  dialectChange: 'Change',
  facts: 'What its developer registered',
  clientId: 'Client ID',
  owner: 'Owner',
  homepage: 'Homepage',
  redirectUris: 'Redirect URIs',
  scopes: 'Scopes',
  changeScopes: 'Change its scopes',
  privileged: 'Privileged',
  type: 'Type',
  types: { confidential: 'Confidential', public: 'Public' },
  grants: 'Grant types',
  people: 'People who authorized it',
  registeredOn: 'Registered',
  lastUsed: 'Last used',
  never: 'never',
  none: 'none',
};
