import { type Keys, randomUUID, uuidFrom } from '../../secrets.ts';
import { familyFacts } from '../family-facts.ts';
import type { Grant, TokenResponse } from '../grant.ts';
import { accessTokenSeconds, type IssueTokens, type Lifetimes } from '../issue-tokens.ts';
import type { Browser } from '../model/authorization.ts';
import type { Client } from '../model/client.ts';
import type { DirectAuthorization, DirectAuthorizationStore, IssuedDirectly } from '../model/direct-authorization.ts';
import type { RequestOrigin } from '../model/request-origin.ts';
import type { AuthorizationRequest } from '../read-request.ts';
import { asAsked } from '../requested-scopes.ts';

/**
 * An access token, an ID token (OpenID Connect Core 1.0 §3.2) or both in the answer of the authorization endpoint itself (RFC 6749 §4.2), which RFC 9700 §2.1.2 advises
 * against; beside a code too (OpenID Connect Core 1.0 §3.3), which the token endpoint redeems as any. Otherwise that has no part in it.
 */
export const implicitGrant: Grant = {
  name: 'implicit',
  responseTypes: ['token', 'id_token', 'id_token token', 'code id_token', 'code token', 'code id_token token'],
  confidentialOnly: false,
  legacy: true,
};

export type IssuedImplicitly =
  | { readonly outcome: 'issued'; readonly token: Partial<TokenResponse> }
  | Exclude<IssuedDirectly, { readonly outcome: 'issued' }>;

/**
 * Stores the family of an approved request and its access token, and says what to answer (RFC 6749 §4.2.2): never a
 * refresh token. The id of the family is derived from the decision, so that a decision sent twice gives one token.
 */
export async function issueImplicitly(
  { address: { client }, responseType, scopes, wording, nonce, claims, resources }: AuthorizationRequest,
  approval: {
    readonly browser: Browser;
    readonly decision: string | undefined;
    readonly from: RequestOrigin;
    readonly hybrid: DirectAuthorization['hybrid'];
  },
  deps: {
    readonly keys: Keys;
    readonly issueTokens: IssueTokens;
    readonly directAuthorizations: DirectAuthorizationStore;
  },
): Promise<IssuedImplicitly> {
  const { browser, decision, from, hybrid } = approval;
  const asks = (word: string) => responseType.split(' ').includes(word);
  const access = deps.issueTokens.accessToken(ending(client), { resources });
  const issued = await deps.directAuthorizations.issueToBrowser(
    {
      id: decision === undefined ? randomUUID() : uuidFrom(deps.keys.mac('direct-authorization', decision)),
      grant: implicitGrant.name,
      clientId: client.id,
      revision: client.revision,
      scopes,
      access,
      refresh: undefined,
      from,
      // With `token` alone it is OAuth 2.0 alone.
      hybrid,
      facts: familyFacts(client, {
        ...(responseType === 'token' ? { scopes: [] } : { scopes, nonce, claims }),
        resources,
      }),
    },
    browser,
  );
  if (issued.outcome !== 'issued') return issued;
  // The access token that nobody is told ends by itself.
  const idTokenAlone = !asks('token');
  const token = await deps.issueTokens.answer({
    idTokenAlone,
    code: hybrid?.code.value,
    client,
    access,
    refresh: undefined,
    issued: asAsked(issued.issued, client, wording),
  });
  const { id_token: idToken, ...others } = token;
  if (asks('id_token') && idToken === undefined) throw new Error('no ID token was issued');
  const named = asks('id_token') && idToken !== undefined ? { id_token: idToken } : {};
  return { outcome: 'issued', token: idTokenAlone ? named : { ...others, ...named } };
}

/** How long such a token lives, in seconds: what stands in a browser always expires, whatever an administrator decided. */
export function implicitSeconds(client: Client, lifetimes: Lifetimes): number {
  return accessTokenSeconds(ending(client), lifetimes) ?? lifetimes.accessTokenSeconds;
}

function ending(client: Client): Client {
  return client.accessTokenSeconds === 'never' ? { ...client, accessTokenSeconds: undefined } : client;
}
