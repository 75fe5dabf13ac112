export const errorRules = {
  documentation: 'Documentation',
  breadcrumb: 'Breadcrumb',
  title: 'Why a request was refused',
  lead: 'Every refusal of this server has a name. It stands on the error page, in the answer to your program, and on the page of your application. Here is what each means and what to do. Behind the name stands the error code that libraries show.',
  owner:
    'You make the application that was refused? Its page says which of these it was, what was sent, and what to do.',
  ownerLink: 'Your applications',
  onThisPage: 'On this page',
  groups: {
    return: 'Before anybody can be sent back',
    authorize: 'The authorization request',
    client: 'Who asks',
    token: 'The token request',
    device: 'A device that waits',
    register: 'Registration by programs',
    introspect: 'Introspection and revocation',
    oauth1: 'OAuth 1.0a',
    any: 'Any request',
    server: 'On our side',
  },
};
