import { digest, type Keys, randomToken, randomUUID, tokenFrom } from '../secrets.ts';
import { OAuthError } from './errors.ts';
import type { Grant, TokenResponse } from './grant.ts';
import { familySeconds, type Lifetimes } from './issue-tokens.ts';
import type { NewAuthorization } from './model/authorization.ts';
import type { Client } from './model/client.ts';
import type { Parameters } from './parameters.ts';
import { readChallenge } from './pkce.ts';
import { findRedirectUri, isLoopback, OUT_OF_BAND } from './redirect-uri.ts';
import { requestedScopes } from './requested-scopes.ts';
import { carries, modeOfAnswer, type ResponseMode } from './response-mode.ts';
import type { FindClient } from './with-clients.ts';

declare const verified: unique symbol;

/** Where answers go. Holding one means that client and redirect URI were verified (RFC 6749 §4.1.2.1). */
export type ReturnAddress = {
  readonly client: Client;
  /** As it will be used. */
  readonly uri: string;
  readonly registeredUri: string;
  /** As sent; undefined where the client left it out. */
  readonly sentUri: string | undefined;
  readonly [verified]: true;
};

/** A valid authorization request. */
export type AuthorizationRequest = {
  readonly address: ReturnAddress;
  /** `token` is the implicit grant (RFC 6749 §4.2). */
  readonly responseType: 'code' | 'token';
  readonly scopes: readonly string[];
  /** RFC 7636 §4.2 */
  readonly challenge: Buffer | undefined;
};

const CREDENTIALS = [
  ...['client_secret', 'client_assertion', 'password', 'code', 'code_verifier'],
  ...['device_code', 'refresh_token', 'access_token', 'token'],
];
const OUT_OF_BAND_SECONDS = 120; // a person copies the code

/**
 * The client and its redirect URI, before anything else is looked at: what this throws is for a page, never for a
 * redirect (RFC 6749 §4.1.2.1). A redirect URI may be left out where exactly one is registered (RFC 6749 §3.1.2.3), and
 * never by OpenID Connect.
 */
export async function findReturnAddress(parameters: Parameters, find: FindClient): Promise<ReturnAddress> {
  const id = parameters.require('client_id', 'client-id-missing');
  const sentUri = parameters.get('redirect_uri');
  const client = await find(id);
  if (client?.state !== 'active') throw new OAuthError('client-unknown');
  const [only, ...others] = client.redirectUris;
  const registeredUri = sentUri === undefined ? only : findRedirectUri(client.redirectUris, sentUri);
  if (sentUri === undefined && (others.length > 0 || asksForOpenid(parameters, client))) {
    throw new OAuthError('redirect-uri-missing');
  }
  if (registeredUri === undefined) {
    throw sentUri === undefined
      ? new OAuthError('redirect-uri-missing')
      : new OAuthError('redirect-uri-mismatch', sentUri);
  }
  return { client, uri: sentUri ?? registeredUri, registeredUri, sentUri } as ReturnAddress;
}

/** What a server answers authorization requests with. */
export type Answers = { readonly grants: readonly Grant[]; readonly responseModes: readonly ResponseMode[] };

/** The rest of the request; what this throws goes home to the client (RFC 6749 §4.1.2.1). */
export function readAuthorizationRequest(
  parameters: Parameters,
  address: ReturnAddress,
  { grants, responseModes }: Answers,
): AuthorizationRequest {
  parameters.refuseRepeated();
  refuseCredentials(parameters);
  const { client } = address;
  if (parameters.has('request')) throw new OAuthError('request-object-unsupported');
  if (parameters.has('request_uri')) throw new OAuthError('request-uri-unsupported');
  const asked = parameters.require('response_type', 'response-type-missing');
  const grant = grants.find(({ responseTypes }) => responseTypes.includes(asked));
  if (!grant) throw new OAuthError('response-type-unsupported', asked);
  const responseType = asked === 'token' ? 'token' : 'code';
  const mode = parameters.get('response_mode');
  if (mode !== undefined && !carries(responseModes, mode, asked))
    throw new OAuthError('response-mode-unsupported', mode);
  if (!client.grants.includes(grant.name)) throw new OAuthError('grant-not-registered', grant.name);
  if (responseType === 'token' && !takesTokens(address.uri)) throw new OAuthError('redirect-uri-not-for-tokens');
  const challenge = responseType === 'code' ? readChallenge(parameters) : undefined;
  if (responseType === 'code' && !challenge && (!client.confidential || client.requirePkce)) {
    throw new OAuthError('pkce-missing');
  }
  const scopes = requestedScopes(client, grant.name, parameters.get('scope'));
  parameters.get('state'); // too long a state is refused, never cut
  return { address, responseType, scopes, challenge };
}

/** Refuses what belongs into a body or a header: whoever sees the address has it (RFC 6749 §2.3.1). */
export function refuseCredentials(parameters: Parameters): void {
  const found = CREDENTIALS.find((name) => parameters.pairs.getAll(name).some((value) => value !== ''));
  if (found !== undefined) throw new OAuthError('credential-in-url', found);
}

/** Whether an answer is shown to the person to copy instead of being sent. */
export function isOutOfBand(address: ReturnAddress): boolean {
  return address.registeredUri === OUT_OF_BAND;
}

/** Whether what a person once allowed may count again: a public client can be anybody's copy (RFC 8252 §8.6). */
export function mayRemember(client: Client): boolean {
  return client.confidential || client.trusted;
}

/**
 * The authorization and code that an approval stores. The code of a decision is derived from it, so that a decision
 * sent twice has one code; without a decision, where consent is remembered, it is random.
 */
export function newAuthorization(
  request: AuthorizationRequest,
  { decision, keys, lifetimes }: { decision: string | undefined; keys: Keys; lifetimes: Lifetimes },
): NewAuthorization {
  const { address, scopes, challenge } = request;
  const { client } = address;
  const value = decision === undefined ? randomToken('ac') : tokenFrom('ac', keys.mac('authorization-code', decision));
  return {
    id: randomUUID(),
    clientId: client.id,
    revision: client.revision,
    scopes,
    seconds: familySeconds(client, lifetimes),
    code: {
      value,
      hash: digest(value),
      seconds: isOutOfBand(address) ? OUT_OF_BAND_SECONDS : (client.codeSeconds ?? lifetimes.codeSeconds),
      redirectUri: address.sentUri,
      registeredUri: address.registeredUri,
      challenge,
    },
  };
}

/** What goes home: a code, a token, or why there is neither. */
export type Answer =
  | { readonly code: string }
  | { readonly token: TokenResponse }
  | { readonly error: OAuthError; readonly documentation: string };

/**
 * The URI that brings an answer home: with the redirect URI (RFC 6749 §3.1.2) as the response type says, with the state
 * as it was sent and the issuer (RFC 9207 §2).
 */
export function answerUri(
  address: ReturnAddress,
  answer: Answer,
  context: { parameters: Parameters; issuer: string; responseModes: readonly ResponseMode[] },
): string {
  const { parameters, issuer, responseModes } = context;
  const fields = new URLSearchParams();
  if ('code' in answer) fields.set('code', answer.code);
  else if ('token' in answer) {
    const { created_at: _, ...token } = answer.token;
    for (const [name, value] of Object.entries(token)) fields.set(name, String(value));
  } else {
    fields.set('error', answer.error.code);
    fields.set('error_description', answer.error.description);
    fields.set('error_uri', answer.documentation);
  }
  const state = stateOf(parameters);
  if (state !== undefined) fields.set('state', state);
  fields.set('iss', issuer);
  return modeOfAnswer(parameters, responseModes).carry(address.uri, fields);
}

/** Nobody reads along on the way: not so where another app may have taken the scheme (RFC 8252 §8.1). */
function takesTokens(uri: string): boolean {
  return /^https:/i.test(uri) || isLoopback(uri);
}

/** Whether openid is among the scopes asked for, however many times that parameter was sent. */
function asksForOpenid(parameters: Parameters, client: Client): boolean {
  const asked = parameters.all('scope').filter((scope) => scope !== '');
  return (asked.length > 0 ? asked.flatMap((scope) => scope.split(' ')) : client.scopes).includes('openid');
}

/** The state to send back: an empty one too, since old clients send it; a repeated or too long one not at all. */
function stateOf(parameters: Parameters): string | undefined {
  try {
    return parameters.get('state') ?? (parameters.has('state') ? '' : undefined);
  } catch {
    return undefined;
  }
}
