import { carriedScopes } from '../../../oauth/requested-scopes.ts';
import { bearer, lines, quoted, refreshes, type Snippet, startUrl, visitOf } from '../snippet.ts';

/** It has routes, state and PKCE of its own, and simple-oauth2 within. */
export const fastifyOauth2: Snippet = {
  name: '@fastify/oauth2',
  packages: ['@fastify/oauth2'],
  serverPackages: ['fastify'],
  ending: 'mjs',
  signIn(use) {
    const visit = visitOf(use);
    if (!visit) return undefined;
    const { client, issuer } = use;
    const scopes = carriedScopes(client, 'authorization_code');
    const start = quoted(visit.startPath);
    const behind = visit.host === undefined; // what stands before it has the certificate
    return lines(
      "import { randomUUID } from 'node:crypto';",
      "import oauth2 from '@fastify/oauth2';",
      "import Fastify from 'fastify';",
      '',
      'const app = Fastify();',
      'await app.register(oauth2, {',
      "  name: 'latchkey',",
      '  credentials: {',
      `    client: { id: ${quoted(client.id)}${client.confidential ? ', secret: process.env.CLIENT_SECRET' : ''} },`,
      '    auth: {',
      `      authorizeHost: ${quoted(issuer)},`,
      "      authorizePath: '/oauth2/authorize',",
      `      tokenHost: ${quoted(issuer)},`,
      "      tokenPath: '/oauth2/token',",
      "      revokePath: '/oauth2/revoke',",
      '    },',
      !client.confidential && "    options: { authorizationMethod: 'body' },",
      '  },',
      scopes.length > 0 && `  scope: [${scopes.map(quoted).join(', ')}],`,
      "  pkce: 'S256',",
      `  startRedirectPath: ${start}, // sends the person away`,
      `  callbackUri: ${quoted(visit.redirectUri)},`,
      behind && '  cookie: { secure: true },',
      '});',
      '',
      '// Who is signed in, by a cookie. It ends with the process: keep it where you keep sessions.',
      'const sessions = new Map();',
      '',
      '// They are back, with a code or with what went wrong.',
      `app.get(${quoted(visit.callbackPath)}, async (request, reply) => {`,
      "  if (request.query.error) throw new Error('refused', { cause: request.query });",
      '  const tokens = await app.latchkey.getAccessTokenFromAuthorizationCodeFlow(request, reply);',
      '  const id = randomUUID();',
      '  sessions.set(id, tokens);',
      `  reply.setCookie('session', id, { path: '/', httpOnly: true, sameSite: 'lax'${behind ? ', secure: true' : ''} });`,
      `  return reply.redirect(${quoted(visit.homePath)});`,
      '});',
      '',
      '// A page of yours that calls an API for the person.',
      `app.get(${quoted(visit.homePath)}, async (request, reply) => {`,
      `  ${refreshes(use) ? 'let' : 'const'} tokens = sessions.get(request.cookies.session);`,
      `  if (!tokens${refreshes(use) ? '' : ' || tokens.expired(60)'}) return reply.redirect(${start});`,
      refreshes(use) && renewal,
      `  // await fetch(..., { headers: ${bearer('tokens.token')} })`,
      '  return { signedIn: true, scope: tokens.token.scope };',
      '});',
      '',
      '// What was refused and why, with a page about it, is for you; people are told less.',
      'app.setErrorHandler((error, request, reply) => {',
      '  console.error(error.data?.payload ?? error.cause ?? error);',
      '  return reply.code(403).send({ signedIn: false });',
      '});',
      '',
      `await app.listen({ port: ${visit.port}, host: ${quoted(visit.host ?? '0.0.0.0')} });`,
      `console.log(${quoted(`Open ${startUrl(visit)}`)});`,
      '',
    );
  },
};

const renewal = `  if (tokens.expired(60)) {
    // Keep the refresh token of each answer: the one before is consumed.
    tokens = await app.latchkey.getNewAccessTokenUsingRefreshToken(tokens.token, {});
    sessions.set(request.cookies.session, tokens);
  }`;
