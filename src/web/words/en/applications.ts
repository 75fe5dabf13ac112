const justNow = (ago: string) => (ago === 'now' ? 'just now' : ago);

export const applications = {
  title: 'Your applications',
  lead: 'Programs that you make and that ask people here for access.',
  register: 'Register an application',
  teams: 'Teams',
  offers: (count: number) =>
    count === 1 ? 'An application is offered to you.' : `${count} applications are offered to you.`,
  seeOffers: 'See what is offered',
  ofTeam: (name: string) => `Team ${name}`,
  empty: 'No application yet',
  emptyLead: 'Register one to get a client ID. It takes a name, a homepage and the address that people come back to.',
  emptyAdmins: 'On this server administrators register applications. Ask one of them if you need a client ID.',
  name: 'Name',
  clientId: 'Client ID',
  scopes: 'Scopes',
  state: 'State',
  lastUsed: 'Last used',
  refused: (ago: string) => `Refused ${justNow(ago)}`,
  refusedOne: (ago: string, name: string) => `Refused ${justNow(ago)}: see why, for ${name}`,
  nobody: 'nobody known',
  /** Where it is known how it came here. */
  nobodyBut: {
    person: 'nobody known',
    registration: 'nobody known: a program registered it',
    document: 'nobody known: its own document describes it',
  },
  never: 'never',
  none: 'none',
  states: { active: 'Active', review: 'In review', disabled: 'Disabled', rejected: 'Rejected' },
  done: { deleted: 'The application was deleted. Everything that was issued to it has ended.' },
  pages: 'Pages',
  previous: 'Previous page',
  next: 'Next page',
  range: (first: number, last: number, total: string, exact: boolean) =>
    `${first} to ${last} of ${exact ? '' : 'about '}${total}`,
};
