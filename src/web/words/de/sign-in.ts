import type { signIn as English } from '../en/sign-in.ts';

export const signIn: typeof English = {
  title: 'Anmelden',
  email: 'E-Mail',
  password: 'Passwort',
  button: 'Anmelden',
  cancel: 'Abbrechen',
  asks: 'bittet Sie, sich anzumelden. Die Anwendung sieht Ihr Passwort nicht.',
  forDevice:
    'Melden Sie sich an, um Ihr Gerät zu verbinden: Es bekommt Zugriff auf Ihr Konto. Die nächste Seite fragt nach seinem Code.',
  refused: 'E-Mail-Adresse und Passwort passen nicht zusammen. Prüfen Sie beides und versuchen Sie es noch einmal.',
  noAccount: 'Noch kein Konto?',
  signUp: 'Konto anlegen',
  recover: 'Passwort vergessen?',
  forgotten: 'Passwort vergessen? Bitten Sie einen Administrator dieses Servers um einen Link für ein neues Passwort.',
  sessionEnded: 'Sie sind nicht mehr angemeldet. Melden Sie sich an, um fortzufahren: Ihre Eingaben bleiben erhalten.',
  goOn: 'Sie sind angemeldet, und es wurde noch nichts geändert. Sehen Sie Ihre Eingaben an und senden Sie sie noch einmal.',
  emailChanged: 'Die Adresse Ihres Kontos wurde geändert. Sie melden sich mit der neuen an.',
  deletionAsked: (span: string) =>
    `Sie sind überall abgemeldet. Ihr Konto wird in ${span} gelöscht. Um es zu behalten, melden Sie sich vorher an.`,
  accountDeleted: 'Ihr Konto wurde gelöscht, mit allem Persönlichen.',
  accountMade: 'Ihr Konto ist bereit. Melden Sie sich damit an.',
  passwordSet: 'Ihr Passwort wurde gesetzt. Melden Sie sich damit an.',
};
