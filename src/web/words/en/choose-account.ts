export const chooseAccount = {
  title: 'Choose an account',
  lead: (application: string) => `Which account do you want to use with ${application}?`,
  leadAnywhere: 'Which account do you want to use?',
  goOn: (name: string) => `Continue as ${name}`,
  useAnother: 'Use another account',
};
