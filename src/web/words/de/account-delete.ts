import type { accountDelete as English } from '../en/account-delete.ts';

export const accountDelete: typeof English = {
  title: 'Konto löschen',
  breadcrumb: 'Navigationspfad',
  account: 'Konto',
  lead: (span: string) =>
    `Sie werden sofort überall abgemeldet, und mit Ihrem Konto geht nichts mehr. Nach ${span} wird alles Persönliche gelöscht: Ihr Name und Ihre Adresse, Passwort, zweite Faktoren und Passkeys.`,
  leadAtOnce:
    'Alles Persönliche wird sofort gelöscht: Ihr Name und Ihre Adresse, Passwort, zweite Faktoren und Passkeys. Niemand kann das rückgängig machen.',
  day: 'einem Tag',
  days: (days: number) => `${days} Tagen`,
  kept: 'Bis dahin können Sie es sich anders überlegen: Melden Sie sich an und behalten Sie das Konto. Anwendungen müssen Sie dann neu erlauben.',
  remains:
    'Was bleibt, sind die Aufzeichnungen über das Geschehene, ohne Ihren Namen und Ihre Adresse. Wer später ein Konto mit Ihrer Adresse anlegt, ist für jede Anwendung jemand anderes.',
  what: 'Was damit endet',
  ends: {
    applications: {
      heading: 'Ihre Anwendungen',
      what: 'Sie funktionieren, solange das Konto behalten werden kann. Danach werden sie deaktiviert, und ein Administrator kann sie jemand anderem geben: Verabreden Sie das vorher.',
    },
    allowed: {
      heading: 'Was Sie Anwendungen erlaubt haben',
      what: 'Sie verlieren sofort den Zugriff auf Ihr Konto. Was sie selbst über Sie gespeichert haben, können nur sie löschen: Bitten Sie sie darum.',
    },
    tokens: {
      heading: 'Persönliche Access-Tokens',
      what: 'Programme, die sie benutzen, funktionieren sofort nicht mehr.',
    },
    groups: {
      heading: 'Gruppen, in denen Sie sind',
      what: 'Sie sind nicht mehr darin, sobald das Konto gelöscht ist.',
    },
    ownedGroups: {
      heading: 'Gruppen, um die Sie sich kümmern',
      what: 'Sie bleiben, und Administratoren kümmern sich darum, sobald das Konto gelöscht ist.',
    },
  },
  nothing: 'Ihre Sitzungen: Sie werden überall abgemeldet.',
  more: (count: string) => `und ${count} weitere`,
  button: 'Mein Konto löschen',
  buttonAtOnce: 'Mein Konto jetzt löschen',
  cancel: 'Mein Konto behalten',
  lastAdministrator:
    'Nichts wurde geändert: Sie sind der einzige Administrator, und niemand könnte diesen Server mehr verwalten. Machen Sie zuerst jemand anderen zum Administrator.',
};
