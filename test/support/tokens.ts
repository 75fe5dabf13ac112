import { REDIRECT, type TestClient } from './app.ts';
import { authorizeUrl, codeOf, pkce, post, type TokenAnswer } from './flow.ts';
import type { Site } from './remote.ts';
import type { Visitor } from './visitor.ts';

/** The same application, saying only its name: what a public one does, and a confidential one must not. */
export function withoutSecret(client: TestClient): TestClient {
  return { ...client, basic: '' };
}

/** A request to the token endpoint, or to another, by this client. */
export function ask(
  site: Site,
  client: TestClient,
  fields: Readonly<Record<string, string | undefined>>,
  url = '/oauth2/token',
): Promise<TokenAnswer> {
  return client.basic === '' ? post(site, url, { client_id: client.id, ...fields }) : post(site, url, fields, client);
}

export function rotate(site: Site, client: TestClient, token: string, scope?: string): Promise<TokenAnswer> {
  return ask(site, client, { grant_type: 'refresh_token', refresh_token: token, scope });
}

/** Through authorize, consent where it is asked, and the token endpoint: the first tokens of a family. */
export async function tokensOf(
  site: Site,
  browser: Visitor,
  client: TestClient,
  scope = 'read',
): Promise<TokenAnswer['body']> {
  const { verifier, challenge } = pkce();
  const url = authorizeUrl(client, { scope, code_challenge: challenge, code_challenge_method: 'S256' });
  const code = await codeOf(browser, url);

  const answer = await ask(site, client, {
    grant_type: 'authorization_code',
    code,
    code_verifier: verifier,
    redirect_uri: REDIRECT,
  });
  if (answer.status !== 200) throw new Error(`no tokens: ${JSON.stringify(answer.body)}`);
  return answer.body;
}
