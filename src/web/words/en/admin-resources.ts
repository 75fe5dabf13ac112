export const adminResources = {
  title: 'Resources',
  lead: 'The APIs that access tokens can be for. A token for one of them is worth nothing at another.',
  add: 'Add a resource',
  name: 'Resource',
  scopes: 'Scopes',
  everyScope: 'all',
  tokens: 'Its tokens',
  usual: 'as the application has them',
  applications: 'Applications',
  empty: 'No resource yet',
  emptyLead: 'Without any, a token is good at every API that asks this server about it.',
  done: { deleted: 'The resource was deleted.' },
};
