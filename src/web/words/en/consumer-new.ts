export const consumerNew = {
  title: 'Register an OAuth 1.0a application',
  lead: 'You get a consumer key and a consumer secret at once, and everything here can be changed later.',
  leadReview: 'An administrator looks at it before it works. Everything here can be changed later.',
  breadcrumb: 'Breadcrumb',
  applications: 'OAuth 1 settings',
  here: 'Register',
  register: 'Register',
  better: 'Is it a new program?',
  betterText:
    'Then use OAuth\u00a02: nothing has to be signed, access ends by itself, and libraries for it are looked after.',
  betterLink: 'Register an OAuth 2 application',
  next: 'What happens next',
  steps: [
    'You get a consumer key, and a consumer secret that is shown once.',
    'Your program asks for a request token, and sends people to the authorize address with it.',
    'They agree and come back to your callback URL with a verifier, or copy it.',
    'Your program exchanges request token and verifier for an access token and its secret.',
  ],
};
