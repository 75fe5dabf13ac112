import type { adminScopes as English } from '../en/admin-scopes.ts';

export const adminScopes: typeof English = {
  title: 'Scopes',
  lead: 'Worum Anwendungen Personen bitten dürfen, in den Worten, die Personen lesen.',
  add: 'Scope hinzufügen',
  details: 'Autorisierungsdetails',
  name: 'Scope',
  description: 'Sie kann',
  grants: 'Grant-Typen',
  everyGrant: 'alle',
  applications: 'Anwendungen',
  privileged: 'Privilegiert',
  safe: 'Sicher',
  notOffered: 'Nicht angeboten',
  empty: 'Noch kein Scope',
  emptyLead:
    'Ohne Scopes erfährt eine Anwendung eine nichtssagende Nummer, die für die Person steht, und sonst nichts. Fügen Sie hinzu, was Ihre API unterscheiden kann.',
  done: {
    deleted: 'Der Scope wurde gelöscht.',
  },
};
