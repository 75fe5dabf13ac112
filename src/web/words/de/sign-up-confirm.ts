import type { signUpConfirm as English } from '../en/sign-up-confirm.ts';

export const signUpConfirm: typeof English = {
  lead: (email: string) => `Sie melden sich mit ${email} und dem Passwort an, das Sie gewählt haben.`,
  leadElsewhere: (email: string) =>
    `Sie werden sich mit ${email} anmelden. In diesem Browser wurde das Konto nicht beantragt. Wählen Sie Ihr Passwort deshalb hier: dasselbe wie dort oder ein anderes. Wenn Sie kein Konto wollten, schließen Sie diese Seite.`,
  name: 'Name',
  nameHint: 'Andere Personen auf diesem Server sehen ihn.',
  password: 'Passwort',
  passwordHint: 'Mindestens 8 Zeichen. Am besten denkt es sich ein Passwortmanager aus.',
  button: 'Konto anlegen',
};
