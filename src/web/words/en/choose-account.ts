export const chooseAccount = {
  title: 'Choose an account',
  lead: (application: string) => `${application} asks with which account you want to go on.`,
  leadAnywhere: 'With which account do you want to go on?',
  goOn: (name: string) => `Go on as ${name}`,
  useAnother: 'Use another account',
};
