export const signInKeep = {
  title: 'Keep your account?',
  lead: (email: string, day: string) =>
    `You asked for the deletion of ${email}. It is deleted on ${day}; until then you can keep it, as it was.`,
  ended: 'What had ended stays ended: let applications in again, and make new personal access tokens.',
  button: 'Keep my account',
  leave: 'Let it be deleted: close this page.',
};
