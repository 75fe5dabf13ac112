import type { newPassword as English } from '../en/new-password.ts';

export const newPassword: typeof English = {
  title: 'Neues Passwort setzen',
  firstTitle: 'Wählen Sie Ihr Passwort',
  lead: (email: string) => `Für das Konto ${email}. Der Link, der Sie hierher brachte, gilt einmal.`,
  ends: 'Wenn Sie es setzen, werden Sie überall abgemeldet, und Anwendungen müssen Sie wieder hierher schicken, bevor es dort weitergeht.',
  email: 'E-Mail',
  password: 'Neues Passwort',
  hint: 'Mindestens 8 Zeichen. Am besten denkt es sich ein Passwortmanager aus.',
  button: 'Passwort setzen',
};
