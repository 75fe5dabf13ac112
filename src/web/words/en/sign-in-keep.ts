export const signInKeep = {
  title: 'Keep your account?',
  lead: (email: string, day: string) =>
    `You asked us to delete ${email}. That happens on ${day}. Until then you can keep it, and sign in as before.`,
  ended:
    'Applications lost their access, and personal access tokens ended: that stays so. You can let them in again and make new ones.',
  button: 'Keep my account',
  leave: 'If it should be deleted, close this page.',
};
