export const personalTokens = {
  title: 'Personal access tokens',
  lead: 'A token lets a program of your own use an API as you. Do not give one to an application: applications ask you for access themselves.',
  made: 'Your new token',
  madeOnce: 'It is shown now and never again. Whoever has it can do what you chose.',
  value: 'token',

  new: 'New token',
  name: 'Name',
  nameHint: 'What the program is, and where it runs.',
  nameMissing: 'Give it a name, so that you know later which one it is.',
  nameTooLong: 'A name has at most 60 characters.',
  scopes: 'It can',
  scopesMissing: 'Choose at least one: a token that can do nothing is of no use.',
  scopesRefused:
    'One of these cannot be had any more, or you have a hundred tokens already. Look again, and choose what is there.',
  scopesNone: 'There is nothing yet that a token could do: this server has no scopes.',
  expires: 'Expires',
  expiresHint: 'The last day on which it works, at most a year ahead. It also ends when you change your password.',
  expiresWrong: 'Choose a day from today on, at most a year ahead.',
  button: 'Create token',

  yours: 'Your tokens',
  empty: 'You have none.',
  scopesColumn: 'It can',
  created: 'Created',
  used: 'Last used',
  never: 'Never',
  action: 'Action',
  revoke: 'Revoke',
  revokeOne: (name: string) => `Revoke ${name}`,

  done: { revoked: 'The token has ended.' },
};
