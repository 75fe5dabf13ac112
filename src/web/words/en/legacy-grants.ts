/** The grants that only administrators give, on the pages of an application. */
export const legacyGrants = {
  heading: 'Old grants',
  lead: 'The standards have given both up (RFC 9700 §2.4, RFC 9700 §2.1.2). Give one only to an application that cannot be changed yet, and take it away once it is no longer used.',
  labels: { password: 'Password', implicit: 'Implicit' },
  hints: {
    password: 'It takes people’s passwords and sends them here. It needs to be confidential.',
    implicit: 'Its tokens come in the address of the browser. People are asked every time.',
  },
  warning: {
    password: 'An administrator lets it send people’s passwords (grant password).',
    implicit: 'An administrator lets it get tokens in the address of the browser (grant implicit).',
  },
  switchedOff: (name: string) => `The grant ${name} does not work: it is switched off on this server.`,
  unused: 'Not used in the last 30 days.',
  uses: (shown: string, count: number) => `Used ${count === 1 ? 'once' : `${shown} times`} in the last 30 days.`,
  instead: {
    password:
      'Send people to the authorize page instead (authorization code with PKCE), or let a device show them a code (device grant). Then untick password under Advanced.',
    implicit:
      'Ask for response_type=code with PKCE instead: it works in the browser without a secret. Then untick implicit under Advanced.',
  },
  publicPassword:
    'This application is public and cannot have the grant password: it has no secret to prove itself with.',
};
