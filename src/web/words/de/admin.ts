import type { admin as English } from '../en/admin.ts';

const percent = (change: number) => `${Math.abs(Math.round(change * 100))} %`;

/** The first page of administration, and what its neighbours share with it. */
export const admin: typeof English = {
  title: 'Übersicht',
  lead: 'Die letzten 24 Stunden, bis',
  tabs: {
    resources: 'Ressourcen',
    settings: 'Einstellungen',
    overview: 'Übersicht',
    applications: 'Anwendungen',
    people: 'Personen',
    groups: 'Gruppen',
    teams: 'Teams',
    scopes: 'Scopes',
    keys: 'Schlüssel',
    audit: 'Protokoll',
  },

  issued: 'Ausgestellte Tokens',
  signedIn: 'Angemeldete Personen',
  signedInOf: (week: string, people: string) => `${week} in sieben Tagen, von ${people} insgesamt`,
  failed: 'Abgelehnte Anmeldungen',
  failedWhich: 'Welche',
  failedNone: 'in den letzten 24 Stunden',
  needs: {
    secret: (name: string) => `Das Geheimnis von ${name} endet`,
    secretLead: 'Die Anwendung hat kein anderes. Ohne ein neues bekommt sie von da an keine Tokens.',
    factor: (count: string, one: boolean) =>
      one
        ? '1 Person muss einen zweiten Faktor haben und hat keinen'
        : `${count} Personen müssen einen zweiten Faktor haben und haben keinen`,
    factorLead: {
      optional: 'Ein Administrator hat es für sie bestimmt. Bei der nächsten Anmeldung richten sie einen ein.',
      administrators: 'FACTORS verlangt es von Administratoren. Bei der nächsten Anmeldung richten sie einen ein.',
      everybody: 'FACTORS verlangt es von allen. Bei der nächsten Anmeldung richten sie einen ein.',
    },
    masterKeys: 'SECRET ist eine Liste',
    masterKeysLead: 'Ältere lassen sich herausnehmen, sobald nichts mehr unter ihnen verschlüsselt ist.',
  },
  used: 'Am meisten benutzt',
  usedLead: 'nach Tokens in den letzten 24 Stunden',
  usedNothing: 'Keine Anwendung bekam in den letzten 24 Stunden ein Token.',
  usedAll: 'Alle Anwendungen',

  roughly: (count: string) => `etwa ${count}`,
  moreThan: (count: string) => `mehr als ${count}`,
  refused: 'Ablehnungen',
  applications: 'Anwendungen',
  waiting: (count: string, none: boolean) => (none ? 'keine wartet auf Prüfung' : `${count} in Prüfung`),
  compared: (change: number | undefined) => {
    if (change === undefined) return 'am Vortag keine';
    if (Math.abs(change) < 0.005) return 'so viele wie am Vortag';
    return `${percent(change)} ${change > 0 ? 'mehr' : 'weniger'} als am Vortag`;
  },

  requests: 'Token-Anfragen nach Stunden',
  issuedKey: 'Ausgestellte Tokens pro Stunde',
  refusedKey: 'Ablehnungen pro Stunde',
  hoursAgo: (hours: number) => `vor ${hours} Std.`,
  now: 'jetzt',
  asTable: 'Dasselbe als Tabelle',
  hour: 'Stunde ab',
  chart: (most: { readonly hour: string; readonly count: string; readonly refused: string } | undefined) =>
    most === undefined
      ? 'In den letzten 24 Stunden gab es keine Token-Anfragen.'
      : `Ausgestellte Tokens und abgelehnte Anfragen in jeder der letzten 24 Stunden. Die meisten in der Stunde ab ${most.hour} UTC: ${most.count} ausgestellt, ${most.refused} abgelehnt.`,

  unsent: 'E-Mails, die der Mailserver nicht angenommen hat',
  mailKinds: {
    recovery: 'Ein Link für ein neues Passwort',
    invitation: 'Eine Einladung',
    'team-invitation': 'Eine Einladung in ein Team',
    offer: 'Ein Angebot einer Anwendung',
    notice: 'Was mit einem Konto geschehen ist',
    'email-change': 'Ein Link für eine neue Adresse',
    'email-changed': 'Dass sich eine Adresse geändert hat',
    'new-browser': 'Dass sich jemand mit einem neuen Browser angemeldet hat',
    deletion: 'Dass ein Konto gelöscht wird',
    deleted: 'Dass ein Konto gelöscht wurde',
    'secret-ends': 'Dass ein Geheimnis einer Anwendung bald endet',
    transferred: 'Dass ein Administrator jemandem eine Anwendung gegeben hat',
    'transferred-away': 'Dass ein Administrator eine Anwendung jemand anderem gegeben hat',
    'secrets-known': 'Dass der frühere Eigentümer die Geheimnisse einer Anwendung kennt',
    'sign-up': 'Ein Link für ein neues Konto',
  },
  mailGivenUp: 'Aufgegeben. Die Antwort war:',
  mailAgain: 'Es wird erneut versucht. Die Antwort war:',

  moreWait: (count: string) => `Alle ${count}, die auf Prüfung warten`,
  needsYou: 'Wartet auf Sie',
  nothingWaits: 'Nichts wartet auf Sie.',
  waits: (name: string) => `${name} wartet auf Prüfung`,
  by: (owner: string, when: string) => `Registriert von ${owner}, ${when}.`,
  asksFor: 'Verlangt',
  sendsTo: 'Leitet zurück zu',
  approve: 'Freigeben',
  approveOne: (name: string) => `${name} freigeben`,
  why: 'Warum Anfragen abgelehnt wurden',
  whyNothing: 'In den letzten 24 Stunden wurde keiner Anwendung etwas abgelehnt.',
  allRules: 'Alle Regeln',
  atApplications: (count: string, isOne: boolean) => (isOne ? '1 Anwendung' : `${count} Anwendungen`),

  events: 'Neueste Ereignisse',
  noEvents: 'Noch ist nichts geschehen.',

  next: 'Was als Nächstes kommt',
  steps: {
    scopes: {
      title: 'Scopes Ihrer API hinzufügen',
      lead: 'Worum Anwendungen Personen bitten dürfen, in Worten, die diese verstehen. Ohne Scope erfährt eine Anwendung, wer die Person ist, und sonst nichts.',
    },
    people: {
      title: 'Personen hinzufügen',
      lead: 'Nur Sie haben ein Konto. Andere wählen ihr Passwort mit einem Link, den Sie weitergeben.',
    },
    applications: {
      title: 'Erste Anwendung registrieren',
      users:
        'Das dürfen alle mit einem Konto, und ihre Anwendung läuft sofort. Mit REGISTRATION=review wartet sie, bis ein Administrator sie freigegeben hat.',
      review: 'Das dürfen alle mit einem Konto; ihre Anwendung wartet hier, bis ein Administrator sie freigibt.',
      admins: 'Auf diesem Server dürfen das nur Administratoren: So legt es REGISTRATION fest.',
    },
  },
};
