import type { recoveryCodes as English } from '../en/recovery-codes.ts';

export const recoveryCodes: typeof English = {
  title: 'Ihre Wiederherstellungscodes',
  lead: 'Bewahren Sie sie dort auf, wo Sie sie ohne Ihr Telefon finden: ausgedruckt oder in einem Passwortmanager. Mit jedem können Sie sich einmal anmelden, nach Ihrem Passwort, anstelle eines Faktors, den Sie verloren haben.',
  once: 'Sie werden jetzt gezeigt und nie wieder. Codes, die Sie vorher hatten, gelten nicht mehr.',
  codes: 'Wiederherstellungscodes',
  copy: 'Wiederherstellungscodes',
  back: 'Ich habe sie aufbewahrt',
  goOn: 'Ich habe sie aufbewahrt, weiter',
};
