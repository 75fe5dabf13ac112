export const signUp = {
  title: 'Create your account',
  leadFor: (application: string) => `Then you go on to ${application}. It does not see your password.`,
  name: 'Name',
  nameHint: 'Shown to other people on this server.',
  email: 'Email',
  emailHint: 'You sign in with it. We send a mail there first, to check that it is yours.',
  domainsHint: (domains: readonly string[]) =>
    `You sign in with it. It must be an address of ${domains.join(', ')}; a mail goes there first.`,
  otherDomain: (domains: readonly string[]) => `An address here is one of ${domains.join(', ')}.`,
  password: 'Password',
  passwordHint: 'At least 8 characters. Best let a password manager make it up.',
  button: 'Create account',
  have: 'Already have an account?',
  signIn: 'Sign in',
  sentTitle: 'Check your mail',
  sentLead:
    'A mail with a link is on its way to the address that you gave. Open the link within a day to create your account; on another device it asks for your password once more. No mail? Look in your spam folder.',
  startOver: 'Wrong address? Start again',
  confirmTitle: 'Create this account?',
};
