export const adminApplication = {
  breadcrumb: 'Breadcrumb',
  administration: 'Administration',
  applications: 'Applications',
  tabs: { overview: 'Overview', refusals: 'Refusals', tokens: 'Tokens', events: 'Events' },
  edit: 'Edit',
  transfer: 'Transfer',
  delete: 'Delete',
  editLead:
    'Changes count at once. If you change the name or a redirect URI, people are asked again before they go on. Its owner is not told: leave a note.',
  editVerified:
    'Changes count at once. If you change the name or a redirect URI, people are asked again before they go on. With another name, homepage or redirect URI it is no longer verified: approve it again once you have looked at it. Its owner is not told: leave a note.',
  access: 'Access',
  enableLead: 'People have to be sent here again: what had ended stays ended.',
  disable: 'Disable',
  disableOne: (name: string) => `Disable ${name}`,
  disableSure: 'People who use it cannot go on with it from that moment.',
  disableLead:
    'Where you disable it, its tokens end at once and it cannot ask anybody for access. Enabling it later brings no token back.',
  enable: 'Enable',
  done: {
    disabled: 'The application was disabled. Its tokens have ended.',
    enabled: 'The application was enabled. People have to be sent here again: what had ended stays ended.',
    saved: 'The changes were saved.',
    changed: 'The changes were saved.',
    revoked: 'Everything that the application held has ended.',
    transferred: 'The application has another owner now. People who authorized it are asked again.',
  },
  ownerDeleted:
    'Its owner deleted their account, so it was disabled and its tokens have ended. To let it go on, transfer it to somebody, who rotates its secret, and enable it.',
  ownerWasDeleted:
    'Its former owner deleted their account, so it was disabled and its tokens have ended. It has another owner now: enable it once they have rotated its secret.',
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
  forWhom: 'For whom',
  everybody: 'Everybody',
  forNobody: 'Nobody',
  changeForWhom: 'Change who may use it',
  redirectUris: 'Redirect URIs',
  scopes: 'Scopes',
  changeScopes: 'Change its scopes',
  privileged: 'Privileged',
  type: 'Type',
  types: { confidential: 'Confidential', public: 'Public' },
  grants: 'Grant types',
  registeredOn: 'Registered',
  none: 'none',
};
