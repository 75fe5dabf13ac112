import type { chooseAccount as English } from '../en/choose-account.ts';

export const chooseAccount: typeof English = {
  title: 'Konto wählen',
  lead: (application: string) => `${application} fragt, mit welchem Konto Sie fortfahren möchten.`,
  leadAnywhere: 'Mit welchem Konto möchten Sie fortfahren?',
  goOn: (name: string) => `Als ${name} fortfahren`,
  useAnother: 'Anderes Konto benutzen',
};
