import type { factorApp as English } from '../en/factor-app.ts';

export const factorApp: typeof English = {
  title: 'Authenticator-App einrichten',
  titleEither: 'Zweiten Faktor einrichten',
  lead: 'Eine Authenticator-App auf Ihrem Telefon zeigt jede halbe Minute einen neuen Code. Sie geben ihn nach Ihrem Passwort ein.',
  leadRequired:
    'Dieser Server verlangt mehr als ein Passwort. Fügen Sie einen Passkey hinzu, wo Ihr Browser es anbietet, oder richten Sie eine Authenticator-App ein, und Sie sind angemeldet.',
  leadFor: (name: string) =>
    `${name} verlangt, dass Sie sich mit mehr als einem Passwort anmelden. Fügen Sie einen Passkey hinzu, wo Ihr Browser es anbietet, oder richten Sie eine Authenticator-App ein, dann geht es weiter.`,
  scan: 'Scannen Sie diesen QR-Code mit der App',
  picture: 'QR-Code mit dem Geheimnis für Ihre Authenticator-App',
  orType: 'Oder geben Sie dort dieses Geheimnis ein:',
  secretValue: 'Geheimnis',
  code: 'Code',
  hint: 'Die sechs Ziffern, die die App jetzt zeigt.',
  refused:
    'Das ist nicht der Code, den die App jetzt zeigt. Sehen Sie noch einmal nach; bleibt es dabei, geht vielleicht die Uhr des Telefons falsch.',
  button: 'Einschalten',
  cancel: 'Abbrechen',
  expired: 'Diese Seite war zu lange offen, darum hat sie ein neues Geheimnis. Scannen Sie den QR-Code noch einmal.',
};
