import type { passkey as English } from '../en/passkey.ts';

export const passkey: typeof English = {
  signIn: 'Passkey benutzen',
  add: 'Passkey hinzufügen',
  notShown: 'Es wurde kein Passkey gezeigt. Versuchen Sie es noch einmal oder melden Sie sich auf andere Weise an.',
  notMade:
    'Es wurde kein Passkey erstellt. Versuchen Sie es noch einmal; einer, der schon hier ist, kommt nicht doppelt.',
  old: 'Die Seite stand zu lange offen, deshalb wurde der Passkey nicht geprüft. Versuchen Sie es noch einmal.',
  refused: 'Dieser Passkey galt nicht. Versuchen Sie es noch einmal oder melden Sie sich auf andere Weise an.',
};
