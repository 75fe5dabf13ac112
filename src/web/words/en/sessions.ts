export const sessions = {
  title: 'Sessions',
  lead: 'The browsers in which you are signed in. Sign out the ones that you do not know, and change your password.',
  list: 'Where you are signed in',
  endOthers: 'Sign out everywhere else',
  browser: 'Browser',
  address: 'Address',
  since: 'First seen',
  lastSeen: 'Last seen',
  action: 'Action',
  thisOne: 'This one',
  twoFactors: 'Two factors',
  end: 'Sign out',
  endOne: (browser: string, address: string) => `Sign out there: ${browser}, ${address}`,
  done: {
    session: 'That browser is signed out.',
    others: 'You are signed out everywhere else.',
  },
};
