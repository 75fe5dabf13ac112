export const authorizedApplications = {
  title: 'Authorized applications',
  lead: 'Applications that you let into your account. “Revoke” ends the access of one at once; it has to ask you again.',
  device: { before: 'A television or another device shows you a code?', link: 'Connect a device' },
  empty: 'No application yet',
  emptyLead:
    'When you let an application into your account, it is listed here, and you can end its access at any time.',
  notVerified: 'Not verified',
  can: 'It can',
  canNothing: 'Recognize you when you come back, and nothing more',
  endless: (idle: string) =>
    `It does not expire. It ends when you revoke it, or when it has not been used for ${idle}.`,
  direct: {
    password:
      'It signs in with your password, which you gave to it. If you no longer want that, revoke it here and change your password under Account.',
    implicit: 'It was given its access in the browser itself. That lasts a short time, and it cannot be renewed.',
    'urn:ietf:params:oauth:grant-type:token-exchange':
      'It acts for you on behalf of another application that you authorized, and ends with it.',
    oauth1: 'It exchanged what you allowed another application of the same people, by OAuth 1.',
  } as Readonly<Record<string, string>>,
  consumer: 'Its access lasts until you end it (OAuth 1.0a).',
  access: 'Its access',
  use: 'First and last use',
  from: (first: string, last: string) => (first === last ? first : `${first} to ${last}`),
  to: 'to',
  revoke: 'Revoke',
  revokeOne: (name: string) => `Revoke ${name}`,
  done: 'The application’s access has ended. It has to ask you again.',
};
