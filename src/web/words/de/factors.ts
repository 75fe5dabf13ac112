import type { factors as English } from '../en/factors.ts';

export const factors: typeof English = {
  title: 'Zweite Faktoren',
  lead: 'Mit einem zweiten Faktor kann sich niemand als Sie anmelden, der nur Ihr Passwort kennt. Eine Änderung hier meldet Sie überall sonst ab.',
  needed:
    'Dieser Server verlangt von Ihnen einen zweiten Faktor. Richten Sie hier einen ein: Die Verwaltung öffnet sich Ihnen, sobald Sie damit angemeldet sind.',

  passkeys: 'Passkeys',
  passkeysLead:
    'Ein Passkey liegt in Ihrem Gerät oder Passwortmanager und öffnet sich mit Finger, Gesicht oder PIN. Mit ihm melden Sie sich ohne Passwort an, und keine Seite, die sich als diese ausgibt, kann ihn benutzen.',
  passkeysNeedScript: 'Für Passkeys braucht Ihr Browser JavaScript.',
  passkeysNone: 'Sie haben noch keinen.',
  passkeysNowhere: 'Passkeys brauchen einen Server mit einem Namen, und die Adresse dieses Servers ist eine Zahl.',
  passkeyName: 'Name',
  passkeySince: 'Hinzugefügt',
  passkeyUsed: 'Zuletzt benutzt',
  passkeyCopies: 'Auf mehr als einem Gerät',
  passkeyRename: 'Umbenennen',
  passkeyRenameOne: (name: string) => `Passkey ${name} umbenennen`,
  passkeyRemove: 'Entfernen',
  passkeyRemoveSure:
    'Sie können sich dann nicht mehr mit ihm anmelden. Wo sonst nichts bleibt, genügt vielleicht Ihr Passwort allein.',
  passkeyRemoveOne: (name: string) => `Passkey ${name} entfernen`,

  app: 'Authenticator-App',
  appLead:
    'Eine App auf Ihrem Telefon zeigt jede halbe Minute einen neuen Code, auch ohne Netz. Sie geben ihn nach Ihrem Passwort ein.',
  setUp: 'Einrichten',
  appSince: 'Seit',
  appUsed: 'Zuletzt benutzt',
  appRemove: 'Entfernen',
  appRemoveSure: 'Danach genügt zum Anmelden vielleicht Ihr Passwort allein.',
  appRemoveOne: 'Authenticator-App entfernen',

  codes: 'Wiederherstellungscodes',
  codesLead:
    'Mit jedem können Sie sich einmal anmelden, nach Ihrem Passwort, wenn Sie Ihren zweiten Faktor verloren haben. Neue Codes ersetzen die alten.',
  codesLeft: (count: number) => (count === 1 ? 'Ein Code ist übrig.' : `${count} Codes sind übrig.`),
  codesNone: 'Sie bekommen zehn, wenn Sie einen zweiten Faktor einrichten.',
  codesRenew: 'Neue Codes erstellen',

  done: {
    passkey: 'Ihr Passkey ist hinzugefügt. Überall sonst sind Sie abgemeldet.',
    'passkey-refused':
      'Dieser Passkey konnte nicht hinzugefügt werden: Die Seite war zu lange offen, oder er öffnete sich nicht mit Finger, Gesicht oder PIN. Versuchen Sie es noch einmal.',
    'passkey-taken': 'Diesen Passkey gibt es hier schon, oder Sie haben zwanzig.',
    'passkey-renamed': 'Der Passkey hat seinen neuen Namen.',
    'passkey-unnamed': 'Es wurde nichts geändert: Ein Passkey braucht einen Namen.',
    'passkey-removed': 'Der Passkey ist entfernt. Überall sonst sind Sie abgemeldet.',
    app: 'Ihre Authenticator-App ist eingerichtet. Überall sonst sind Sie abgemeldet.',
    removed: 'Ihre Authenticator-App ist entfernt. Überall sonst sind Sie abgemeldet.',
  },
};
