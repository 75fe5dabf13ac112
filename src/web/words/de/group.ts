import type { group as English } from '../en/group.ts';

export const group: typeof English = {
  breadcrumb: 'Navigationspfad',
  start: 'Start',
  lead: 'Sie dürfen Personen in diese Gruppe aufnehmen und herausnehmen. Wofür sie ist, sagt ein Administrator.',
  holds: 'Alle aus diesen Gruppen sind auch darin:',
  done: {
    'person-added': 'Die Person ist jetzt in der Gruppe.',
    'person-removed': 'Die Person ist nicht mehr in der Gruppe. Was sie nicht benutzen darf, ist beendet.',
  },
};
