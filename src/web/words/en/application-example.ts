export const applicationExample = {
  title: (name: string) => `Use ${name}`,
  lead: 'The values of this application are filled in. Any OAuth 2 library will do.',
  code: 'People sign in and agree',
  codeLead:
    'With openid-client 6 for Node.js. The first part builds the address to send somebody to; when they come back to your redirect URI, the second part exchanges the code.',
  noRedirect: 'Register a redirect URI first: the example needs an address to come back to.',
  credentials: 'The application acts for itself',
  credentialsLead: 'No person is involved. The answer holds an access token for the scopes of the application itself.',
  introspect: 'Your API checks a token',
  introspectLead:
    'Ask for each token that a request brings along, and refuse the request unless the answer says that it is active.',
  secret: 'The client secret is read from the environment: it belongs in no file of your program.',
};
