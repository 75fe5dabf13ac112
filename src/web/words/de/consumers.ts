import type { consumers as English } from '../en/consumers.ts';

export const consumers: typeof English = {
  title: 'OAuth-1-Einstellungen',
  lead: 'Programme, die Sie entwickeln und die OAuth 1.0a sprechen.',
  /** The two lists: links at the top of both. */
  lists: 'Anwendungen nach Protokoll',
  tabs: { oauth1: 'OAuth-1-Einstellungen', oauth2: 'OAuth-2-Anwendungen' },
  useOAuth2:
    'Neue Programme sollten OAuth\u00a02 benutzen: Nichts muss signiert werden, und der Zugriff endet von selbst.',
  useOAuth2Link: 'Anwendung mit OAuth 2 registrieren',
  register: 'Anwendung mit OAuth 1.0a registrieren',
  empty: 'Noch keine Anwendung mit OAuth 1.0a',
  emptyLead:
    'Registrieren Sie eine nur für ein Programm, das kein OAuth\u00a02 spricht. Sie bekommt einen Consumer-Key und ein Consumer-Geheimnis.',
  emptyAdmins:
    'Auf diesem Server registrieren Administratoren die Anwendungen. Bitten Sie einen von ihnen, wenn Sie einen Consumer-Key brauchen.',
  name: 'Name',
  key: 'Consumer-Key',
  permissions: 'Berechtigungen',
  state: 'Status',
  lastUsed: 'Zuletzt benutzt',
  never: 'nie',
  none: 'keine',
  deleted: 'Die Anwendung wurde gelöscht. Alles, was ihr ausgestellt wurde, ist beendet.',
};
