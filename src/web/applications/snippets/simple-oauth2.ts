import { EXPRESS, route, sessionOf, usePage } from '../express-program.ts';
import { lines, quoted, type Snippet, scopeOf, type Use, visitOf } from '../snippet.ts';

/** It leaves state and PKCE to the program, and passes on what it is given. */
export const simpleOauth2: Snippet = {
  name: 'simple-oauth2',
  packages: ['simple-oauth2'],
  serverPackages: EXPRESS,
  ending: 'mjs',
  signIn(use) {
    const visit = visitOf(use);
    if (!visit) return undefined;
    const scope = scopeOf(use, 'authorization_code');
    return lines(
      "import { createHash, randomBytes, randomUUID } from 'node:crypto';",
      "import express from 'express';",
      "import session from 'express-session';",
      "import { AuthorizationCode } from 'simple-oauth2';",
      '',
      `const redirect_uri = ${quoted(visit.redirectUri)};`,
      construction('AuthorizationCode', use),
      sessionOf(visit),
      '// Sends the person away. State and verifier stay behind, in their session.',
      `app.get(${route(visit.startPath)}, (request, response) => {`,
      "  const state = randomBytes(32).toString('base64url');",
      "  const verifier = randomBytes(32).toString('base64url');",
      '  request.session.attempt = { state, verifier };',
      '  const address = client.authorizeURL({',
      '    redirect_uri,',
      scope && `    scope: ${quoted(scope)},`,
      '    state,',
      "    code_challenge: createHash('sha256').update(verifier).digest('base64url'),",
      "    code_challenge_method: 'S256',",
      '  });',
      '  response.redirect(address);',
      '});',
      '',
      '// They are back, with a code or with what went wrong.',
      `app.get(${route(visit.callbackPath)}, async (request, response) => {`,
      '  const { code, state } = request.query;',
      '  const { attempt } = request.session;',
      '  delete request.session.attempt;',
      "  if (!attempt || state !== attempt.state) throw new Error('This did not begin in this browser.');",
      "  if (!code) throw new Error('refused', { cause: request.query });",
      '  const { token } = await client.getToken({ code, redirect_uri, code_verifier: attempt.verifier });',
      '  request.session.tokens = token;',
      `  response.redirect(${quoted(visit.homePath)});`,
      '});',
      usePage(visit, {
        expired: 'client.createToken(request.session.tokens).expired(60)',
        renew: '(await client.createToken(request.session.tokens).refresh()).token',
        why: 'error.data?.payload ?? error.cause ?? error',
      }),
    );
  },
  actForItself(use) {
    const scope = scopeOf(use, 'client_credentials');
    return lines(
      "import { ClientCredentials } from 'simple-oauth2';",
      '',
      construction('ClientCredentials', use),
      `const { token } = await client.getToken({${scope ? ` scope: ${quoted(scope)} ` : ''}});`,
      'console.log(token);',
      '',
    );
  },
};

function construction(type: 'AuthorizationCode' | 'ClientCredentials', { client, issuer }: Use): string {
  return lines(
    `const client = new ${type}({`,
    `  client: { id: ${quoted(client.id)}${client.confidential ? ', secret: process.env.CLIENT_SECRET' : ''} },`,
    '  auth: {',
    `    tokenHost: ${quoted(issuer)},`,
    "    tokenPath: '/oauth2/token',",
    "    revokePath: '/oauth2/revoke',",
    type === 'AuthorizationCode' && "    authorizePath: '/oauth2/authorize',",
    '  },',
    !client.confidential && "  options: { authorizationMethod: 'body' },",
    '});',
  );
}
