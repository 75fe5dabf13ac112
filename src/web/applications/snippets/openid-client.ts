import { DEVICE_CODE } from '../../../oauth/model/device-code.ts';
import { EXPIRED, EXPRESS, KEPT, route, sessionOf, usePage } from '../express-program.ts';
import { lines, quoted, type Snippet, scopeOf, type Use, visitOf } from '../snippet.ts';

/** The most complete one: it reads the metadata, and checks state and issuer itself. */
export const openidClient: Snippet = {
  name: 'openid-client',
  packages: ['openid-client'],
  serverPackages: EXPRESS,
  ending: 'mjs',
  signIn(use) {
    const visit = visitOf(use);
    if (!visit) return undefined;
    const scope = scopeOf(use, 'authorization_code');
    return lines(
      "import { randomUUID } from 'node:crypto';",
      "import express from 'express';",
      "import session from 'express-session';",
      "import * as oauth from 'openid-client';",
      '',
      `const redirectUri = ${quoted(visit.redirectUri)};`,
      configuration(use),
      sessionOf(visit),
      '// Sends the person away. State and verifier stay behind, in their session.',
      `app.get(${route(visit.startPath)}, async (request, response) => {`,
      '  const state = oauth.randomState();',
      '  const verifier = oauth.randomPKCECodeVerifier();',
      '  request.session.attempt = { expectedState: state, pkceCodeVerifier: verifier };',
      '  const address = oauth.buildAuthorizationUrl(config, {',
      '    redirect_uri: redirectUri,',
      scope && `    scope: ${quoted(scope)},`,
      '    state,',
      '    code_challenge: await oauth.calculatePKCECodeChallenge(verifier),',
      "    code_challenge_method: 'S256',",
      '  });',
      '  response.redirect(address.href);',
      '});',
      '',
      '// They are back, with a code or with what went wrong.',
      `app.get(${route(visit.callbackPath)}, async (request, response) => {`,
      '  const { attempt } = request.session;',
      '  delete request.session.attempt;',
      "  if (!attempt) throw new Error('This did not begin in this browser.');",
      '  const url = new URL(request.url, redirectUri);',
      '  request.session.tokens = kept(await oauth.authorizationCodeGrant(config, url, attempt));',
      `  response.redirect(${quoted(visit.homePath)});`,
      '});',
      usePage(visit, {
        expired: EXPIRED,
        renew: 'kept(await oauth.refreshTokenGrant(config, request.session.tokens.refresh_token))',
        why: 'error.cause ?? error',
      }),
      KEPT.trimStart(),
    );
  },
  connectDevice(use) {
    const scope = scopeOf(use, DEVICE_CODE);
    return lines(
      "import * as oauth from 'openid-client';",
      '',
      configuration(use),
      `const device = await oauth.initiateDeviceAuthorization(config, {${scope ? ` scope: ${quoted(scope)} ` : ''}});`,
      "console.log('Open', device.verification_uri, 'and type', device.user_code);",
      '// Beside it, show device.verification_uri_complete as a QR code.',
      '',
      '// Asks every few seconds, until the person has decided.',
      'const tokens = await oauth.pollDeviceAuthorizationGrant(config, device);',
      'console.log(tokens);',
      '',
    );
  },
  actForItself(use) {
    const scope = scopeOf(use, 'client_credentials');
    return lines(
      "import * as oauth from 'openid-client';",
      '',
      configuration(use),
      `const tokens = await oauth.clientCredentialsGrant(config${scope ? `, { scope: ${quoted(scope)} }` : ''});`,
      'console.log(tokens);',
      '',
    );
  },
  checkToken: (use) =>
    lines(
      "import * as oauth from 'openid-client';",
      '',
      configuration(use),
      'const answer = await oauth.tokenIntrospection(config, process.env.TOKEN);',
      'console.log(answer);',
      '',
    ),
};

function configuration({ client, issuer }: Use): string {
  const insecure = issuer.startsWith('http:') ? ', execute: [oauth.allowInsecureRequests]' : '';
  return lines(
    'const config = await oauth.discovery(',
    `  new URL(${quoted(issuer)}),`,
    `  ${quoted(client.id)},`,
    client.confidential ? '  process.env.CLIENT_SECRET,' : '  undefined,',
    client.confidential ? '  undefined,' : '  oauth.None(),',
    `  { algorithm: 'oauth2'${insecure} },`,
    ');',
  );
}
