/** The form of an application: for registering one, and for changing it. */
export const applicationForm = {
  name: {
    label: 'Name',
    hint: 'People see it when they are asked for access.',
    example: 'Trailmark',
  },
  homepage: {
    label: 'Homepage URL',
    hint: 'Where somebody can read what your application does. People see it too; leave it empty if there is no such page.',
    example: 'https://trailmark.example/',
  },
  redirectUris: {
    label: 'Redirect URIs',
    hint: 'Where people are sent back to with the code. One address per line; they are compared character by character. On your own computer, http://127.0.0.1:8080/callback will do; a program without a web page uses urn:ietf:wg:oauth:2.0:oob.',
    example: 'https://trailmark.example/oauth/callback',
  },
  links: {
    heading: 'Links and contact',
    hint: 'People find them on the page that asks for access. All of them can be left empty.',
    supportUri: {
      label: 'Support',
      hint: 'Where somebody gets help with your application.',
      example: 'https://trailmark.example/help',
    },
    tosUri: {
      label: 'Terms of service',
      hint: 'What people agree to when they use it.',
      example: 'https://trailmark.example/terms',
    },
    policyUri: {
      label: 'Privacy policy',
      hint: 'What you do with what you learn of them.',
      example: 'https://trailmark.example/privacy',
    },
    contact: {
      label: 'Contact',
      hint: 'An address of mail that you read. People see it.',
      example: 'help@trailmark.example',
    },
  },
  line: (line: number, sentence: string) => `Line ${line}: ${sentence}`,
  where: 'Where it runs',
  confidential: 'Confidential application',
  confidentialHint:
    'Runs on a server that can keep a secret. Leave it off for apps on phones, desktops and in the browser: they get no secret and use PKCE.',
  scopes: 'Scopes',
  scopesHint:
    'What it may ask people for. People see exactly these sentences. Ask for little: they say yes more often. Without any, it can only recognize the person again.',
  noScopes: 'There is no scope on this server yet. An administrator adds them under Administration, Scopes.',
  privileged: 'Privileged',
  privilegedReview: 'An administrator looks at the application before it works.',
  privilegedRefuse: 'Only an administrator can add it.',
  needsReview: 'With it the application waits until an administrator has looked at it.',
  safe: 'Needs no review.',
  notOffered: 'Not offered',
  onlyWith: (grants: readonly string[]) => `Only with ${grants.join(' or ')}.`,
  advanced: 'Advanced',
  grants: 'Grant types',
  toGrants: 'See the grant types under Advanced',
  grantsHint: 'The ways in which it may ask for a token. The first two fit nearly everybody.',
  grantSentences: {
    authorization_code: 'A person signs in and agrees',
    refresh_token: 'Stay connected without asking again',
    client_credentials: 'Act for itself, without a person',
    'urn:ietf:params:oauth:grant-type:device_code': 'A device without a keyboard shows a code to type elsewhere',
    'urn:ietf:params:oauth:grant-type:token-exchange': 'Exchange the tokens of other applications for its own',
    'urn:ietf:params:oauth:grant-type:jwt-bearer': 'Bring a token of an issuer that an administrator trusts',
    password: 'Take people’s passwords: allowed by an administrator; leave it when you can',
    implicit: 'Get tokens in the browser: allowed by an administrator; leave it when you can',
  } as Readonly<Record<string, string>>,
  pkce: 'Proof Key for Code Exchange (PKCE)',
  requirePkce: 'Require PKCE',
  requirePkceHint:
    'Refuses requests without a code_challenge, so that a code that leaks is worth nothing. Applications that are not confidential need it in any case.',
  cancel: 'Cancel',
};
