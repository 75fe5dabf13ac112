export const applicationExample = {
  title: (name: string) => `Use ${name}`,
  lead: 'Whole programs, with the values of this application filled in: they run as they stand. Any OAuth 2 library will do.',
  guideLink: 'Connecting an application',
  guide: 'says step by step what they do. What to configure in a program that is there already:',
  programsLink: 'Programs that exist already',
  libraries: 'Library',
  prepare: 'Prepare',
  prepareLead: 'In an empty folder. Node.js 20 or newer is all that has to be there.',
  install: 'Install',
  installCommand: 'command to install',
  environment: 'Save the client secret in a file',
  environmentFile: '.env',
  secretFollows: (ending: string) =>
    `And after it the secret that ends in ${ending}, which you were shown when it was made. Lost it? Rotate secret gives you another. Keep the file out of version control.`,
  noSecret: 'And after it the secret that Rotate secret gives you. Keep the file out of version control.',
  save: 'Save as',
  run: 'Start it',
  runCommand: 'command to start',
  open: 'and open',
  noRedirect: 'To sign people in, register a redirect URI first: they need an address to come back to.',

  code: 'People sign in and agree',
  codeLead: 'It sends somebody here to sign in and agree, and gets a token for what they allowed.',
  byHand: {
    shown: 'The code is shown to you after you agreed. It lives for two minutes.',
    address: 'The code stands in the address that you come back to. It lives for a minute.',
  },
  elsewhere: (host: string, port: string) =>
    `People come back to ${host}: let a proxy there lead to port ${port} of this program, with X-Forwarded-Proto. To try it on your own computer, register http://127.0.0.1:8080/callback too.`,
  device: {
    title: 'A device shows a code',
    lead: 'It has no keyboard, or no browser. It shows a code, and waits until somebody has typed it on a telephone or a computer and agreed.',
    sample: 'WDJB-MJHT',
    picture: 'A QR code with the address and the code',
    caption:
      'Beside the code, show its address as a QR code: whoever scans it has nothing to type. Draw it from verification_uri_complete, or show the picture that this server draws, as here:',
  },
  credentials: 'The application acts for itself',
  credentialsLead: 'No person is involved. The answer holds an access token for the scopes of the application itself.',
  introspect: 'Your API checks a token',
  introspectLead:
    'Ask for each token that a request brings along, and refuse the request unless the answer says that it is active.',
  ownTokens: 'This application is told of its own tokens alone. An administrator can let it ask about all of them.',
};
