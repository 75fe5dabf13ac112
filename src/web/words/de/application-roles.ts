import type { applicationRoles as English } from '../en/application-roles.ts';

/** The page that says what people and groups are at an application. */
export const applicationRoles: typeof English = {
  title: (name: string) => `Rollen bei ${name}`,
  here: 'Rollen',
  breadcrumb: 'Navigationspfad',
  lead: 'Was Personen bei der Anwendung sind, zum Beispiel Redakteur. Wer sich anmeldet, bringt die eigenen Rollen mit, in einem Claim namens „roles“, wenn die Anwendung den Scope „roles“ hat. Sie erfährt ihre eigenen Rollen und die keiner anderen Anwendung.',
  asksScope: 'Die Anwendung hat den Scope „roles“ noch nicht und erfährt ohne ihn davon nichts.',
  chooseScope: 'Wählen Sie ihn',
  roles: 'Rollen',
  none: 'Es gibt noch keine Rolle.',
  noAccount: 'noch kein Konto',
  nobodyHas: 'Niemand hat sie.',
  isGroup: 'Gruppe: alle darin',
  remove: 'Rolle entfernen',
  removeOne: (role: string) => `Rolle entfernen: ${role}`,
  take: 'Wegnehmen',
  takeOne: (role: string, name: string) => `Wegnehmen: ${role}, ${name}`,
  add: 'Rolle hinzufügen',
  name: 'Name der Rolle',
  nameHint: 'Wie die Anwendung sie liest: Buchstaben, Ziffern und dazwischen . _ : -',
  nameWrong:
    'Beginnen Sie mit einem Buchstaben oder einer Ziffer, und nehmen Sie nur Buchstaben, Ziffern und . _ : - (höchstens 60).',
  tooMany: (most: number) => `Eine Anwendung hat höchstens ${most} Rollen.`,
  tooManyHolders: (most: number) =>
    `Eine Rolle bekommen höchstens ${most} Adressen. Geben Sie sie stattdessen einer Gruppe.`,
  addButton: 'Die Rolle hinzufügen',
  give: 'Rolle geben',
  role: 'Welche Rolle',
  email: 'E-Mail einer Person',
  emailHint:
    'Oder lassen Sie es leer und nennen Sie eine Gruppe. Wem das Konto dieser Adresse gehört, der hat die Rolle: sofort oder sobald es eines gibt. Ob es eines gibt, steht hier nicht.',
  group: 'Name einer Gruppe',
  groupHint: 'Eine, für die die Anwendung ist oder die Sie betreuen.',
  choose: 'Wählen Sie eine Rolle.',
  oneOfTwo: 'Nennen Sie eine Person oder eine Gruppe: eines von beiden.',
  noGroup: 'Für diese Anwendung gibt es keine solche Gruppe.',
  giveButton: 'Die Rolle geben',
  done: {
    added: 'Die Rolle wurde hinzugefügt.',
    removed: 'Die Rolle wurde entfernt, von allen, die sie hatten.',
    given:
      'Die Rolle wurde gegeben. Sie gilt ab der nächsten Frage der Anwendung; für eine Adresse ohne Konto, sobald es eines gibt.',
    taken: 'Die Rolle wurde weggenommen.',
  },
};
