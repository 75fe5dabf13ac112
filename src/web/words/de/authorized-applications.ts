import type { authorizedApplications as English } from '../en/authorized-applications.ts';

export const authorizedApplications: typeof English = {
  title: 'Erlaubte Anwendungen',
  lead: 'Anwendungen, die Sie in Ihr Konto gelassen haben. „Widerrufen“ beendet den Zugriff einer Anwendung sofort. Sie muss Sie dann erneut fragen.',
  device: { before: 'Ein Fernseher oder ein anderes Gerät zeigt Ihnen einen Code?', link: 'Gerät verbinden' },
  empty: 'Noch keine Anwendung',
  emptyLead:
    'Wenn Sie eine Anwendung in Ihr Konto lassen, steht sie hier, und Sie können ihren Zugriff jederzeit beenden.',
  notVerified: 'Nicht geprüft',
  can: 'Sie kann',
  canNothing: 'Sie beim Wiederkommen erkennen, und sonst nichts',
  endless: (idle: string) =>
    `Der Zugriff läuft nicht ab. Er endet, wenn Sie ihn widerrufen oder wenn er ${idle} lang nicht benutzt wurde.`,
  direct: {
    password:
      'Die Anwendung meldet sich mit Ihrem Passwort an, das Sie ihr gegeben haben. Wenn Sie das nicht mehr wollen, widerrufen Sie den Zugriff hier und ändern Sie Ihr Passwort unter „Konto“.',
    implicit:
      'Die Anwendung bekam ihren Zugriff direkt im Browser. Er gilt nur kurze Zeit und lässt sich nicht verlängern.',
    'urn:ietf:params:oauth:grant-type:token-exchange':
      'Die Anwendung handelt für Sie im Auftrag einer anderen Anwendung, die Sie erlaubt haben, und endet mit dieser.',
    oauth1:
      'Die Anwendung hat eingetauscht, was Sie einer anderen Anwendung desselben Eigentümers mit OAuth 1 erlaubt haben.',
  },
  consumer: 'Der Zugriff gilt, bis Sie ihn beenden (OAuth 1.0a).',
  access: 'Zugriff',
  use: 'Zuerst und zuletzt benutzt',
  from: (first: string, last: string) => (first === last ? first : `${first} bis ${last}`),
  to: 'bis',
  revoke: 'Widerrufen',
  revokeOne: (name: string) => `${name} widerrufen`,
  done: 'Der Zugriff der Anwendung ist beendet. Sie muss Sie erneut fragen.',
};
