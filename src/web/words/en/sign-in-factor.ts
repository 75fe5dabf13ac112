export const signInFactor = {
  title: 'One more step',
  lead: (email: string) => `Your password is right. Show with your second factor that you are ${email}.`,
  leadKept: 'Your password is right. Show your second factor, and what you typed goes on.',
  code: 'Code',
  hint: 'The six digits that your authenticator app shows now, or one of your recovery codes.',
  button: 'Sign in',
  refused:
    'This code does not count: it is wrong, or was used already. Type the one that the app shows now, or another recovery code.',
  lost: 'No phone and no recovery code? Ask an administrator of this server to remove your second factor.',
  anew: 'Use another account',
};
