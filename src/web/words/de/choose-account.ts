import type { chooseAccount as English } from '../en/choose-account.ts';

export const chooseAccount: typeof English = {
  title: 'Konto wählen',
  lead: (application: string) => `Welches Konto möchten Sie bei ${application} benutzen?`,
  leadAnywhere: 'Welches Konto möchten Sie benutzen?',
  goOn: (name: string) => `Als ${name} fortfahren`,
  useAnother: 'Anderes Konto benutzen',
};
