import type { invitation as English } from '../en/invitation.ts';

export const invitation: typeof English = {
  title: 'Konto anlegen',
  lead: (email: string) => `Sie sind eingeladen. Sie melden sich mit ${email} an.`,
  name: 'Name',
  nameHint: 'Andere Personen auf diesem Server sehen ihn.',
  email: 'E-Mail',
  password: 'Passwort',
  passwordHint: 'Mindestens 8 Zeichen. Am besten denkt es sich ein Passwortmanager aus.',
  button: 'Konto anlegen',
};
