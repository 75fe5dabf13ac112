import type { logout as English } from '../en/logout.ts';

export const logout: typeof English = {
  title: 'Abmelden?',
  lead: (email: string) =>
    `Sie sind als ${email} angemeldet. Melden Sie sich ab, um mit einem anderen Konto fortzufahren.`,
  button: 'Abmelden',
  stay: 'Angemeldet bleiben',
  done: 'Sie sind abgemeldet',
  back: (host: string) => `Zurück zu ${host}`,
};
