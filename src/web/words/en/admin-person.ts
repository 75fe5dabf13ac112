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

  done: {
    'signed-out': 'The person is signed out everywhere.',
    disabled: 'The account was disabled. Its sessions and tokens have ended.',
    enabled: 'The account was enabled.',
    'made-administrator': 'The person is an administrator now.',
  },
};
