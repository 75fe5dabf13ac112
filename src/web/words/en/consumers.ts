export const consumers = {
  title: 'OAuth 1 settings',
  lead: 'Programs that you make and that speak OAuth 1.0a.',
  /** The two lists: links at the top of both. */
  lists: 'Applications by protocol',
  tabs: { oauth1: 'OAuth 1 settings', oauth2: 'OAuth 2 applications' },
  useOAuth2: 'New programs should use OAuth\u00a02: nothing has to be signed, and access ends by itself.',
  useOAuth2Link: 'Register an OAuth 2 application',
  register: 'Register an OAuth 1.0a application',
  empty: 'No OAuth 1.0a application yet',
  emptyLead:
    'Register one only for a program that cannot speak OAuth\u00a02. It gets a consumer key and a consumer secret.',
  emptyAdmins: 'On this server administrators register applications. Ask one of them if you need a consumer key.',
  name: 'Name',
  key: 'Consumer key',
  permissions: 'Permissions',
  state: 'State',
  lastUsed: 'Last used',
  never: 'never',
  none: 'none',
  deleted: 'The application was deleted. Everything that was issued to it has ended.',
};
