import type { applicationReceiver as English } from '../en/application-receiver.ts';

/** Whom an application goes to, on the pages that give it away. */
export const applicationReceiver: typeof English = {
  email: 'E-Mail des neuen Eigentümers',
  emailHint: 'Jemand mit einem Konto auf diesem Server.',
  team: 'Oder der Name eines Teams',
  teamHint: 'Alle darin betreuen dann die Anwendung. Lassen Sie eines von beiden leer.',
  both: 'Geben Sie eine Adresse oder den Namen eines Teams an, nicht beides.',
  noTeam: 'Ein Team mit diesem Namen gibt es nicht. Vergleichen Sie ihn Zeichen für Zeichen.',
};
