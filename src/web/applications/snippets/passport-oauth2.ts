import { carriedScopes } from '../../../oauth/requested-scopes.ts';
import { EXPIRED, EXPRESS, KEPT, route, sessionOf, usePage } from '../express-program.ts';
import { lines, quoted, refreshes, type Snippet, type Use, visitOf } from '../snippet.ts';

/** Passport signs people in; to refresh is beyond it, so that is one request of the program's own. */
export const passportOauth2: Snippet = {
  name: 'passport-oauth2',
  packages: ['passport', 'passport-oauth2'],
  serverPackages: EXPRESS,
  ending: 'mjs',
  signIn(use) {
    const visit = visitOf(use);
    if (!visit) return undefined;
    const { client, issuer } = use;
    const scopes = carriedScopes(client, 'authorization_code');
    return lines(
      "import { randomUUID } from 'node:crypto';",
      "import express from 'express';",
      "import session from 'express-session';",
      "import passport from 'passport';",
      "import OAuth2Strategy from 'passport-oauth2';",
      '',
      'const latchkey = new OAuth2Strategy(',
      '  {',
      `    authorizationURL: ${quoted(`${issuer}/oauth2/authorize`)},`,
      `    tokenURL: ${quoted(`${issuer}/oauth2/token`)},`,
      `    clientID: ${quoted(client.id)},`,
      client.confidential && '    clientSecret: process.env.CLIENT_SECRET,',
      `    callbackURL: ${quoted(visit.redirectUri)},`,
      scopes.length > 0 && `    scope: [${scopes.map(quoted).join(', ')}],`,
      '    state: true,',
      '    pkce: true,',
      '  },',
      '  (access_token, refresh_token, answer, profile, done) => {',
      '    done(null, kept({ ...answer, access_token, refresh_token }));',
      '  },',
      ');',
      "passport.use('latchkey', latchkey);",
      "const authenticate = passport.authenticate('latchkey', { session: false });",
      sessionOf(visit),
      '// Sends the person away.',
      `app.get(${route(visit.startPath)}, authenticate);`,
      '',
      '// They are back, with a code or with what went wrong.',
      `app.get(${route(visit.callbackPath)}, authenticate, (request, response) => {`,
      '  request.session.tokens = request.user;',
      `  response.redirect(${quoted(visit.homePath)});`,
      '});',
      usePage(visit, {
        expired: EXPIRED,
        renew: 'await refreshed(request.session.tokens.refresh_token)',
        why: 'error',
      }),
      refreshes(use) && refreshing(use),
      KEPT.trimStart(),
    );
  },
};

function refreshing({ client, issuer }: Use): string {
  return lines(
    'async function refreshed(refresh_token) {',
    `  const answer = await fetch(${quoted(`${issuer}/oauth2/token`)}, {`,
    "    method: 'POST',",
    '    body: new URLSearchParams({',
    "      grant_type: 'refresh_token',",
    '      refresh_token,',
    `      client_id: ${quoted(client.id)},`,
    client.confidential && '      client_secret: process.env.CLIENT_SECRET,',
    '    }),',
    '  });',
    '  if (!answer.ok) throw new Error(await answer.text());',
    '  return kept(await answer.json());',
    '}',
    '',
  );
}
