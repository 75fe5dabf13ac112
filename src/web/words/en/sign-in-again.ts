export const signInAgain = {
  title: 'Confirm that it is you',
  lead: (email: string) => `What comes next needs special care. Enter the password of ${email} once more.`,
  leadFor: (application: string, email: string) =>
    `${application} wants to be sure that it is you. Enter the password of ${email} once more: the application does not see it.`,
  useAnother: 'Use another account',
  leadKept: (email: string) =>
    `What you do needs it. Enter the password of ${email} once more: what you typed is kept.`,
  email: 'Email',
  password: 'Password',
  button: 'Continue',
  refused: 'This is not the password of the account. Try again.',
};
