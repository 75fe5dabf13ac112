import type { adminResources as English } from '../en/admin-resources.ts';

export const adminResources: typeof English = {
  title: 'Ressourcen',
  lead: 'Die APIs, für die Access-Tokens bestimmt sein können. Ein Token für eine davon ist bei einer anderen nichts wert.',
  add: 'Ressource hinzufügen',
  name: 'Ressource',
  scopes: 'Scopes',
  everyScope: 'alle',
  tokens: 'Ihre Tokens',
  usual: 'wie bei der Anwendung',
  applications: 'Anwendungen',
  empty: 'Noch keine Ressource',
  emptyLead: 'Ohne Ressourcen gilt ein Token bei jeder API, die diesen Server danach fragt.',
  done: { deleted: 'Die Ressource wurde gelöscht.' },
};
