export const invitation = {
  title: 'Create your account',
  lead: (email: string) => `You are invited as ${email}: with this address you sign in.`,
  name: 'Name',
  nameHint: 'Shown to other people on this server.',
  email: 'Email',
  password: 'Password',
  passwordHint: 'At least 8 characters. A password manager is the best author.',
  button: 'Create account',
};
