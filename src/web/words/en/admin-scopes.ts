export const adminScopes = {
  title: 'Scopes',
  lead: 'What applications may ask people for, in the words that people read. Change them with latchkey scope add.',
  name: 'Scope',
  description: 'It can',
  detail: 'What it means for the person',
  privileged: 'Privileged',
  empty: 'No scope yet',
  emptyLead:
    'Without scopes an application learns an opaque number that stands for the person, and nothing more. Add one with latchkey scope add.',
};
