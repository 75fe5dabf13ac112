import type { applicationRevokeAll as English } from '../en/application-revoke-all.ts';

export const applicationRevokeAll: typeof English = {
  title: (name: string) => `Alles von ${name} widerrufen`,
  lead: (people: string, count: number) =>
    count === 0
      ? 'Für den Fall, dass ihre Tokens in fremden Händen sein könnten. Alles endet sofort und lässt sich nicht zurückholen.'
      : `Für den Fall, dass ihre Tokens in fremden Händen sein könnten. Alles endet sofort, für ${people}, die sie erlaubt haben, und lässt sich nicht zurückholen.`,
  people: (count: string, one: boolean) => (one ? '1 Person' : `${count} Personen`),
  ends: [
    'Jedes Access-Token und Refresh-Token endet, für Personen und für die Anwendung selbst.',
    'Codes, die unterwegs sind, und Geräte, die warten, enden.',
    'Was Personen erlaubt haben, wird vergessen: Jede wird erneut gefragt, wenn sie wiederkommt.',
  ],
  stays:
    'Die Anwendung bleibt, wie sie ist: Client-ID, Geheimnisse und Einstellungen gelten weiter, und neue Tokens werden sofort ausgestellt. Könnte auch ein Geheimnis bekannt sein, beenden Sie es ebenfalls.',
  breadcrumb: 'Navigationspfad',
  here: 'Alles widerrufen',
  button: 'Alles widerrufen',
  cancel: 'Behalten',
};
