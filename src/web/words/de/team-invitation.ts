import type { teamInvitation as English } from '../en/team-invitation.ts';

export const teamInvitation: typeof English = {
  title: (team: string) => `${team} beitreten`,
  lead: 'Sie sind in dieses Team eingeladen.',
  may: {
    developer: 'Sie sehen und ändern dann seine Anwendungen, als wären es Ihre eigenen.',
    manager: 'Sie sehen und ändern dann seine Anwendungen, als wären es Ihre eigenen, und bestimmen, wer im Team ist.',
  },
  see: 'Alle darin sehen Ihren Namen und Ihre Adresse.',
  signedInAs: 'Angemeldet als',
  join: 'Dem Team beitreten',
  useAnother: 'Anderes Konto benutzen',
  other: (email: string) => `Die Einladung ist für ${email}. Melden Sie sich mit dieser Adresse an, um sie anzunehmen.`,
  notNow: 'Jetzt nicht',
};
