import type { signInKeep as English } from '../en/sign-in-keep.ts';

export const signInKeep: typeof English = {
  title: 'Konto behalten?',
  lead: (email: string, day: string) =>
    `Sie haben die Löschung von ${email} verlangt. Gelöscht wird am ${day}; bis dahin können Sie das Konto behalten, wie es war.`,
  ended:
    'Was beendet wurde, bleibt beendet: Erlauben Sie Anwendungen neu, und erstellen Sie neue persönliche Access-Tokens.',
  button: 'Konto behalten',
  leave: 'Soll es gelöscht werden, schließen Sie diese Seite.',
};
