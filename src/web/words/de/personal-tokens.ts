import type { personalTokens as English } from '../en/personal-tokens.ts';

export const personalTokens: typeof English = {
  title: 'Persönliche Access-Tokens',
  lead: 'Ein Token für ein eigenes Programm, das eine API in Ihrem Namen benutzt. Geben Sie es keiner Anwendung: Anwendungen bitten selbst um Zugriff.',
  made: 'Ihr neues Token',
  madeOnce: 'Es wird jetzt gezeigt und nie wieder. Wer es hat, kann tun, was Sie ausgewählt haben.',
  value: 'Token',

  new: 'Neues Token',
  name: 'Name',
  nameHint: 'Was das Programm ist und wo es läuft.',
  nameMissing: 'Geben Sie ihm einen Namen, damit Sie später wissen, welches es ist.',
  nameTooLong: 'Ein Name hat höchstens 60 Zeichen.',
  scopes: 'Es kann',
  scopesMissing: 'Wählen Sie mindestens einen Punkt: Ein Token, das nichts kann, nützt nichts.',
  scopesRefused:
    'Einer dieser Punkte ist nicht mehr zu haben, oder Sie haben schon hundert Tokens. Sehen Sie noch einmal nach und wählen Sie, was da ist.',
  scopesNone: 'Es gibt noch nichts, was ein Token könnte: Dieser Server hat keine Scopes.',
  expires: 'Läuft ab',
  expiresHint:
    'Der letzte Tag, an dem es gilt, höchstens ein Jahr im Voraus. Es endet auch, wenn Sie Ihr Passwort ändern.',
  expiresWrong: 'Wählen Sie einen Tag ab heute, höchstens ein Jahr im Voraus.',
  button: 'Token erstellen',

  yours: 'Ihre Tokens',
  empty: 'Sie haben keine.',
  scopesColumn: 'Es kann',
  created: 'Erstellt',
  used: 'Zuletzt benutzt',
  never: 'Nie',
  action: 'Aktion',
  revoke: 'Widerrufen',
  revokeOne: (name: string) => `${name} widerrufen`,

  done: { revoked: 'Das Token ist beendet.' },
};
