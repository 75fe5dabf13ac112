import { OAuthError, StaleClient } from '../oauth/errors.ts';
import type { Grant, TokenResponse } from '../oauth/grant.ts';
import type { IssueTokens } from '../oauth/issue-tokens.ts';
import type { MintedAccessToken } from '../oauth/model/access-token.ts';
import type { Client } from '../oauth/model/client.ts';
import type { ChainIssued, ClientChainStore } from '../oauth/model/client-chain.ts';
import type { MintedRefreshToken } from '../oauth/model/refresh-token.ts';
import { asAsked, namedScopes, requestedScopes } from '../oauth/requested-scopes.ts';
import { digest, equal, isToken } from '../secrets.ts';

/** What client credentials answer where they give a refresh token: numbers, times in seconds but for the one moment. */
export type LineResponse = TokenResponse & {
  readonly refresh_token: string;
  readonly refresh_token_expires_in: number;
  /** Milliseconds since 1970. */
  readonly refresh_token_issued_at: number;
  readonly refresh_count: number;
};

export type LineDeps = {
  readonly clientChains: ClientChainStore;
  readonly issueTokens: IssueTokens;
  readonly graceSeconds: number;
};

const NAME = 'client_credentials';
const STORED = 0.001; // seconds to which a moment is rounded where it is stored
const LONGEST = 30 * 86_400; // seconds: a chain gives no token without an end, for nothing could end it with the chain

/** Client credentials with a refresh token, which RFC 6749 §4.4.3 advises against: for a dialect alone. */
export function beginsLine(dialect: string, { clientChains, issueTokens }: Omit<LineDeps, 'graceSeconds'>): Grant {
  return {
    name: NAME,
    responseTypes: [],
    confidentialOnly: true,
    async exchange({ client, parameters }) {
      const scope = requestedScopes(client, NAME, parameters.get('scope')).join(' ');
      const access = ending(issueTokens.accessToken(client));
      const refresh = issueTokens.clientRefreshToken(client);
      const { id: clientId, revision } = client;
      const issued = await clientChains.begin({ clientId, revision, dialect, scope, access, refresh });
      if (issued === 'stale') throw new StaleClient();
      const spoken = asAsked(issued.issued, client, parameters.get('scope'));
      return lineResponse(issueTokens, client, access, refresh, { ...issued, issued: spoken });
    },
  };
}

/** The next tokens of a chain: rotated at every use, reuse ends it, a retry in time gets the same (RFC 9700 §2.2.2). */
export function continuesLine({ clientChains, issueTokens, graceSeconds }: LineDeps): Grant {
  return {
    name: 'refresh_token',
    registeredAs: NAME,
    responseTypes: [],
    confidentialOnly: true,
    async exchange({ client, parameters }) {
      const token = parameters.require('refresh_token', 'refresh-token-missing');
      if (!isClientRefreshToken(token)) throw new OAuthError('refresh-token-not-accepted');
      const asked = parameters.get('scope');
      const access = ending(issueTokens.accessToken(client));
      const [successor, ...older] = issueTokens.successors(token, client);
      const step = { ...stepOf(token, asked, client), access };
      const rotated = await clientChains.rotate({ ...step, successor });
      const spoken = <Step extends ChainIssued>(given: Step) => ({
        ...given,
        issued: asAsked(given.issued, client, asked),
      });
      if (rotated.outcome === 'rotated') return lineResponse(issueTokens, client, access, successor, spoken(rotated));
      if (rotated.outcome === 'stale') throw new StaleClient();
      if (rotated.outcome === 'wider') throw new OAuthError('scope-wider-than-granted', asked);
      if (rotated.outcome === 'refused') throw new OAuthError('refresh-token-not-accepted');
      const candidates = [successor, ...older];
      const successors = candidates.map((candidate) => candidate.hash);
      const retried = await clientChains.retry({ ...step, successors, graceSeconds });
      if (retried === 'wider') throw new OAuthError('scope-wider-than-granted', asked);
      if (retried === 'refused') {
        if (rotated.before) await clientChains.end(step.hash, client.id, 'refresh.reused');
        throw new OAuthError('refresh-token-not-accepted');
      }
      const refresh = candidates.find((candidate) => equal(candidate.hash, retried.successor)) ?? successor;
      return lineResponse(issueTokens, client, access, refresh, spoken(retried));
    },
  };
}

/** Whether this can be a refresh token of a chain. */
export function isClientRefreshToken(value: string | undefined): boolean {
  return value !== undefined && isToken('cr', value);
}

function stepOf(token: string, asked: string | undefined, client: Client) {
  return {
    hash: digest(token),
    clientId: client.id,
    revision: client.revision,
    scopes: asked === undefined ? undefined : namedScopes(client, asked),
    allowed: requestedScopes(client, NAME, undefined),
  };
}

function ending(access: MintedAccessToken): MintedAccessToken {
  return { ...access, seconds: access.seconds ?? LONGEST };
}

async function lineResponse(
  issueTokens: IssueTokens,
  client: Client,
  access: MintedAccessToken,
  refresh: MintedRefreshToken,
  { issued, refreshIssuedAt, refreshSeconds, refreshes }: ChainIssued,
): Promise<LineResponse> {
  return {
    ...(await issueTokens.answer({ client, access, refresh, issued })),
    refresh_token: refresh.value,
    refresh_token_expires_in: Math.floor(refreshSeconds + STORED),
    refresh_token_issued_at: Math.floor(refreshIssuedAt * 1000),
    refresh_count: refreshes,
  };
}
