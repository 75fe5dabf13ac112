import type { adminAuthorizationDetails as English } from '../en/admin-authorization-details.ts';

export const adminAuthorizationDetails: typeof English = {
  title: 'Autorisierungsdetails',
  lead: 'Worum Anwendungen Personen im Einzelfall bitten dürfen, wo ein Scope für alles einer Art gälte.',
  breadcrumb: 'Navigationspfad',
  administration: 'Verwaltung',
  scopes: 'Scopes',
  name: 'Typ',
  description: 'Sie kann',
  applications: 'Anwendungen',
  exactly: 'Schema',
  delete: 'Löschen',
  deleteType: (type: string) => `${type} löschen`,
  empty: 'Noch kein Typ',
  emptyLead: 'Fügen Sie hinzu, was Ihre API einmal für jemanden tun kann: eine Zahlung, eine Unterschrift, ein Ordner.',
  add: 'Typ hinzufügen oder ersetzen',
  type: {
    label: 'Typ',
    hint: 'So, wie Anwendungen ihn senden. Einer, den es schon gibt, wird ersetzt.',
    example: 'payment',
  },
  sentence: {
    label: 'Sie kann',
    hint: 'Was Personen lesen, mit Feldern der Details in geschweiften Klammern.',
    example: '{amount} an {creditor.name} zahlen',
  },
  schema: {
    label: 'Schema',
    hint: 'JSON Schema 2020-12. Felder, die es nicht nennt, werden abgelehnt.',
    example: '{"properties":{"amount":{"type":"string"}},"required":["amount"]}',
  },
  button: 'Speichern',
  used: 'Anwendungen dürfen danach fragen: Nehmen Sie ihn zuerst diesen Anwendungen.',
  done: {
    saved:
      'Der Typ wurde gespeichert. Geben Sie ihn Anwendungen mit latchkey app set CLIENT_ID --authorization-details-type TYPE.',
    deleted: 'Der Typ wurde gelöscht.',
  },
};
