import type { signInFactor as English } from '../en/sign-in-factor.ts';

export const signInFactor: typeof English = {
  title: 'Noch ein Schritt',
  lead: (email: string) => `Ihr Passwort stimmt. Zeigen Sie mit Ihrem zweiten Faktor, dass Sie ${email} sind.`,
  leadKept: 'Ihr Passwort stimmt. Zeigen Sie Ihren zweiten Faktor, dann geht weiter, was Sie eingegeben haben.',
  code: 'Code',
  hint: 'Die sechs Ziffern, die Ihre Authenticator-App jetzt zeigt, oder einer Ihrer Wiederherstellungscodes.',
  button: 'Anmelden',
  refused:
    'Dieser Code gilt nicht: Er ist falsch oder wurde schon benutzt. Geben Sie den ein, den die App jetzt zeigt, oder einen anderen Wiederherstellungscode.',
  lost: 'Kein Telefon und kein Wiederherstellungscode? Bitten Sie einen Administrator dieses Servers, Ihren zweiten Faktor zu entfernen.',
  anew: 'Anderes Konto benutzen',
};
