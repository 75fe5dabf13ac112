import type { legacyGrants as English } from '../en/legacy-grants.ts';

/** The grants that only administrators give, on the pages of an application. */
export const legacyGrants: typeof English = {
  heading: 'Alte Grants',
  lead: 'Die Standards haben beide aufgegeben (RFC 9700 §2.4, RFC 9700 §2.1.2). Geben Sie einen nur einer Anwendung, die noch nicht geändert werden kann, und nehmen Sie ihn ihr, wenn sie ihn nicht mehr benutzt.',
  labels: { password: 'Passwort', implicit: 'Implizit' },
  hints: {
    password: 'Die Anwendung nimmt Passwörter von Personen an und sendet sie hierher. Dazu muss sie vertraulich sein.',
    implicit: 'Tokens kommen in der Adresse des Browsers. Personen werden jedes Mal gefragt.',
  },
  warning: {
    password: 'Ein Administrator lässt die Anwendung Passwörter von Personen senden (Grant password).',
    implicit: 'Ein Administrator lässt die Anwendung Tokens in der Adresse des Browsers bekommen (Grant implicit).',
  },
  switchedOff: (name: string) => `Der Grant ${name} funktioniert nicht: Er ist auf diesem Server ausgeschaltet.`,
  unused: 'In den letzten 30 Tagen nicht benutzt.',
  uses: (shown: string, count: number) => `In den letzten 30 Tagen ${count === 1 ? 'einmal' : `${shown}-mal`} benutzt.`,
  instead: {
    password:
      'Schicken Sie Personen stattdessen zur Autorisierungsseite (Authorization-Code mit PKCE) oder lassen Sie ein Gerät einen Code zeigen (Device-Grant). Nehmen Sie dann den Haken bei password weg, unter „Erweitert“.',
    implicit:
      'Verlangen Sie stattdessen response_type=code mit PKCE: Das geht im Browser ohne Geheimnis. Nehmen Sie dann den Haken bei implicit weg, unter „Erweitert“.',
  },
  publicPassword:
    'Diese Anwendung ist öffentlich und kann den Grant password nicht haben: Ihr fehlt ein Geheimnis, mit dem sie sich ausweisen könnte.',
};
