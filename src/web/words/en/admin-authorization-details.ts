export const adminAuthorizationDetails = {
  title: 'Authorization details',
  lead: 'What applications may ask people for one at a time, where a scope would be for everything of a kind.',
  breadcrumb: 'Breadcrumb',
  administration: 'Administration',
  scopes: 'Scopes',
  name: 'Type',
  description: 'It can',
  applications: 'Applications',
  exactly: 'Schema',
  delete: 'Delete',
  deleteType: (type: string) => `Delete ${type}`,
  empty: 'No type yet',
  emptyLead: 'Add what your API can do once for somebody: one payment, one signature, one folder.',
  add: 'Add or replace a type',
  type: {
    label: 'Type',
    hint: 'As applications send it. One that is there is replaced.',
    example: 'payment',
  },
  sentence: {
    label: 'It can',
    hint: 'The phrase that people read, with members of the details in braces.',
    example: 'Pay {amount} to {creditor.name}',
  },
  schema: {
    label: 'Schema',
    hint: 'JSON Schema 2020-12. Members that it does not name are refused.',
    example: '{"properties":{"amount":{"type":"string"}},"required":["amount"]}',
  },
  button: 'Save',
  used: 'Applications may ask for it: take it from them first.',
  done: {
    saved:
      'The type was saved. Give it to applications with latchkey app set CLIENT_ID --authorization-details-type TYPE.',
    deleted: 'The type was deleted.',
  },
};
