import type { consent as English } from '../en/consent.ts';

const days = (count: number) => (count === 0 ? 'heute' : count === 1 ? 'gestern' : `vor ${count} Tagen`);
const span = (seconds: number) => {
  const minutes = Math.max(1, Math.round(seconds / 60));
  const hours = Math.round(seconds / 3600);
  if (seconds < 5400) return minutes === 1 ? '1 Minute' : `${minutes} Minuten`;
  return hours < 48 ? `${hours} Stunden` : `${Math.round(hours / 24)} Tage`;
};

export const consent: typeof English = {
  pageTitle: (application: string) => `${application} erlauben`,
  wants: 'möchte Ihr Konto benutzen',
  madeBy: 'Von',
  nobodyKnown: 'Unbekannt: Die Anwendung hat sich selbst registriert',
  nobodyAnyMore: 'Niemand mehr',
  nobodyButDocument: 'Unbekannt: Die Anwendung sagt selbst, was sie ist',
  describedAt: 'Beschrieben unter',
  described: (host: string, used: boolean) =>
    `Der Name und alles andere hier ist das, was ${host} über die Anwendung sagt${used ? '' : ', und Sie haben sie noch nie benutzt'}. Erlauben Sie sie nur, wenn Sie gerade selbst von dort hierher gekommen sind.`,
  verified: 'Geprüft',
  notVerified: 'Nicht geprüft',
  homepage: 'Homepage',
  read: 'Mehr dazu',
  links: {
    policyUri: 'Datenschutzerklärung',
    tosUri: 'Nutzungsbedingungen',
    supportUri: 'Hilfe',
    logoUri: 'Logo der Anwendung',
  },
  contact: 'Kontakt',
  sendsYouBackTo: 'Führt zurück zu',
  outOfBand: 'Nirgendwohin: Sie bekommen einen Code zum Kopieren',
  thisComputer: 'Ein Programm auf diesem Computer',
  inBrowser: 'Die Anwendung bekommt ihren Zugriff direkt hier in diesem Browser.',
  otherSite: 'Eine andere Website als die Homepage.',
  connects: 'Verbindet',
  device: 'Das Gerät mit dem Code',
  deviceAsked: (ago: string) => `Es hat ${ago} gefragt.`,
  ownDevice: 'Haben Sie das auf Ihrem eigenen Gerät gestartet?',
  ownDeviceText: {
    before: 'Fahren Sie nur fort, wenn ein Gerät vor Ihnen in diesem Moment',
    after:
      'anzeigt. Hat Ihnen jemand den Code oder einen Link zu dieser Seite geschickt, will diese Person in Ihr Konto: Lehnen Sie ab.',
  },
  nobodyChecked: 'Niemand hat diese Anwendung geprüft',
  registered: (ageDays: number, used: boolean, onDevice: boolean) =>
    `Registriert wurde sie ${days(ageDays)}${used ? '' : ', und Sie haben sie noch nie benutzt'}. Erlauben Sie sie nur, wenn Sie ${onDevice ? 'das gerade selbst gestartet haben' : 'gerade selbst von dort hierher gekommen sind'}.`,
  signedInAs: 'Angemeldet als',
  useAnother: 'Anderes Konto benutzen',
  because: {
    changed:
      'Sie haben diese Anwendung schon einmal erlaubt. Seitdem haben sich ihr Name, ihr Eigentümer oder die Adressen geändert, zu denen sie Sie zurückschickt: Sehen Sie sie an, als wäre sie neu.',
    more: 'Sie haben diese Anwendung schon einmal erlaubt. Jetzt verlangt sie mehr: Das Neue ist markiert.',
    details:
      'Sie haben diese Anwendung schon einmal erlaubt. Nach dem, was sie diesmal verlangt, wird jedes Mal gefragt.',
    prompt: 'Sie haben diese Anwendung schon einmal erlaubt. Sie möchte, dass Sie es bestätigen.',
    public:
      'Sie haben diese Anwendung schon einmal erlaubt. Da sie kein Geheimnis hat, könnte sich jeder als sie ausgeben: Sie werden jedes Mal gefragt.',
    token:
      'Sie haben diese Anwendung schon einmal erlaubt. Sie bekommt ihren Zugriff in Ihrem Browser: Sie werden jedes Mal gefragt.',
    claims:
      'Sie haben diese Anwendung schon einmal erlaubt. Sie verlangt einzelne Angaben über Sie, mehr als bei ihr üblich: Sie werden jedes Mal gefragt.',
    dialect:
      'Sie haben diese Anwendung schon einmal erlaubt. Bei Anwendungen, die so anfragen wie diese, wird jedes Mal gefragt.',
    idle: 'Sie haben diese Anwendung vor mehr als einem Jahr erlaubt und seitdem nicht benutzt.',
    device:
      'Sie haben diese Anwendung schon einmal erlaubt. Sie werden jedes Mal gefragt, wenn sich ein Gerät verbindet.',
    consumer:
      'Sie haben diese Anwendung schon einmal erlaubt. Was Sie ihr erlauben, gilt, bis Sie es beenden: Sie werden jedes Mal gefragt.',
  },
  usedAt: 'Zur Benutzung bei',
  isNew: 'Neu',
  can: 'Die Anwendung kann dann',
  exactly: 'Was sie genau verlangt',
  canNothing: 'Sie beim Wiederkommen erkennen, und sonst nichts',
  aboutYou: 'Das über Sie erfahren',
  cannot: 'Die Anwendung kann nicht',
  cannotPassword: 'Ihr Passwort sehen oder Ihre E-Mail-Adresse ändern',
  cannotElse: 'Etwas anderes tun, ohne Sie erneut zu fragen',
  authorize: 'Erlauben',
  deny: 'Ablehnen',
  lasts: (seconds: number | undefined, idleSeconds: number | undefined) => {
    if (seconds !== undefined) return `Das gilt bis zu ${span(seconds)}. Beenden können Sie es jederzeit unter`;
    if (idleSeconds === undefined) return 'Das gilt, bis Sie es beenden. Das können Sie jederzeit unter';
    return `Das gilt, bis es ${span(idleSeconds)} lang nicht benutzt wurde. Beenden können Sie es jederzeit unter`;
  },
  authorizedApplications: 'Erlaubte Anwendungen',
  notSure: 'Nicht sicher? Lehnen Sie ab: Nichts geht verloren, und die Anwendung kann erneut fragen.',
  tooOld:
    'Diese Seite war zu lange offen oder gehört zu einer anderen Anmeldung. Bitte lesen Sie sie noch einmal und entscheiden Sie.',
  changed:
    'Die Anwendung hat sich geändert, während Sie gelesen haben. Bitte lesen Sie noch einmal und entscheiden Sie.',
  choose: 'Bitte wählen Sie einen der beiden Knöpfe.',
  answered: {
    title: 'Sie haben das schon beantwortet',
    lead: (application: string) =>
      `Ihre Antwort wurde an ${application} gesendet und benutzt. Jetzt hat sich nichts geändert.`,
    todo: (application: string) => [
      `Gehen Sie zurück zu ${application}. Wenn es nicht geklappt hat, beginnen Sie dort neu.`,
    ],
  },
  /** OAuth 1.0a: its application is not known any more. */
  gone: {
    title: 'Hier gibt es nichts mehr zu entscheiden',
    lead: 'Sie haben das schon beantwortet, oder die Zeit ist um: Eine Anwendung hat zehn Minuten, um Sie hierher zu bringen. Jetzt hat sich nichts geändert.',
    todo: ['Gehen Sie zurück zur Anwendung. Wenn es nicht geklappt hat, beginnen Sie dort neu.'],
  },
};
