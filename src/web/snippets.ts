import type { Client } from '../oauth/model/client.ts';
import { OUT_OF_BAND } from '../oauth/redirect-uri.ts';

/** Code that runs, for openid-client 6: people sign in and agree. Undefined without an address to come back to. */
export function codeSnippet(client: Client, issuer: string): string | undefined {
  const redirectUri = client.redirectUris.find((uri) => uri !== OUT_OF_BAND);
  if (redirectUri === undefined) return undefined;
  const scope = client.scopes.join(' ');
  const insecure = issuer.startsWith('http:') ? ', execute: [oauth.allowInsecureRequests]' : '';
  const identity = client.confidential ? 'process.env.CLIENT_SECRET,\n  undefined' : 'undefined,\n  oauth.None()';
  const refresh = client.grants.includes('refresh_token')
    ? `
// 3. Later, when the access token has expired: keep the refresh token of each answer, the old one is spent.
const next = await oauth.refreshTokenGrant(config, tokens.refresh_token);
`
    : '';
  return `import * as oauth from 'openid-client';

const config = await oauth.discovery(
  new URL(${quoted(issuer)}),
  ${quoted(client.id)},
  ${identity},
  { algorithm: 'oauth2'${insecure} },
);

// 1. Send the person away. Keep state and verifier in their session.
const state = oauth.randomState();
const verifier = oauth.randomPKCECodeVerifier();
const address = oauth.buildAuthorizationUrl(config, {
  redirect_uri: ${quoted(redirectUri)},${scope === '' ? '' : `\n  scope: ${quoted(scope)},`}
  state,
  code_challenge: await oauth.calculatePKCECodeChallenge(verifier),
  code_challenge_method: 'S256',
});

// 2. They are back: \`url\` is the whole address they came to, a URL.
const tokens = await oauth.authorizationCodeGrant(config, url, {
  expectedState: state,
  pkceCodeVerifier: verifier,
});
${refresh}`;
}

/** The application acts for itself. */
export function credentialsSnippet(client: Client, issuer: string): string {
  const scope = client.scopes.length === 0 ? '' : ` \\\n  -d scope=${shell(client.scopes.join(' '))}`;
  return `curl -u "${client.id}:$CLIENT_SECRET" \\
  -d grant_type=client_credentials${scope} \\
  ${issuer}/oauth2/token
`;
}

/** An API checks the token that came with a request. */
export function introspectionSnippet(client: Client, issuer: string): string {
  return `curl -u "${client.id}:$CLIENT_SECRET" \\
  -d token="$TOKEN" \\
  ${issuer}/oauth2/introspect
`;
}

function quoted(text: string): string {
  return `'${text.replace(/[\\']/g, '\\$&')}'`;
}

function shell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
