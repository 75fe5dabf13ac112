export const signUpConfirm = {
  lead: (email: string) => `You will sign in with ${email} and the password that you chose.`,
  leadElsewhere: (email: string) =>
    `You will sign in with ${email}. This browser is not the one where the account was asked for, so choose your password here: the same as there, or another. If you asked for no account, close this page.`,
  name: 'Name',
  nameHint: 'Shown to other people on this server.',
  password: 'Password',
  passwordHint: 'At least 8 characters. Best let a password manager make it up.',
  button: 'Create account',
};
