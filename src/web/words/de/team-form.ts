import type { teamForm as English } from '../en/team-form.ts';

export const teamForm: typeof English = {
  name: {
    label: 'Name',
    hint: 'Personen lesen ihn dort, wo eine Anwendung sagt, wer sie gemacht hat.',
    example: 'Feldkarten',
  },
  description: {
    label: 'Beschreibung',
    hint: 'Was das Team macht, für alle, die eingeladen werden.',
    example: 'Karten und Apps der Feldgruppe',
  },
  taken: 'Ein Team mit diesem Namen gibt es schon.',
};
