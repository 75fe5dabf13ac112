export const accountEmail = {
  title: 'Change your email address',
  breadcrumb: 'Breadcrumb',
  account: 'Account',
  lead: 'You sign in with it. At present it is',
  email: 'New email address',
  emailHint: 'We send a link there. Nothing changes until you open it, within an hour.',
  button: 'Send link',
  cancel: 'Cancel',
  done: {
    sent: 'A mail with a link is on its way to the new address, unless somebody has an account with it. Open the link within an hour.',
  },
  confirmTitle: 'Use this address?',
  confirmLead: (from: string, to: string) =>
    `The account ${from} will be ${to} from now on. You will sign in with that address.`,
  confirm: 'Use the new address',
};
