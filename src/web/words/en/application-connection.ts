/** The page that changes how an application gets its tokens and proves itself, what its tokens are like, and how people sign out of it. */
export const applicationConnection = {
  title: (name: string) => `Advanced settings of ${name}`,
  here: 'Advanced',
  breadcrumb: 'Breadcrumb',
  lead: 'How it gets its tokens and how long they live, how it proves who it is, and what happens when people sign out. Most applications need to change none of this.',
  toEdit: 'Edit the application',
  save: 'Save',
  cancel: 'Cancel',
  line: (line: number, sentence: string) => `Line ${line}: ${sentence}`,
  gets: 'How it gets its tokens',
  proves: 'How it proves who it is',
  methods: 'Authentication methods',
  methodsHint: 'It may use any of these. For an application that is not confidential none of them counts.',
  methodSentences: {
    client_secret_basic: 'The secret in the Authorization header',
    client_secret_post: 'The secret in the body of the request',
    private_key_jwt: 'An assertion signed with a key of its own: there is no secret to lose',
    tls_client_auth: 'A certificate with its name',
    self_signed_tls_client_auth: 'A certificate that stands among its keys',
  } as Readonly<Record<string, string>>,
  jwks: {
    label: 'Public keys',
    hint: 'A JWK Set, for what it signs. Never paste a private key.',
    example: '{"keys":[{"kty":"EC","crv":"P-256","x":"…","y":"…"}]}',
  },
  jwksUri: {
    label: 'JWKS URI',
    hint: 'Where its public keys are, instead: then they can change without this form.',
    example: 'https://trailmark.example/jwks.json',
  },
  keysFile: 'Public keys from a file',
  keysFileHint: 'A file with a JWK Set. Reading it puts it into the form, where you can look at it before you save.',
  keysButton: 'Read the file',
  keysRead: 'The keys of the file stand under Public keys. Nothing is kept until you save.',
  keysWrong: 'The file was not taken. What is wrong with it stands at Public keys, in place of its content.',
  keysNotRead:
    'There was no file, or one that is too long for a set of public keys. Choose a file with a JWK Set, of 48 000 characters at most.',
  alg: 'ID token algorithm',
  algHint:
    'What its ID tokens, and its access tokens where they are signed, are signed with. Every library knows RS256.',
  tokens: 'Tokens',
  idTokenClaims: {
    label: 'ID tokens say what the scopes release',
    hint: 'Otherwise only userinfo does. For libraries that look nowhere else.',
  },
  signedAccessTokens: {
    label: 'Signed access tokens (JWT)',
    hint: 'APIs check them by themselves, and do not see when one is ended before its time.',
  },
  pairwise: {
    label: 'Subjects of its own (pairwise)',
    hint: 'It gets an ID for each person that no other application gets. If you change this, it no longer knows anybody.',
  },
  people: 'People',
  requireFactor: {
    label: 'People need a second factor',
    hint: 'Whoever signed in with a password alone has to set one up first. The acr is always aal2 then, without asking for it.',
  },
  issuers: 'Trusted issuers',
  issuersHint: 'Whose tokens stand for it or name people for it. Only an administrator sets them, on the command line:',
  noIssuers: 'None.',
  workload: (subject: string) => `Its tokens for ${subject} stand for the application.`,
  peopleBy: {
    email: 'It may name people for it, by their confirmed address.',
    sub: 'It may name people for it, by the ID of their account here.',
  },
  keysWritten: 'Its keys were written down here.',
  logout: 'Signing out',
  postLogoutRedirectUris: {
    label: 'Post-logout redirect URIs',
    hint: 'Where people may come back to after they signed out. One address per line; they are compared character by character.',
    example: 'https://trailmark.example/signed-out',
  },
  backchannelLogoutUri: {
    label: 'Back-channel logout URI',
    hint: 'Where this server tells yours that a session ended.',
    example: 'https://trailmark.example/oauth/logout',
  },

  lifetimesHeading: 'Lifetimes',
  lifetimesHint: 'A shorter life is safer: what leaks is worth less. A change counts for what is issued from then on.',
  inSeconds: (usual: string, most: string) => `In seconds, at most ${most}. Empty: ${usual}, as usual on this server.`,
  neverToo: 'Or “never”: until it is revoked or goes unused.',
  lifetimes: {
    accessTokenSeconds: {
      label: 'Access token',
      hint: 'How long a token opens your API before the application has to get the next one.',
    },
    refreshTokenIdleSeconds: {
      label: 'Refresh token, unused',
      hint: 'How long somebody can stay away and still be signed in: a refresh token that was not used for this long ends.',
    },
    refreshTokenSeconds: {
      label: 'Refresh token, altogether',
      hint: 'After this long a person is asked again, however often the application came back.',
    },
    codeSeconds: {
      label: 'Authorization code',
      hint: 'How long your server may take to redeem the code that a person comes back with.',
    },
  },
  secondsNotSo: (least: number, most: string, span: string) =>
    `Give a whole number from ${least} to ${most} (${span}), or nothing. An administrator can give longer lives.`,
  idleTooLong: (most: string) => `It ends after ${most} altogether: unused it cannot live longer than that.`,
};
