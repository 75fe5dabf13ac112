import type { invite as English } from '../en/invite.ts';

export const invite: typeof English = {
  title: 'Jemanden einladen',
  lead: 'Die Person bekommt eine E-Mail mit einem Link und wählt selbst ein Passwort.',
  name: 'Name',
  nameHint: 'So, wie die Person heißt; sie kann ihn ändern.',
  email: 'E-Mail',
  emailHint: 'Dorthin geht die E-Mail, und damit meldet sich die Person an.',
  button: 'Einladung senden',
  cancel: 'Abbrechen',
  done: { sent: 'Eine Einladung ist unterwegs, sofern die Person hier noch kein Konto hat.' },
};
