import type { OutboundFault } from '../../../oauth/model/outbound.ts';

/** The page of one application, and what its neighbours share with it. */
export const application = {
  breadcrumb: 'Breadcrumb',
  applications: 'Applications',
  tabs: {
    overview: 'Overview',
    secrets: 'Secrets',
    refusals: 'Refusals',
    tokens: 'Tokens',
    example: 'Example',
    openapi: 'OpenAPI',
  },
  changeLogo: 'Change the logo',
  edit: 'Edit',
  advanced: 'Advanced',
  roles: 'Roles',
  rotate: 'Rotate secret',
  delete: 'Delete',

  secret: {
    registered: (name: string) => `${name} is registered. Keep its client secret now`,
    rotated: (name: string) => `${name} has a new client secret. Keep it now`,
    once: 'It is shown this once: we store only its digest. Click it to select all of it, put it where your server keeps its secrets, never into a browser or an app. Lost it? Rotate secret gives you another.',
  },
  next: 'Next: a program that runs with these values',
  done: {
    registered: (name: string) => `${name} is registered.`,
    accepted: (name: string) => `${name} is yours to keep now. Rotate its secret: whoever had it before may know it.`,
    changed: (name: string) => `The changes to ${name} were saved.`,
    looked: (name: string) => `You have looked at what ${name} has from before.`,
    revoked: (name: string) => `Everything that ${name} held has ended.`,
    ended: (name: string) => `The old secret of ${name} has ended.`,
  },
  inReview:
    'An administrator has not looked at it yet. Until then it cannot ask anybody for access; everything else can be prepared.',
  disabled:
    'An administrator disabled it: it cannot ask anybody for access, and its tokens have ended. Ask an administrator of this server about it.',
  noSecret: 'It has no client secret that works. Rotate secret gives it one.',

  leakedSecret: (hint: string, day: string) =>
    `Its secret …${hint} came in the address of a request on ${day}. Addresses stand in logs and histories: count it as known to others, and end it at once.`,

  handedOnSecrets: (hints: string) =>
    `The application changed hands. Whoever had it before knows its secrets (${hints}). They go on working, so that it does not stop: replace them.`,

  handedOn:
    'The application changed hands. Whoever had it before entered what follows, and it works on, so that the application does not stop. Change what should not be so, or say that you have looked at it.',
  leftBehind: {
    keys: (keys: string) => `Public keys (${keys}): whoever has their private halves is taken for the application.`,
    issuers: (issuers: string) =>
      `Trusted issuers (${issuers}): what they sign is taken for the application, or for a person. An administrator changes them.`,
    redirectUris: (uris: string) => `Redirect URIs (${uris}): people are sent there with what they allowed.`,
  },
  lookedAt: 'I have looked at it',

  credentials: 'Credentials and endpoints',
  clickToSelect: 'Click a value to select all of it',
  clientId: 'Client ID',
  clientIdAlso: '(API key)',
  clientSecret: 'Client secret',
  clientSecretAlso: '(API secret)',
  secretUsed: 'last used',
  secretMade: 'created',
  allSecrets: 'Manage secrets',
  endsSoon: (name: string, hint: string, day: string) =>
    `Its secret ${name} (…${hint}) ends on ${day}. Add another, put it where this one is used, and then end this one.`,
  toSecrets: 'See its secrets',
  secretEnds: 'ends',
  endNow: 'End it now',
  publicSecret: 'None: a public application proves itself with PKCE.',
  endpoints: {
    authorize: 'Authorize',
    device: 'Device',
    token: 'Token',
    revoke: 'Revoke',
    introspect: 'Introspect',
    metadata: 'Metadata',
  },

  registered: 'What is registered',
  redirectUris: 'Redirect URIs',
  previews: 'Previews',
  previewUntil: 'until',
  scopes: 'Scopes',
  type: 'Type',
  types: { confidential: 'Confidential', public: 'Public' },
  trusted: 'Trusted: people are not asked',
  resourceServer: 'Resource server: may introspect tokens',
  dpopBound: 'Its access tokens are bound to a key that it proves (DPoP)',
  certificateBound: 'Its access tokens are bound to its certificate',
  grants: 'Grant types',
  tokensLive: 'Access tokens live',
  untilRevoked: (idle: string) => `until they are revoked, or were not used for ${idle}`,
  owner: 'Owner',
  giveAway: 'Transfer it',
  offeredTo: (to: string) => `offered to ${to}`,
  registeredOn: 'Registered',

  use: 'Use',
  people: 'People',
  morePeople: (most: string) => `${most}+`,
  peopleNote: 'who authorized it',
  liveTokens: 'Live tokens',
  about: (count: string) => `≈ ${count}`,
  liveNote: (life: string) => `issued within ${life}`,
  endlessNote: 'they have no end',
  today: 'Requests today',
  todayNote: 'for tokens, since midnight (UTC)',
  month: 'In 30 days',
  monthNote: (refused: string) => `requests for tokens, ${refused} refused`,
  lastUsed: 'Last used',
  lastUsedNote: 'for a token',
  revokeAll: 'Revoke everything',
  revokeAllHint: 'Ends all its tokens and asks everybody again: for when tokens may have leaked.',
  never: 'never',
  none: 'none',

  pkce: 'PKCE',
  pkceHints: {
    always: 'Required: requests without a code_challenge are refused.',
    public: 'Required, as for every application that is not confidential.',
    unused:
      'Recommended. It makes a code that leaks worth nothing, and your library can do it in two lines: see Example.',
    some: (used: number, of: number) =>
      `${used} of ${of} requests of the last 30 days used it. Where all do, require it under Advanced.`,
    all: (of: number) =>
      of === 1
        ? 'The only request of the last 30 days used it. You can require it under Advanced.'
        : `All ${of} requests of the last 30 days used it. You can require it under Advanced.`,
  },

  logouts: {
    heading: 'Ended sessions it was not told of',
    lead: 'When somebody signs out, a logout token is sent to',
    none: 'Nothing failed lately.',
    session: 'Session',
    ended: 'Ended',
    came: 'What came back',
    next: 'Tried again',
    givenUp: 'given up',
    last: 'last',
    tried: (attempts: number) => (attempts === 1 ? 'Tried once' : `Tried ${attempts} times`),
    faults: {
      'address-refused':
        'Nothing was sent: this server sends to https and public addresses alone. Its operator can allow others (OUTBOUND_ALLOW).',
      unreachable: 'No connection. Is your server running, and open to this one?',
      tls: 'No connection: the certificate is not one that this server trusts.',
      timeout: 'No answer within five seconds. Answer first, and do the rest afterwards.',
      redirect: 'The answer was a redirect, which is not followed. Register where it leads to.',
      status: 'The answer was not 200. Look into your log for what it did not like about the logout token.',
      encoded: 'The answer was compressed, though nothing of it was asked for.',
      'too-large': 'The answer was too large. Answer 200 with nothing.',
      'not-json': 'The answer could not be read. Answer 200 with nothing.',
      rate: 'Nothing was sent: there was too much to send at once.',
    } satisfies Record<OutboundFault, string>,
  },

  recent: 'Recent refusals',
  all: (count: number) => `All ${count}`,
  noRefusals:
    'Nothing was refused lately. When a request of this application is, you see here what was sent beside what is registered, and what to do.',
  refusedLately: (ago: string, what: string) => `A request was refused ${ago}. ${what}`,
  seeWhy: 'See what to do',
};
