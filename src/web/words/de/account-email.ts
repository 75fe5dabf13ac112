import type { accountEmail as English } from '../en/account-email.ts';

export const accountEmail: typeof English = {
  title: 'E-Mail-Adresse ändern',
  breadcrumb: 'Navigationspfad',
  account: 'Konto',
  lead: 'Mit ihr melden Sie sich an. Jetzt lautet sie',
  email: 'Neue E-Mail-Adresse',
  emailHint:
    'Dorthin geht eine E-Mail mit einem Link, den Sie innerhalb einer Stunde öffnen. Bis dahin ändert sich nichts.',
  button: 'Link senden',
  cancel: 'Abbrechen',
  done: {
    sent: 'Eine E-Mail mit einem Link ist unterwegs zur neuen Adresse, sofern niemand ein Konto mit ihr hat. Öffnen Sie den Link innerhalb einer Stunde.',
  },
  confirmTitle: 'Diese Adresse benutzen?',
  confirmLead: (from: string, to: string) =>
    `Aus dem Konto ${from} wird ${to}: Mit dieser Adresse melden Sie sich dann an.`,
  confirm: 'Neue Adresse benutzen',
};
