import type { adminConsumers as English } from '../en/admin-consumers.ts';

export const adminConsumers: typeof English = {
  title: 'Anwendungen mit OAuth 1.0a',
  lead: 'Alles, was für OAuth 1.0a registriert ist: zuerst, was auf Sie wartet, dann das Neueste.',
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  applications: 'Anwendungen',
  name: 'Name',
  key: 'Consumer-Key',
  owner: 'Eigentümer',
  state: 'Status',
  tokens: 'Access-Tokens',
  lastUsed: 'Zuletzt benutzt',
  never: 'nie',
  plaintext: 'PLAINTEXT',
  empty: 'Noch keine Anwendung mit OAuth 1.0a',
  emptyLead: 'Niemand hat eine registriert.',
};
