export const adminScopes = {
  title: 'Scopes',
  lead: 'What applications may ask people for, in the words that people read.',
  add: 'Add a scope',
  details: 'Authorization details',
  name: 'Scope',
  description: 'It can',
  grants: 'Grant types',
  everyGrant: 'all',
  applications: 'Applications',
  privileged: 'Privileged',
  safe: 'Safe',
  notOffered: 'Not offered',
  empty: 'No scope yet',
  emptyLead:
    'Without scopes an application learns an opaque number that stands for the person, and nothing more. Add what your API can tell apart.',
  done: {
    deleted: 'The scope was deleted.',
  },
};
