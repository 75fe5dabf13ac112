export const adminApplications = {
  title: 'Applications',
  lead: 'Everything that is registered here: what waits for you first, then the newest.',
  name: 'Name',
  clientId: 'Client ID',
  owner: 'Owner',
  state: 'State',
  lastUsed: 'Last used',
  never: 'never',
  trusted: 'Trusted',
  resourceServer: 'Resource server',
  empty: 'No application yet',
  emptyLead: 'Nobody has registered one.',
};
