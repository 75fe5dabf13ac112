export const endSession = {
  title: 'Sign out?',
  asks: (application: string, email: string) => `${application} asks to sign you out. You are signed in as ${email}.`,
  lead: (email: string) => `You are signed in as ${email}.`,
  another: 'It means another account than this one. You can sign out of this one all the same.',
  ends: 'You will be signed out here, in this browser. Applications that you signed in to with this account may keep you signed in until you sign out there too. What you allowed them stays: take it back under Authorized.',
  button: 'Sign out',
  stay: 'Stay signed in',
  stranger:
    'Whoever led you here did not show who they are, so afterwards you stay here. Go back to the application yourself.',
  afterwards: (host: string) => `Then you go back to ${host}.`,
  done: 'You are signed out',
  over: 'Nobody is signed in in this browser.',
  overFor: (application: string) =>
    `Nobody is signed in here in this browser. ${application} may still know you: sign out there, or close its window.`,
  home: 'Sign in again',
};
