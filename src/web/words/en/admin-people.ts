export const adminPeople = {
  title: 'People',
  lead: 'Everybody with an account, by address.',
  add: 'Add a person',
  name: 'Name',
  email: 'Email',
  state: 'State',
  since: 'Since',
  administrator: 'Administrator',
  states: { active: 'Active', disabled: 'Disabled' },
  next: 'Next page',
  first: 'First page',
  pages: 'Pages',
};
