export const adminPeople = {
  title: 'People',
  lead: 'Everybody with an account, by address. New accounts are made with',
  leadCommand: 'latchkey user add',
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
