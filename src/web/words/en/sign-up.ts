export const signUp = {
  title: 'Create your account',
  leadFor: (application: string) => `Then you go on to ${application}. It does not see your password.`,
  name: 'Name',
  nameHint: 'Shown to other people on this server.',
  email: 'Email',
  emailHint: 'You sign in with it. A mail goes there first, to see that it is yours.',
  domainsHint: (domains: readonly string[]) =>
    `You sign in with it. It must be an address of ${domains.join(', ')}; a mail goes there first.`,
  otherDomain: (domains: readonly string[]) => `An address here is one of ${domains.join(', ')}.`,
  password: 'Password',
  passwordHint: 'At least 8 characters. A password manager is the best author.',
  button: 'Create account',
  have: 'You have an account?',
  signIn: 'Sign in',
  sentTitle: 'Look at your mail',
  sentLead:
    'A mail with a link is on its way to this address. Open it within a day, and your account is ready; on another device it asks for your password once more. No mail? Look in the folder for spam, and check the address.',
  confirmTitle: 'Create this account?',
};
