export const accountDelete = {
  title: 'Delete your account',
  breadcrumb: 'Breadcrumb',
  account: 'Account',
  lead: (span: string) =>
    `You are signed out everywhere at once, and your account stops working. After ${span} everything personal is deleted: your name and address, password, second factors and passkeys.`,
  leadAtOnce:
    'Everything personal is deleted at once: your name and address, password, second factors and passkeys. Nobody can undo it.',
  day: 'a day',
  days: (days: number) => `${days} days`,
  kept: 'Until then you can change your mind: sign in, and keep it. Applications have to be let in again.',
  remains:
    'What remains is the record of what happened, without your name and address. Whoever makes an account with your address later is somebody else to every application.',
  what: 'What ends with it',
  ends: {
    applications: {
      heading: 'Your applications',
      what: 'They work as long as the account can be kept. Then they are disabled, and an administrator may give them to somebody else: agree on that before.',
    },
    allowed: {
      heading: 'What you allowed applications',
      what: 'They lose access to your account at once. What they keep of you themselves is theirs to delete: ask them.',
    },
    tokens: { heading: 'Personal access tokens', what: 'Programs that use them stop working at once.' },
    groups: { heading: 'Groups that you are in', what: 'You are no longer in them once the account is deleted.' },
    ownedGroups: {
      heading: 'Groups that you look after',
      what: 'They stay, and administrators look after them once the account is deleted.',
    },
  },
  nothing: 'Your sessions: you are signed out everywhere.',
  more: (count: string) => `and ${count} more`,
  button: 'Delete my account',
  buttonAtOnce: 'Delete my account now',
  cancel: 'Keep my account',
  lastAdministrator:
    'Nothing was changed: you are the only administrator, and nobody could administer any more. Make somebody else an administrator first.',
};
