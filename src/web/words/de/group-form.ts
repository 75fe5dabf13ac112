import type { groupForm as English } from '../en/group-form.ts';

export const groupForm: typeof English = {
  name: 'Name',
  nameHint: 'Anwendungen, die Gruppen sehen dürfen, kennen diese unter ihrem Namen.',
  description: 'Beschreibung',
  descriptionHint: 'Wer darin ist, für alle, die die Gruppe verwalten.',
  owner: 'Eigentümer',
  ownerHint: 'Die Adresse eines Kontos, das Personen aufnehmen und herausnehmen darf. Leer: nur Administratoren.',
  taken: 'Es gibt schon eine Gruppe mit diesem Namen.',
  noAccount: 'Es gibt kein Konto mit dieser Adresse.',
};
