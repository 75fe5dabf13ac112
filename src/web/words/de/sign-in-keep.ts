import type { signInKeep as English } from '../en/sign-in-keep.ts';

export const signInKeep: typeof English = {
  title: 'Konto behalten?',
  lead: (email: string, day: string) =>
    `Sie haben uns gebeten, ${email} zu löschen. Das geschieht am ${day}. Bis dahin können Sie das Konto behalten und sich anmelden wie bisher.`,
  ended:
    'Anwendungen haben ihren Zugriff verloren, und persönliche Access-Tokens sind beendet: Das bleibt so. Sie können Anwendungen neu erlauben und neue Tokens erstellen.',
  button: 'Konto behalten',
  leave: 'Soll es gelöscht werden, schließen Sie diese Seite.',
};
