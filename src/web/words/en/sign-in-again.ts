export const signInAgain = {
  title: 'Confirm that it is you',
  lead: (email: string) => `What comes next is sensitive. Enter the password of ${email} once more.`,
  email: 'Email',
  password: 'Password',
  button: 'Continue',
  refused: 'This is not the password of the account. Try again.',
};
