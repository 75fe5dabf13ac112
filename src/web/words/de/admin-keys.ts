import type { adminKeys as English } from '../en/admin-keys.ts';

export const adminKeys: typeof English = {
  title: 'Signaturschlüssel',
  lead: 'Womit dieser Server signiert, damit Anwendungen prüfen können, von wem ein Token kommt. Die öffentlichen Hälften finden sie von selbst.',
  about: {
    RS256:
      'RSA, das jede Bibliothek kennt: ID-Tokens sind damit signiert, sofern für eine Anwendung nichts anderes gilt.',
    ES256: 'Eine Kurve (P-256): kurze Signaturen, schnell erstellt.',
    PS256: 'RSA mit neuerem Padding, das strenge Sicherheitsprofile verlangen.',
    EdDSA: 'Eine Kurve (Ed25519): die neueste, nicht jeder Bibliothek bekannt.',
  },
  key: 'Schlüssel',
  state: 'Status',
  from: 'Signiert ab',
  until: 'Bis',
  untilNext: 'der nächste übernimmt',
  states: {
    next: 'Kommt als Nächstes',
    signing: 'Signiert jetzt',
    kept: 'Nur noch zum Prüfen',
    gone: 'Nicht mehr veröffentlicht',
    revoked: 'Widerrufen',
  },
  rotate: 'Nächsten Schlüssel hinzufügen',
  rotateLead:
    'Der nächste Schlüssel wird sofort veröffentlicht und signiert in einer Stunde, wenn alle ihn haben; der vorige bleibt, bis das Letzte abgelaufen ist, was er signiert hat. Der Server tut das von selbst alle 90 Tage.',
  revoke: 'Widerrufen',
  revokeSure: 'Alles, was er signiert hat, wird von da an abgelehnt. Das lässt sich nicht rückgängig machen.',
  revokeKey: 'Schlüssel widerrufen',
  revokeLabel: (kid: string) => `Schlüssel ${kid} widerrufen`,
  revokeLead:
    'Widerrufen Sie einen Schlüssel nur, wenn ihn jemand anderes haben könnte: Von diesem Moment an wird alles abgelehnt, was er signiert hat, Personen müssen sich vielleicht bei Anwendungen neu anmelden, und sofort signiert ein anderer Schlüssel an seiner Stelle.',
  done: {
    added: 'Der nächste Schlüssel ist veröffentlicht. Er signiert in einer Stunde.',
    revoked:
      'Der Schlüssel ist widerrufen. Was er signiert hat, gilt nicht mehr, und ein anderer signiert an seiner Stelle.',
  },
  raced: 'Im selben Moment hat jemand anderes einen Schlüssel dieser Art hinzugefügt.',
};
