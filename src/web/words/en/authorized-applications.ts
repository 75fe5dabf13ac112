export const authorizedApplications = {
  title: 'Authorized applications',
  lead: 'What you have let into your account. Revoke ends an application’s access at once. It has to ask you again.',
  empty: 'No application yet',
  emptyLead:
    'When you let an application into your account, it is listed here, and you can end its access at any time.',
  notVerified: 'Not verified',
  can: 'It can',
  canNothing: 'Know you again by an opaque number, and nothing more',
  use: 'First and last use',
  from: (first: string, last: string) => (first === last ? first : `${first} to ${last}`),
  to: 'to',
  revoke: 'Revoke',
  revokeOne: (name: string) => `Revoke ${name}`,
  done: 'Its access has ended. It has to ask you again.',
};
