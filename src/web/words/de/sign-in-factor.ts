import type { signInFactor as English } from '../en/sign-in-factor.ts';

export const signInFactor: typeof English = {
  title: 'Ihr zweiter Faktor',
  lead: (email: string) => `Das Passwort von ${email} stimmt. Ein Schritt noch zeigt, dass Sie es sind.`,
  leadKept: 'Ihr Passwort stimmt. Ein Schritt noch, dann geht weiter, was Sie eingegeben haben.',
  code: 'Code',
  hint: 'Die sechs Ziffern, die Ihre Authenticator-App jetzt zeigt, oder einer Ihrer Wiederherstellungscodes.',
  button: 'Anmelden',
  refused:
    'Dieser Code gilt nicht: Er ist falsch oder wurde schon benutzt. Geben Sie den ein, den die App jetzt zeigt, oder einen anderen Wiederherstellungscode.',
  lost: 'Kein Telefon und kein Wiederherstellungscode? Ein Administrator dieses Servers kann Ihre Faktoren entfernen.',
  anew: 'Als jemand anderes anmelden',
};
