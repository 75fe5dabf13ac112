export const factors = {
  title: 'Second factors',
  lead: 'With a second factor nobody signs in as you who only knows your password. A change here signs you out everywhere else.',

  app: 'Authenticator app',
  appLead:
    'An app on your phone shows a new code every half a minute, also without a network. You type it after your password.',
  setUp: 'Set up',
  appSince: 'Set up',
  appUsed: 'Last used',
  appRemove: 'Remove',
  appRemoveSure: 'After this your password alone may be enough to sign in.',
  appRemoveOne: 'Remove the authenticator app',

  codes: 'Recovery codes',
  codesLead: 'Each signs you in once, after your password, where you have lost your second factor.',
  codesLeft: (count: number) => (count === 1 ? 'One code is left.' : `${count} codes are left.`),
  codesNone: 'You get ten when you set up a second factor.',
  codesRenew: 'Make new codes',

  done: {
    app: 'Your authenticator app is set up. You are signed out everywhere else.',
    removed: 'Your authenticator app is removed. You are signed out everywhere else.',
  },
};
