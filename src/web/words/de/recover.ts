import type { recover as English } from '../en/recover.ts';

export const recover: typeof English = {
  title: 'Passwort vergessen?',
  lead: 'Geben Sie die Adresse Ihres Kontos ein, und wir senden Ihnen einen Link, mit dem Sie ein neues Passwort setzen.',
  email: 'E-Mail',
  emailHint: 'Die Adresse, mit der Sie sich anmelden.',
  button: 'Link senden',
  noMail:
    'Dieser Server versendet keine E-Mails. Bitten Sie einen seiner Administratoren um einen Link für ein neues Passwort.',
  sentTitle: 'Sehen Sie in Ihr Postfach',
  sentLead:
    'Wenn es ein Konto mit dieser Adresse gibt, ist eine E-Mail mit einem Link für ein neues Passwort unterwegs. Der Link gilt 30 Minuten. Keine E-Mail? Sehen Sie im Spam-Ordner nach und prüfen Sie, ob die Adresse stimmte.',
  back: 'Zurück zur Anmeldung',
};
