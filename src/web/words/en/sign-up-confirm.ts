export const signUpConfirm = {
  lead: (email: string) => `You sign in with ${email} and the password that you chose.`,
  button: 'Create account',
};
