export const signIn = {
  title: 'Sign in',
  email: 'Email',
  password: 'Password',
  button: 'Sign in',
  cancel: 'Cancel',
  asks: 'asks you to sign in. It will not see your password.',
  forDevice:
    'Sign in to connect your device: it is your account that it gets access to. The next page asks for its code.',
  refused: 'The email address and the password do not belong together. Check both and try again.',
  noAccount: 'No account yet?',
  signUp: 'Create one',
  recover: 'Forgot your password?',
  forgotten: 'Forgot your password? Ask an administrator of this server for a link to set a new one.',
  sessionEnded: 'You are not signed in any more. Sign in to go on: what you typed is kept.',
  goOn: 'You are signed in, and nothing was changed yet. Look at what you typed, and send it again.',
  emailChanged: 'The address of your account was changed. You sign in with the new one.',
  deletionAsked: (span: string) =>
    `You are signed out everywhere. Your account will be deleted in ${span}. To keep it, sign in before then.`,
  accountDeleted: 'Your account was deleted, with everything personal.',
  accountMade: 'Your account is ready. Sign in with it.',
  passwordSet: 'Your password was set. Sign in with it.',
};
