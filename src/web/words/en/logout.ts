export const logout = {
  title: 'Sign out?',
  lead: (email: string) => `You are signed in as ${email}. Sign out to go on with another account.`,
  button: 'Sign out',
  stay: 'Stay signed in',
  done: 'You are signed out',
  back: (host: string) => `Go back to ${host}`,
};
