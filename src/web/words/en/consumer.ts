/** The page of one application of OAuth 1.0a. */
export const consumer = {
  breadcrumb: 'Breadcrumb',
  applications: 'OAuth 1 settings',
  edit: 'Edit',
  rotate: 'Rotate secret',
  delete: 'Delete',

  secret: {
    registered: (name: string) => `${name} is registered. Keep its consumer secret now`,
    rotated: (name: string) => `${name} has a new consumer secret. Keep it now`,
    once: 'It is shown this once. Click it to select all of it, and put it with the consumer key where your program keeps its secrets. Lost it? Rotate secret gives you another.',
  },
  changed: (name: string) => `The changes to ${name} were saved.`,
  inReview: 'An administrator has not looked at it yet. Until then it cannot ask anybody for access.',
  disabled: 'An administrator disabled it: it cannot ask anybody for access, and its tokens have ended.',
  plaintext:
    'An administrator lets it send its secrets instead of signing (PLAINTEXT). Sign with HMAC-SHA256 if you can: then no secret ever travels.',
  useOAuth2: 'This is for programs that know OAuth 1.0a only. A new one should use OAuth\u00a02.',
  useOAuth2Link: 'Register an OAuth 2 application',

  credentials: 'Credentials and endpoints',
  clickToSelect: 'Click a value to select all of it',
  key: 'Consumer key',
  consumerSecret: 'Consumer secret',
  secretKept: 'Shown once, when it was made. Lost it? Rotate secret gives you another.',
  endpoints: { request: 'Request token URL', authorize: 'Authorize URL', access: 'Access token URL' },

  refused: 'Recent refusals',
  noRefusals: 'Nothing that it sent was refused in the last 30 days.',

  registered: 'What is registered',
  callbackUrl: 'Callback URL',
  noCallback: 'None: people are shown a code to copy',
  supportUrl: 'Support URL',
  permissions: 'Permissions',
  methods: 'Signature methods',
  owner: 'Owner',
  registeredOn: 'Registered',
  none: 'none',
};
