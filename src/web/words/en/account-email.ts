export const accountEmail = {
  title: 'Change your email address',
  breadcrumb: 'Breadcrumb',
  account: 'Account',
  lead: 'You sign in with it. Now it is',
  email: 'New email address',
  emailHint: 'A mail goes there, with a link that you open within an hour. Until then nothing changes.',
  button: 'Send link',
  cancel: 'Cancel',
  done: {
    sent: 'A mail with a link is on its way to the new address, unless somebody has an account with it. Open the link within an hour.',
  },
  confirmTitle: 'Use this address?',
  confirmLead: (from: string, to: string) => `The account ${from} will be ${to} from now on: with that you sign in.`,
  confirm: 'Use the new address',
};
