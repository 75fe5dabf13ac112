import { type AskedDetail, readDetails } from './authorization-details.ts';
import { wantsBoundTokens } from './confirm.ts';
import { OAuthError } from './errors.ts';
import type { Grant } from './grant.ts';
import type { DetailsTypeStore } from './model/authorization-details.ts';
import type { Client } from './model/client.ts';
import type { Resource } from './model/resource.ts';
import type { Parameters } from './parameters.ts';
import { readChallenge } from './pkce.ts';
import { type Prompt, type Prompts, readPrompts } from './prompt.ts';
import { isLoopback } from './redirect-uri.ts';
import { refuseCredentials } from './refuse-credentials.ts';
import { type Contents, type ContentsDeps, requestContents, type Via } from './request-contents.ts';
import { requestedScopes, wordingOf } from './requested-scopes.ts';
import { carries, isSigned, type ResponseMode, responseTypeOf } from './response-mode.ts';
import { addressFor, type ReturnAddress } from './return-address.ts';
import { resourcesOrDefault } from './target.ts';
import type { FindClient } from './with-clients.ts';

/** What a request says in the words of the standard. */
export type Canonical = {
  readonly parameters: Parameters;
  /** The dialect that its client has now; `needed`: the request was written in it. */
  readonly dialect: { readonly name: string; readonly remembersConsent: boolean; readonly needed: boolean } | undefined;
};

/** Turns the words of this client into canonical ones. Given, since the protocol knows no dialect. */
export type Translate = (parameters: Parameters, client: Client) => Canonical;

/** What requests are read with before it is known where their answers go. */
export type Reading = ContentsDeps & { readonly translate: Translate };

/** A request of which it is known whose it is and where its answer goes, and nothing else yet. */
export type AddressedRequest = Canonical & {
  readonly address: ReturnAddress;
  readonly via: Via;
  /** All that counts of it, in the client's own words. */
  readonly contents: Parameters;
  /** It came in an object that the client signed (RFC 9101 §4). */
  readonly signed: boolean;
  /** Why it does not count after all; said first where it leads. */
  readonly refused: OAuthError | undefined;
};

/** All but `code` are the implicit grant (RFC 6749 §4.2, OpenID Connect Core 1.0 §3.2), some with a code beside it (OpenID Connect Core 1.0 §3.3). */
export type ResponseType =
  | 'code'
  | 'token'
  | 'id_token'
  | 'id_token token'
  | 'code id_token'
  | 'code token'
  | 'code id_token token';

/** A valid authorization request. */
export type AuthorizationRequest = AddressedRequest &
  Prompts & {
    readonly responseType: ResponseType;
    readonly scopes: readonly string[];
    /** The scopes as asked for, where a name of old was used. */
    readonly wording: string | undefined;
    /** RFC 7636 §4.2 */
    readonly challenge: Buffer | undefined;
    /** Of the key that whoever redeems the code must prove (RFC 9449 §10). */
    readonly keyThumbprint: string | undefined;
    /** What the client's ID token will repeat (OpenID Connect Core 1.0 §3.1.2.1). */
    readonly nonce: string | undefined;
    /** What is asked for beyond scopes (RFC 9396 §2). */
    readonly details: readonly AskedDetail[];
    /** By what the client knows the person that it means: all of these are them; undefined: whoever it is. */
    readonly expects?: readonly string[];
    /** Undefined: none by name. */
    readonly claims?: AskedClaims;
    /** What its tokens will be for (RFC 8707 §2.1); undefined: it names none. */
    readonly resources: readonly Resource[] | undefined;
  };

/** Claims that a request names (OpenID Connect Core 1.0 §5.5), as far as the scopes of its client could release them. */
export type AskedClaims = {
  readonly userinfo: readonly string[];
  readonly idToken: readonly string[];
  /** Those of both that no scope of the request releases: the person is asked about each. */
  readonly beyond: readonly string[];
};

/** What a server answers authorization requests with. */
export type Answers = {
  readonly grants: readonly Grant[];
  readonly responseModes: readonly ResponseMode[];
  readonly prompts: readonly Prompt[];
  readonly detailsTypes: Pick<DetailsTypeStore, 'list'>;
};

const CODE = 'authorization_code';
/**
 * The request in canonical words, its client and its redirect URI, before anything else is looked at: what this throws is
 * for a page, never for a redirect (RFC 6749 §4.1.2.1). `from`: whether a browser brings it, or its client pushes it.
 */
export async function addressRequest(
  sent: Parameters,
  find: FindClient,
  { translate, ...deps }: Reading,
  from: 'address' | 'client' = 'address',
): Promise<AddressedRequest> {
  const clientId = sent.require('client_id', 'client-id-missing');
  const client = await find(clientId);
  const plain: Contents = { parameters: sent, via: { kind: from }, signed: false };
  // Of a client that is not there nothing is looked up.
  const read = client?.state === 'active' ? await requestContents(sent, client, from, deps) : plain;
  const { parameters, via, signed, refused } = read;
  const canonical = client ? translate(parameters, client) : { parameters, dialect: undefined };
  const address = addressFor(canonical.parameters, client, read);
  return { ...canonical, address, via, contents: parameters, signed, refused };
}

/** The rest of the request; what this throws goes home to the client (RFC 6749 §4.1.2.1). */
export async function readRequest(addressed: AddressedRequest, answers: Answers): Promise<AuthorizationRequest> {
  const { grants, responseModes } = answers;
  const { parameters, address } = addressed;
  if (addressed.refused) throw addressed.refused;
  parameters.refuseRepeated();
  refuseCredentials(parameters);
  const { client } = address;
  refuseUnguarded(addressed);
  const sent = parameters.require('response_type', 'response-type-missing');
  const asked = responseTypeOf(sent);
  const grant = grants.find(({ responseTypes }) => responseTypes.includes(asked));
  if (!grant) throw new OAuthError('response-type-unsupported', sent);
  const responseType = asked as ResponseType; // a grant has it
  const mode = parameters.get('response_mode');
  if (mode !== undefined && !carries(responseModes, mode, { responseType: asked, uri: address.uri }))
    throw new OAuthError('response-mode-unsupported', mode);
  if (client.metadata.requireSignedResponse && !isSigned(mode)) throw new OAuthError('response-not-signed', mode);
  if (!client.grants.includes(grant.name)) throw new OAuthError('grant-not-registered', grant.name);
  const words = asked.split(' ');
  const withCode = words.includes('code');
  if (withCode && !client.grants.includes(CODE)) throw new OAuthError('grant-not-registered', CODE);
  if (words.includes('token') && wantsBoundTokens(client)) throw new OAuthError('bound-tokens-by-code');
  if (client.metadata.responseTypes?.includes(responseType) === false)
    throw new OAuthError('response-type-not-registered', responseType);
  if (responseType !== 'code' && !takesTokens(address.uri)) throw new OAuthError('redirect-uri-not-for-tokens');
  const challenge = withCode ? readChallenge(parameters) : undefined;
  if (withCode && !challenge && (!client.confidential || client.requirePkce)) {
    throw new OAuthError('pkce-missing');
  }
  const keyThumbprint = readKeyThumbprint(parameters);
  const prompts = readPrompts(parameters, answers.prompts);
  const details = await readDetails(parameters, client, answers);
  if (details.length > 0 && responseType !== 'code') throw new OAuthError('details-not-here');
  const asksForScopes = parameters.get('scope') !== undefined || details.length === 0; // details alone are no scopes
  const resources = resourcesOrDefault(client, parameters);
  const carriers = [...new Set([grant.name, ...(withCode ? [CODE] : [])])];
  const [first = [], ...others] = asksForScopes
    ? carriers.map((name) => requestedScopes(client, name, parameters.get('scope'), resources))
    : [];
  const scopes = first.filter((scope) => others.every((each) => each.includes(scope)));
  parameters.get('state'); // too long a state is refused, never cut
  const wording = wordingOf(client, parameters.get('scope'));
  const nonce = parameters.get('nonce');
  const withIdToken = words.includes('id_token');
  // OpenID Connect Core 1.0 §3.2.2.1: nothing else ties an ID token that comes this way to the request.
  if (withIdToken && nonce === undefined) throw new OAuthError('nonce-missing');
  if (withIdToken && !scopes.includes('openid')) throw new OAuthError('openid-missing');
  const maxAge = prompts.maxAge ?? client.metadata.defaultMaxAge;
  const acr = client.metadata.requireFactor ? ('aal2' as const) : prompts.acr; // what it would ask for each time
  const terms = { maxAge, acr, responseType, scopes, wording, challenge, keyThumbprint };
  const extras = { nonce, details, resources };
  return { ...addressed, ...prompts, ...terms, ...extras };
}

/** A JWK thumbprint with SHA-256 (RFC 9449 §10), which no key could match if it were anything else. */
function readKeyThumbprint(parameters: Parameters): string | undefined {
  const sent = parameters.get('dpop_jkt');
  if (sent !== undefined && !/^[\w-]{43}$/.test(sent)) throw new OAuthError('dpop-jkt-malformed');
  return sent;
}

/** Refuses what comes less well guarded than its client said that its requests come (RFC 9126 §6, RFC 9101 §10.5). */
function refuseUnguarded({ address: { client }, via, signed }: AddressedRequest): void {
  const { requirePushedAuthorizationRequests, requireSignedRequestObject } = client.metadata;
  const pushed = via.kind === 'client' || via.kind === 'reference';
  if (requirePushedAuthorizationRequests && !pushed) throw new OAuthError('request-not-pushed');
  if (requireSignedRequestObject && !signed) throw new OAuthError('request-not-signed');
}

/** Nobody reads along on the way: not so where another app may have taken the scheme (RFC 8252 §8.1). */
function takesTokens(uri: string): boolean {
  return /^https:/i.test(uri) || isLoopback(uri);
}
