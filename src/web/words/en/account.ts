export const account = {
  title: 'Account',
  tabs: 'Account settings',
  tabNames: {
    profile: 'Profile and password',
    factors: 'Second factors',
    sessions: 'Sessions',
    tokens: 'Personal access tokens',
    activity: 'Activity',
    authorized: 'Authorized applications',
  },

  profile: 'Profile',
  name: 'Name',
  nameHint: 'What other people on this server see.',
  email: 'Email',
  changeEmail: 'Change',
  emailHint: 'You sign in with it.',
  save: 'Save',

  passwordHeading: 'Password',
  current: 'Current password',
  next: 'New password',
  nextHint:
    'At least 8 characters. Changing it signs you out everywhere else, and applications have to send you here again before they go on.',
  change: 'Change password',
  wrongCurrent: 'This is not your current password. Try again.',

  exporting: 'Your data',
  exportingLead:
    'Everything that this server knows of you, as a file (JSON): profile, sessions, applications, what you allowed, groups, tokens and activity. No password or other secret is in it.',
  exportingButton: 'Download my data',
  deletion: 'Delete your account',
  deletionLead: 'The next page shows what ends with it. Nothing changes until you confirm there.',
  deletionLink: 'Delete my account…',
  languageHeading: 'Language',
  language: 'Language of pages and mails',
  languageHint: 'An application that sends you here may ask for another one.',
  languageOfBrowser: 'The language of my browser',
  useLanguage: 'Use this language',

  browserOn: (browser: string | undefined, system: string | undefined) =>
    browser && system ? `${browser} on ${system}` : (browser ?? system ?? 'Unknown browser'),

  done: {
    kept: 'Your account is kept. Applications have to be let in again.',
    language: 'Your language was saved.',
    name: 'Your name was saved.',
    password: 'Your password was changed. You are signed out everywhere else.',
  },
};
