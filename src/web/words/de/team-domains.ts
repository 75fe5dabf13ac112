import type { teamDomains as English } from '../en/team-domains.ts';

/** The domains that a team has proved to be its own. */
export const teamDomains: typeof English = {
  heading: 'Domains',
  lead: 'Vorschauen Ihrer Anwendungen können für eine Weile eigene Redirect-URIs haben, unter einer Domain des Teams. Weisen Sie hier nach, dass die Domain Ihnen gehört.',
  verified: 'Bestätigt',
  waits: 'Nicht bestätigt',
  until: 'bis',
  checked: 'zuletzt geprüft',
  put: 'Schreiben Sie diese Zeile in eine Textdatei unter',
  check: 'Prüfen',
  checkOne: (domain: string) => `Prüfen: ${domain}`,
  remove: 'Entfernen',
  removeOne: (domain: string) => `Entfernen: ${domain}`,
  domain: {
    label: 'Domain',
    hint: 'Ihre Subdomains zählen auch. Der Nachweis gilt 90 Tage; prüfen Sie die Domain vorher wieder.',
    example: 'previews.example.org',
  },
  add: 'Domain eintragen',
  noDomain: 'Eine Domain ist ein Name wie previews.example.org, ohne https:// und ohne Pfad.',
  tooMany: (most: number) =>
    `Es wurde nichts eingetragen: Das darf nur, wer das Team verwaltet, und höchstens ${most} Domains.`,
  notVerified: (domain: string) => `${domain} ist nicht bestätigt.`,
  noLine: 'Die Datei ist da, aber ohne diese Zeile.',
  otherFault: 'Die Datei ließ sich nicht lesen.',
  faults: {
    'address-refused':
      'Die Domain hat noch keine Adresse oder keine, die dieser Server erreichen darf: Er erreicht nur öffentliche. Sein Betreiber kann andere erlauben (OUTBOUND_ALLOW).',
    unreachable: 'Keine Verbindung. Läuft der Server, und ist er von hier erreichbar?',
    tls: 'Keine Verbindung: Diesem Zertifikat vertraut der Server nicht.',
    timeout: 'Keine Antwort innerhalb von fünf Sekunden.',
    redirect: 'Die Antwort war eine Weiterleitung, der nicht gefolgt wird.',
    status: 'Die Antwort war nicht 200: Ist die Datei da?',
    rate: 'Gerade werden zu viele andere Server gefragt. Versuchen Sie es in einer Minute wieder.',
  },
};
