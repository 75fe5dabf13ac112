import type { Grant, TokenResponse } from '../oauth/grant.ts';
import type { Client } from '../oauth/model/client.ts';
import type { RefreshTokenStore } from '../oauth/model/refresh-token.ts';
import { digest } from '../secrets.ts';
import { isClientRefreshToken, type LineResponse } from './client-chain.ts';
import type { Dialect, TokenAlias } from './dialect.ts';

export const OP_API = 'op-api';

export const opApiTokens: TokenAlias = { dialect: OP_API, path: '/auth/v2/accesstoken', query: ['grant_type'] };

export type OpApiDeps = {
  /** What takes the place of the grant client_credentials. */
  readonly begins: Grant;
  /** What takes a refresh token of that. */
  readonly continues: Grant;
  readonly refreshTokens: Pick<RefreshTokenStore, 'introspect'>;
};

/** Canonical requests, and answers whose numbers are text, with more in them; client credentials can be refreshed. */
export function opApi({ begins, continues, refreshTokens }: OpApiDeps): Dialect {
  return {
    name: OP_API,
    forPublic: false,
    publicQuery: [],
    remembersConsent: true,
    authorizationRequest: (parameters) => parameters,
    tokenRequest: (parameters) => parameters,
    ownGrant(name, parameters) {
      if (name === begins.name) return begins;
      return name === continues.name && isClientRefreshToken(parameters.get('refresh_token')) ? continues : undefined;
    },
    async tokenAnswer(answer, client, grant) {
      const refresh = isLine(answer) ? answer : await ofPerson(answer, client, grant, refreshTokens);
      return {
        token_type: 'BearerToken',
        access_token: answer.access_token,
        scope: answer.scope ?? '',
        status: 'approved',
        ...(answer.refresh_token === undefined ? {} : { refresh_token: answer.refresh_token }),
        ...texts({
          refresh_token_expires_in: refresh.refresh_token_expires_in,
          refresh_token_issued_at: refresh.refresh_token_issued_at,
          expires_in: answer.expires_in,
          refresh_count: refresh.refresh_count,
        }),
      };
    },
  };
}

type Refresh = Partial<Pick<LineResponse, 'refresh_token_expires_in' | 'refresh_token_issued_at' | 'refresh_count'>>;

/** What the canonical answer does not say of a person's refresh token. How often it was rotated is nowhere counted. */
async function ofPerson(
  { refresh_token: token, created_at: createdAt }: TokenResponse,
  client: Client,
  grant: string,
  refreshTokens: Pick<RefreshTokenStore, 'introspect'>,
): Promise<Refresh> {
  const count = grant === 'refresh_token' ? {} : { refresh_count: 0 };
  if (token === undefined) return count;
  const live = await refreshTokens.introspect(digest(token), { ...client, clientId: client.id });
  const ends = live === 'stale' ? undefined : live?.expiresAt;
  return {
    ...count,
    refresh_token_issued_at: createdAt * 1000,
    ...(ends === undefined ? {} : { refresh_token_expires_in: ends - createdAt }),
  };
}

function isLine(answer: TokenResponse): answer is LineResponse {
  return 'refresh_count' in answer;
}

function texts(numbers: Readonly<Record<string, number | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(numbers).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]])),
  );
}
