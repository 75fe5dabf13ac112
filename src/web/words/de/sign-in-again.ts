import type { signInAgain as English } from '../en/sign-in-again.ts';

export const signInAgain: typeof English = {
  title: 'Bestätigen Sie, dass Sie es sind',
  lead: (email: string) => `Was jetzt kommt, ist heikel. Geben Sie das Passwort von ${email} noch einmal ein.`,
  leadFor: (application: string, email: string) =>
    `${application} möchte sicher sein, dass Sie es sind. Geben Sie das Passwort von ${email} noch einmal ein; die Anwendung sieht es nicht.`,
  useAnother: 'Anderes Konto benutzen',
  leadKept: (email: string) =>
    `Dafür ist das Passwort von ${email} nötig. Geben Sie es noch einmal ein: Was Sie eingegeben haben, bleibt erhalten.`,
  email: 'E-Mail',
  password: 'Passwort',
  button: 'Weiter',
  refused: 'Das ist nicht das Passwort des Kontos. Versuchen Sie es noch einmal.',
};
