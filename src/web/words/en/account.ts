export const account = {
  title: 'Account',
  tabs: 'Account settings',
  tabNames: {
    profile: 'Profile and password',
    factors: 'Second factors',
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

  sessions: 'Where you are signed in',
  endOthers: 'Sign out everywhere else',
  browser: 'Browser',
  address: 'Address',
  since: 'Since',
  lastSeen: 'Last seen',
  action: 'Action',
  thisOne: 'This one',
  end: 'Sign out there',
  endOne: (browser: string, address: string) => `Sign out there: ${browser}, ${address}`,
  browserOn: (browser: string | undefined, system: string | undefined) =>
    browser && system ? `${browser} on ${system}` : (browser ?? system ?? 'Unknown browser'),

  done: {
    name: 'Your name was saved.',
    password: 'Your password was changed. You are signed out everywhere else.',
    session: 'That browser is signed out.',
    others: 'You are signed out everywhere else.',
  },
};
