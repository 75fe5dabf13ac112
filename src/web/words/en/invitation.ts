export const invitation = {
  title: 'Create your account',
  lead: (email: string) => `You are invited. You will sign in with ${email}.`,
  name: 'Name',
  nameHint: 'Shown to other people on this server.',
  email: 'Email',
  password: 'Password',
  passwordHint: 'At least 8 characters. Best let a password manager make it up.',
  button: 'Create account',
};
