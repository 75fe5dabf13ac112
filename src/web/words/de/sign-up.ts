import type { signUp as English } from '../en/sign-up.ts';

export const signUp: typeof English = {
  title: 'Konto anlegen',
  leadFor: (application: string) => `Danach geht es weiter zu ${application}. Ihr Passwort sieht die Anwendung nicht.`,
  name: 'Name',
  nameHint: 'Andere Personen auf diesem Server sehen ihn.',
  email: 'E-Mail',
  emailHint: 'Damit melden Sie sich an. Zuerst geht eine E-Mail dorthin, um zu sehen, dass die Adresse Ihnen gehört.',
  domainsHint: (domains: readonly string[]) =>
    `Damit melden Sie sich an. Es muss eine Adresse bei ${domains.join(', ')} sein; zuerst geht eine E-Mail dorthin.`,
  otherDomain: (domains: readonly string[]) => `Adressen enden hier auf ${domains.join(', ')}.`,
  password: 'Passwort',
  passwordHint: 'Mindestens 8 Zeichen. Am besten denkt es sich ein Passwortmanager aus.',
  button: 'Konto anlegen',
  have: 'Sie haben schon ein Konto?',
  signIn: 'Anmelden',
  sentTitle: 'Sehen Sie in Ihr Postfach',
  sentLead:
    'Eine E-Mail mit einem Link ist zu der Adresse unterwegs, die Sie angegeben haben. Öffnen Sie den Link innerhalb eines Tages, um Ihr Konto anzulegen; auf einem anderen Gerät werden Sie noch einmal nach Ihrem Passwort gefragt. Keine E-Mail? Sehen Sie im Spam-Ordner nach.',
  startOver: 'Falsche Adresse? Neu beginnen',
  confirmTitle: 'Dieses Konto anlegen?',
};
