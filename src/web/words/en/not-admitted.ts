export const notAdmitted = {
  title: (application: string) => `You may not use ${application}`,
  lead: (application: string) =>
    `${application} is for some groups of people on this server, and this account is in none of them. Nothing was shared with it.`,
  signedInAs: 'You are signed in as',
  what: 'What you can do',
  ask: (owner: string | undefined) =>
    owner === undefined
      ? 'Ask an administrator of this server to add you to a group that may use it.'
      : `Ask ${owner}, who keeps the application, or an administrator of this server to add you to a group that may use it.`,
  thenAgain: 'As soon as you are in one, start again: nothing else is needed.',
  goBack: (application: string) => `Go back to ${application}`,
  tellDevice: 'Tell the device',
  useAnother: 'Use another account',
};
