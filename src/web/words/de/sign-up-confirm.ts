import type { signUpConfirm as English } from '../en/sign-up-confirm.ts';

export const signUpConfirm: typeof English = {
  lead: (email: string) => `Sie melden sich mit ${email} und dem Passwort an, das Sie gewählt haben.`,
  button: 'Konto anlegen',
};
