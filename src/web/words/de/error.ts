import type { error as English } from '../en/error.ts';

const wait = (seconds: number) => {
  if (seconds === 1) return '1 Sekunde';
  return seconds < 90 ? `${seconds} Sekunden` : `${Math.ceil(seconds / 60)} Minuten`;
};

export const error: typeof English = {
  whatYouCanDo: 'Was Sie tun können',
  details: 'Wenn Sie um Hilfe bitten',
  rule: 'Regel',
  request: 'Anfrage',
  time: 'Zeit',
  forTheMakers: 'Für die Entwickler der Anwendung',
  sentBesideRegistered: 'Was gesendet wurde und was registriert ist',
  sent: 'Gesendet',
  registered: 'Registriert',
  nothingRegistered: 'nichts',
  ownerNotice: (application: string) =>
    `Sie sehen das, weil Sie als Eigentümer von ${application} angemeldet sind. Alle anderen erfahren nur, dass die Anfrage abgelehnt wurde.`,
  addAddress: 'Diese Adresse hinzufügen',
  openApplication: (application: string) => `${application} öffnen`,
  signInToSee: (application: string) => `Sie entwickeln ${application}?`,
  signInToSeeLink: 'Anmelden',
  signInToSeeAfter: 'und sehen, was gesendet wurde.',

  busy: 'Im Moment melden sich viele Personen an. Bitte senden Sie das Formular in einigen Sekunden noch einmal.',

  sentBefore:
    'Dieses Formular wurde schon gesendet und hat getan, was es sagt. Jetzt geschah nichts: Was daraus wurde, ist seitdem ersetzt, benutzt oder gelöscht worden. Senden Sie es noch einmal, wenn es noch einmal geschehen soll.',

  crowded: {
    title: 'Zu viele Personen an dieser Tür',
    lead: 'Im Moment senden viele Personen dieses Formular, und Ihres wurde nicht angesehen. Es wurde nichts geändert.',
    todo: [
      'Warten Sie einige Sekunden und laden Sie diese Seite dann neu: Ihr Browser sendet das Formular noch einmal.',
    ],
  },
  malformed: {
    title: 'Wir konnten diese Anfrage nicht lesen',
    lead: 'Die Adresse oder das Formular enthält Zeichen, die dort nicht hingehören. Es wurde nichts geändert.',
    todo: [
      'Gehen Sie zurück und versuchen Sie es noch einmal. Wenn Sie die Adresse getippt oder eingefügt haben, prüfen Sie ihr Ende.',
    ],
  },
  crossSite: {
    title: 'Dieses Formular kam von anderswo',
    lead: 'Ihr Browser sagt, dass eine andere Website es gesendet hat. Zum Schutz Ihres Kontos haben wir nichts getan.',
    todo: ['Wenn Sie es tun wollten, öffnen Sie diese Website selbst und tun Sie es hier.'],
  },
  staleForm: {
    title: 'Dieses Formular war zu alt',
    lead: 'Sie haben sich an- oder abgemeldet, seit die Seite geöffnet wurde, oder Ihr Browser behält keine Cookies. Es wurde nichts geändert.',
    todo: [
      'Gehen Sie zurück, laden Sie die Seite neu und senden Sie das Formular noch einmal.',
      'Erlauben Sie Cookies für diese Website, wenn Ihr Browser sie blockiert.',
    ],
  },
  forbidden: {
    title: 'Diese Seite ist für Administratoren',
    lead: 'Sie sind angemeldet, aber Ihr Konto darf sie nicht sehen.',
    todo: ['Wenden Sie sich an einen Administrator dieses Servers, wenn Sie sie brauchen.'],
  },
  notFound: {
    title: 'Hier ist nichts',
    lead: 'Die Seite gibt es nicht, sie ist umgezogen, oder sie ist nicht für Sie bestimmt.',
    todo: [
      'Prüfen Sie die Adresse.',
      { before: 'Beginnen Sie auf ', href: '/', link: 'der ersten Seite dieser Website', after: '.' },
    ],
  },
  usedLink: {
    title: 'Dieser Link gilt nicht mehr',
    lead: 'Er wurde schon benutzt, ist abgelaufen oder hat auf dem Weg zu Ihnen einen Teil verloren. Jeder Link gilt einmal.',
    todo: [
      { before: '', href: '/sign-in', link: 'Melden Sie sich an', after: ', wenn Sie schon ein Passwort haben.' },
      'Bitten Sie einen Administrator dieses Servers um einen neuen Link.',
    ],
  },
  setupLink: {
    title: 'Dieser Link gilt nicht mehr',
    lead: 'Er wurde schon benutzt, ist nach einer Stunde abgelaufen oder hat auf dem Weg zu Ihnen einen Teil verloren. Er gilt einmal.',
    todo: [
      {
        before: '',
        href: '/sign-in',
        link: 'Melden Sie sich an',
        after: ', wenn dieser Server schon einen Administrator hat.',
      },
      'Hat er keinen, starten Sie den Server neu: Er gibt einen neuen Link aus.',
    ],
  },
  methodNotAllowed: {
    title: 'Diese Adresse nimmt eine solche Anfrage nicht an',
    lead: 'Es gibt sie, aber so, wie sie gefragt wurde, antwortet sie nicht. Es wurde nichts geändert.',
    todo: ['Öffnen Sie sie als gewöhnliche Seite oder benutzen Sie das Formular, das zu ihr führt.'],
  },
  tooLarge: {
    title: 'Das war zu viel auf einmal',
    lead: 'Das Formular ist größer, als dieser Server annimmt. Es wurde nichts geändert.',
    todo: ['Senden Sie weniger Text.'],
  },
  addressTooLong: {
    title: 'Diese Adresse ist zu lang',
    lead: 'Sie ist länger, als dieser Server annimmt. Es wurde nichts geändert.',
    todo: ['Gehen Sie dorthin zurück, woher Sie kamen, und beginnen Sie neu.'],
  },
  mediaType: {
    title: 'Das ist kein Formular',
    lead: 'Diese Seite nimmt an, was ihr eigenes Formular sendet, und sonst nichts. Es wurde nichts geändert.',
    todo: ['Benutzen Sie das Formular auf der Seite.'],
  },
  tooMany: {
    title: 'Zu viele Versuche',
    lead: (seconds: number) =>
      `Es gab zu viele Versuche in kurzer Zeit. Bitte warten Sie ${wait(seconds)} und versuchen Sie es dann noch einmal.`,
    todo: ['Warten Sie und versuchen Sie es dann noch einmal. Nichts ist für immer gesperrt.'],
  },
  unavailable: {
    title: 'Wir können gerade nicht antworten',
    lead: 'Der Server kann im Moment nicht arbeiten. Es wurde nichts geändert, und nichts ist verloren.',
    todo: ['Warten Sie einige Sekunden und laden Sie diese Seite dann neu.'],
  },
  unknown: {
    title: 'Wir wissen nicht, ob das geschehen ist',
    lead: 'Der Server hat die Verbindung zu seiner Datenbank verloren, bevor eine Antwort kam. Was Sie wollten, ist vielleicht geschehen, vielleicht nicht.',
    todo: [
      'Warten Sie einige Sekunden, gehen Sie dann zurück und sehen Sie nach, ob es geschehen ist, bevor Sie es noch einmal senden.',
    ],
  },
  conflict: {
    title: 'Das hat sich im selben Moment geändert',
    lead: 'Etwas, das dafür nötig ist, wurde geändert oder entfernt, während Sie es gesendet haben. Durch Sie wurde nichts geändert.',
    todo: ['Gehen Sie zurück, laden Sie die Seite neu und sehen Sie nach, ob es noch nötig ist.'],
  },
  internal: {
    title: 'Etwas ist schiefgegangen',
    lead: 'Der Fehler liegt bei uns. Er ist unter der unten genannten Anfrage aufgezeichnet.',
    todo: [
      'Versuchen Sie es gleich noch einmal.',
      'Wenn es wieder geschieht, sagen Sie es einem Administrator dieses Servers und nennen Sie die Anfrage unten.',
    ],
  },
};
