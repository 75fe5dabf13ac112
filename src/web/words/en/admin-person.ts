export const adminPerson = {
  breadcrumb: 'Breadcrumb',
  administration: 'Administration',
  people: 'People',
  email: 'Email',
  since: 'Since',
  passwordChanged: 'Password',
  passwordSet: 'changed',
  noPassword: 'not chosen yet',
  role: 'Role',
  roles: { administrator: 'Administrator', user: 'User' },
  state: 'State',

  link: {
    added: (name: string) => `${name} was added. This link lets them choose a password`,
    link: (name: string) => `This link lets ${name} choose a password`,
  },
  linkValue: 'Link',
  linkOnce:
    'It is shown only now, and works once, for 30 minutes. Hand it over yourself: whoever has it takes over the account.',
  linkDisabled: 'Nothing was made: the account is disabled. Enable it first.',
  invitation: 'Invitation',
  invitationLead:
    'They have not chosen a password yet. Another mail has a new link, for seven days, and ends the one that they were sent before.',
  invite: 'Send an invitation',
  invitedBefore: 'Nothing was sent: they have a password already, or are disabled.',
  password: 'Password',
  passwordLead: 'Makes a link to choose a new password with, and ends the link that was made before.',
  passwordButton: 'Make a link',

  access: 'Access',
  isYou: 'This is you: another administrator can disable your account.',
  notYourself:
    'This is you, and nobody disables their own account. Another administrator can: make somebody else one first if there is none.',
  lastAdministrator:
    'Nothing was changed: this is the only administrator left, and nobody could administer any more. Make somebody else an administrator first.',
  disable: 'Disable',
  disableOne: (name: string) => `Disable ${name}`,
  disableSure: 'Applications that were let in have to be let in again, also after the account is enabled.',
  disableLead:
    'Signs the person out everywhere and ends everything that applications were allowed. Nothing is deleted.',
  enable: 'Enable',
  enableLead: 'The person can sign in again. What was ended stays ended.',
  deletion: (day: string, mayKeep: boolean) =>
    mayKeep
      ? `They asked for the deletion of their account: it is deleted on ${day}, unless they sign in and keep it, or you do.`
      : `An administrator is deleting this account: it is deleted on ${day}, unless you keep it.`,
  keep: 'Keep the account',
  deletionHeading: 'Deletion',
  delete: 'Delete',
  deleteOne: (name: string) => `Delete the account of ${name}`,
  deleteLead: (days: number) =>
    `Ends everything at once, as disabling does. After ${days === 1 ? 'a day' : `${days} days`} everything personal is deleted, and the applications that are theirs alone are disabled.`,
  deleteLeadAtOnce:
    'Deletes everything personal at once. Applications that are theirs alone are disabled, and wait until you give them to somebody else.',
  deleteSure: 'Until then an administrator can keep the account. The person alone cannot.',
  deleteNow: 'Delete now',
  deleteNowOne: (name: string) => `Delete the account of ${name} now`,
  deleteNowSure: 'Nobody can undo it. Whoever has this address later is somebody else to every application.',
  deleteYours: 'This is you: delete your own account under Account.',
  administrator: 'Administration',
  makeAdmin: 'Make administrator',
  makeAdminOne: (name: string) => `Make ${name} an administrator`,
  makeAdminSure: 'Do it only for somebody whom you would give the keys of this server.',
  makeAdminLead:
    'An administrator sees every application and account, and may change them. There is no way back on these pages.',
  events: 'Events',
  eventsLink: 'What happened',

  applications: 'Applications',
  allApplications: (count: string) => `All ${count} applications`,
  noApplications: 'This person has no application.',
  waits: 'waits for review',

  allowed: 'What they allowed',
  allowedLead: 'They take it back themselves. Disabling the account ends all of it.',
  noneAllowed: 'This person let no application into their account.',
  application: 'Application',
  scopes: 'It can',
  canNothing: 'recognize them',
  firstUse: 'First use',
  lastUse: 'Last use',
  moreAllowed: (count: string) => `and ${count} more, used longer ago`,

  sessions: 'Where they are signed in',
  noSessions: 'This person is signed in nowhere.',
  browser: 'Browser',
  address: 'Address',
  signedIn: 'Signed in',
  lastSeen: 'Last seen',
  endSessions: 'End all sessions',
  endSessionsOne: (name: string) => `Sign ${name} out everywhere`,
  endSessionsSure: 'They sign in again with their password. What applications were allowed stays.',

  factorFact: 'Second factor',
  factorStates: { has: 'Set up', must: 'Required, and not set up yet', none: 'None' },
  factors: 'Second factors',
  factorRequire: 'Require a second factor',
  factorRequireLead:
    'From then on a password alone does not sign them in, also where the setting FACTORS leaves it to people. If they have no second factor, they are signed out, and set one up at the next sign-in.',
  factorNotRequire: 'Require it no longer',
  factorIsRequired: 'An administrator said that a password alone does not sign them in.',
  factorsLead: 'For who has lost phone, passkeys and recovery codes. Be sure that it is they who ask.',
  factorsRemove: 'Remove factors',
  factorsSure:
    'Their password alone signs them in after this, or they set up a new factor where they must have one. They are signed out everywhere.',
  factorsRemoveOne: (name: string) => `Remove the factors of ${name}`,
  factorsYours: 'Your own factors are under Account, Second factors.',

  done: {
    'to-be-deleted': 'The account is going to be deleted. Its sessions and tokens have ended.',
    invited: 'An invitation is on its way to them.',
    'factor-required': 'A second factor is required of them from now on.',
    'factor-not-required': 'A second factor is required of them only where the setting FACTORS says so.',
    'factors-removed': 'The factors are removed, and the person is signed out everywhere.',
    'signed-out': 'The person is signed out everywhere.',
    disabled: 'The account was disabled. Its sessions and tokens have ended.',
    enabled: 'The account was enabled.',
    'made-administrator': 'The person is an administrator now.',
  },
};
