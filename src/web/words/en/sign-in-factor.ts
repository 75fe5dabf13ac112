export const signInFactor = {
  title: 'Your second factor',
  lead: (email: string) => `The password of ${email} is right. One more step shows that it is you.`,
  leadKept: 'Your password is right. One more step, and what you typed goes on.',
  code: 'Code',
  hint: 'The six digits that your authenticator app shows now, or one of your recovery codes.',
  button: 'Sign in',
  refused:
    'This code does not count: it is wrong, or was used already. Type the one that the app shows now, or another recovery code.',
  lost: 'No phone and no recovery code? An administrator of this server can remove your factors.',
  anew: 'Sign in as somebody else',
};
