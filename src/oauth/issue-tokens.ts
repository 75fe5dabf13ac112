import { digest, isToken, type Keys, randomId, randomToken, tokenFrom } from '../secrets.ts';
import { detailsOf } from './authorization-details.ts';
import type { TokenResponse } from './grant.ts';
import type { MintedAccessToken } from './model/access-token.ts';
import type { AuthorizationDetail } from './model/authorization-details.ts';
import type { Client } from './model/client.ts';
import type { Confirmation, Issued } from './model/issued.ts';
import type { MintedRefreshToken } from './model/refresh-token.ts';
import type { Resource } from './model/resource.ts';

/** Lifetimes in seconds, where a client has none of its own. */
export type Lifetimes = {
  readonly accessTokenSeconds: number;
  readonly refreshTokenIdleSeconds: number;
  readonly refreshTokenSeconds: number;
  readonly codeSeconds: number;
};

/** The one place that mints access and refresh tokens (RFC 6749 §5.1). */
export type IssueTokens = {
  accessToken(client: Client, terms?: TokenTerms): MintedAccessToken;
  /** The first of a family; undefined where the client has no refresh grant (RFC 6749 §1.5). */
  refreshToken(client: Client): MintedRefreshToken | undefined;
  /** One of a client for itself, which only a dialect gives (src/dialects/). */
  clientRefreshToken(client: Client): MintedRefreshToken;
  /**
   * What follows this token: derived from it under SECRET, so that a retry gets the same one and nothing reversible is
   * stored. The first is under the newest key, the others under older ones.
   */
  successors(token: string, client: Client): readonly [MintedRefreshToken, ...MintedRefreshToken[]];
  /** Signs what is to be signed. */
  answer(tokens: IssuedTokens & { readonly refresh: MintedRefreshToken | undefined }): Promise<TokenResponse>;
};

/** What a request asks of its access token. */
export type TokenTerms = {
  /** The key that it proved. */
  readonly confirmation?: Confirmation | undefined;
  /** What it narrows the token to, of the details that were granted (RFC 9396 §6.1). */
  readonly details?: readonly AuthorizationDetail[] | undefined;
  /** The resources that it is for (RFC 8707 §2); undefined: it names none. */
  readonly resources?: readonly Resource[] | undefined;
  /** Where it is signed, all that is known of it stands in it: nothing is stored. */
  readonly selfContained?: boolean;
};

/** What was issued to a client, about to be answered. */
export type IssuedTokens = {
  readonly client: Client;
  readonly access: MintedAccessToken;
  readonly issued: Issued;
  /** The access token is kept back, so that nothing is said of it. */
  readonly idTokenAlone?: boolean;
  /** The code beside them, of which the ID token tells too. */
  readonly code?: string | undefined;
};

/** Signs the tokens that are signed. */
export type SignTokens = {
  /** Undefined where the token is opaque (RFC 9068 §2). */
  accessToken(tokens: IssuedTokens): Promise<string> | undefined;
  /** Undefined where none is due: `openid` was not granted. */
  idToken(tokens: IssuedTokens): Promise<string> | undefined;
};

/** Mints under these keys; `lifetimes` are the server's. */
export function issueTokens({
  keys,
  lifetimes,
  sign,
}: {
  readonly keys: Keys;
  readonly lifetimes: Lifetimes;
  readonly sign: SignTokens;
}): IssueTokens {
  const refresh = (value: string, client: Client): MintedRefreshToken => ({
    value,
    hash: digest(value),
    idleSeconds: client.refreshTokenIdleSeconds ?? lifetimes.refreshTokenIdleSeconds,
    seconds: client.refreshTokenSeconds ?? lifetimes.refreshTokenSeconds,
  });
  return {
    accessToken(client, { confirmation, details, resources, selfContained } = {}) {
      const { seconds, format } = resources
        ? formOf(resources, client, lifetimes)
        : ownForm(client, accessTokenSeconds(client, lifetimes));
      // Its jti is no token: who only reads it cannot use it.
      const jti = selfContained ? `${client.tokenGeneration}.${randomId()}` : randomId();
      const value = format === 'jwt' ? jti : randomToken('at');
      const aud = resources && { aud: resources.map(({ uri }) => uri) };
      const bound = { ...(confirmation && { cnf: confirmation }), ...(details && { authorization_details: details }) };
      const binding = confirmation || details || aud ? { ...aud, ...bound } : undefined;
      return { value, hash: digest(value), seconds, format, binding };
    },
    refreshToken(client) {
      return client.grants.includes('refresh_token') ? refresh(randomToken('rt'), client) : undefined;
    },
    clientRefreshToken: (client) => refresh(randomToken('cr'), client),
    successors(token, client) {
      const kind = isToken('cr', token) ? 'cr' : 'rt';
      const [newest, ...older] = keys.macs('refresh-token', token).map((mac) => refresh(tokenFrom(kind, mac), client));
      if (!newest) throw new Error('there is no key');
      return [newest, ...older];
    },
    async answer({ refresh: next, ...tokens }) {
      const { access, issued } = tokens;
      const { scope, issuedAt } = issued;
      const details = detailsOf(access.binding, issued.facts);
      const value = (await sign.accessToken(tokens)) ?? access.value;
      const idToken = await sign.idToken({ ...tokens, access: { ...access, value } }); // its at_hash is of what is answered
      return {
        access_token: value,
        token_type: access.binding?.cnf && 'jkt' in access.binding.cnf ? 'DPoP' : 'Bearer',
        ...(access.seconds === undefined ? {} : { expires_in: access.seconds }),
        ...(scope === '' ? {} : { scope }),
        ...(details ? { authorization_details: details } : {}), // RFC 9396 §7
        created_at: Math.floor(issuedAt),
        ...(next ? { refresh_token: next.value } : {}),
        ...(idToken === undefined ? {} : { id_token: idToken }),
      };
    },
  };
}

type Form = Pick<MintedAccessToken, 'seconds' | 'format'>;

function ownForm({ metadata }: Client, seconds: number | undefined): Form {
  // RFC 9068 §2.2: a signed one expires.
  return { seconds, format: seconds === undefined ? 'opaque' : metadata.accessTokenFormat };
}

/**
 * A token for several resources ends as the first of them says, and is signed where one of them wants that: those that ask
 * about tokens can ask about a signed one too.
 */
function formOf(resources: readonly Resource[], client: Client, lifetimes: Lifetimes): Form {
  const usual = accessTokenSeconds(client, lifetimes);
  const forms = resources.map(({ accessTokenSeconds: own, accessTokenFormat }) => {
    const seconds = own ?? usual;
    if (accessTokenFormat === undefined) return ownForm(client, seconds);
    return {
      format: accessTokenFormat,
      seconds: accessTokenFormat === 'jwt' ? (seconds ?? lifetimes.accessTokenSeconds) : seconds,
    };
  });
  const ends = forms.flatMap(({ seconds }) => seconds ?? []);
  return {
    seconds: ends.length === 0 ? undefined : Math.min(...ends),
    format: forms.some(({ format }) => format === 'jwt') ? 'jwt' : 'opaque',
  };
}

/** How long a new access token of this client lives, in seconds; undefined: until it is ended. */
export function accessTokenSeconds(client: Client, lifetimes: Lifetimes): number | undefined {
  const own = client.accessTokenSeconds;
  return own === 'never' ? undefined : (own ?? lifetimes.accessTokenSeconds);
}

/** How long an access token that does not expire may go unused, in seconds. */
export function idleSeconds(client: Pick<Client, 'refreshTokenSeconds'>, lifetimes: Lifetimes): number {
  return client.refreshTokenSeconds ?? lifetimes.refreshTokenSeconds;
}

/**
 * The longest that any token of a new authorization can live, in seconds: what its row is kept for, until a token that
 * does not expire comes of it.
 */
export function familySeconds(client: Client, lifetimes: Lifetimes): number {
  const forResources = client.resources.map((resource) => formOf([resource], client, lifetimes).seconds ?? 0);
  const access = Math.max(accessTokenSeconds(client, lifetimes) ?? 0, ...forResources);
  const refresh = client.grants.includes('refresh_token')
    ? (client.refreshTokenSeconds ?? lifetimes.refreshTokenSeconds)
    : 0;
  return 600 + refresh + access; // 600: no code lives longer
}
