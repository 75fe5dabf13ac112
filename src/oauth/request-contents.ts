import { OAuthError } from './errors.ts';
import type { Client } from './model/client.ts';
import type { FetchText } from './model/outbound.ts';
import type { PushedRequestStore } from './model/pushed-request.ts';
import { type Parameters, readParameters } from './parameters.ts';
import { type RequestObjectDeps, readRequestObject, wayBack } from './request-object.ts';
import { isRequestUri, requestUriHash } from './request-uri.ts';

/** The way of a request to this server. */
export type Via =
  /** A browser brings its parameters in an address. */
  | { readonly kind: 'address' }
  /** A browser brings the object that its client signed (RFC 9101 §5.1). */
  | { readonly kind: 'object'; readonly object: string }
  /** A browser brings the address from which it was fetched (RFC 9101 §5.2). */
  | { readonly kind: 'fetched' }
  /** Its client pushes it (RFC 9126 §2.1). */
  | { readonly kind: 'client' }
  /** A browser brings the reference to one that was pushed. `kept` and `used`: as stored. */
  | { readonly kind: 'reference'; readonly hash: Buffer; readonly kept: boolean; readonly used: boolean };

/** What counts of a request, whichever way it came. */
export type Contents = {
  readonly parameters: Parameters;
  readonly via: Via;
  /** They came in an object that the client signed. */
  readonly signed: boolean;
  /** Why they do not count after all: to be said where they lead. */
  readonly refused?: OAuthError;
};

/** What a server reads requests with that do not stand in the address itself. */
export type ContentsDeps = RequestObjectDeps & {
  readonly pushedRequests: Pick<PushedRequestStore, 'find'>;
  readonly fetchText: FetchText;
};

const FETCHED = { accept: 'application/oauth-authz-req+jwt, application/jwt, */*;q=0.1', mostBytes: 16_384 };

/**
 * The parameters that count: those of the object, or of the request that was pushed, and then those alone, whatever else stands
 * beside it (RFC 9101 §6.3, RFC 9126 §4). Throws where nothing can be known of them.
 */
export async function requestContents(
  sent: Parameters,
  client: Client,
  from: 'address' | 'client',
  deps: ContentsDeps,
): Promise<Contents> {
  const uri = sent.get('request_uri');
  const object = sent.get('request');
  if (uri !== undefined && object !== undefined) throw new OAuthError('request-twice');
  if (object !== undefined) {
    const via: Via = from === 'client' ? { kind: 'client' } : { kind: 'object', object };
    return fromObject(sent, object, via, client, deps);
  }
  if (uri !== undefined && isRequestUri(uri)) return fromReference(uri, client, deps);
  if (uri !== undefined && from === 'address') return fromAddress(sent, uri, client, deps);
  return { parameters: sent, via: { kind: from }, signed: false };
}

async function fromObject(
  sent: Parameters,
  object: string,
  via: Via,
  client: Client,
  deps: ContentsDeps,
): Promise<Contents> {
  try {
    const read = await readRequestObject(object, client, deps, { fetched: via.kind === 'fetched' });
    return { parameters: readParameters(read), via, signed: true };
  } catch (error) {
    if (!(error instanceof OAuthError) || via.kind === 'client') throw error;
    const parameters = new URLSearchParams(sent.pairs);
    for (const [name, value] of wayBack(object)) parameters.set(name, value);
    return { parameters: readParameters(parameters), via, signed: false, refused: error };
  }
}

/**
 * From where its client keeps it (OpenID Connect Core 1.0 §6.2, RFC 9101 §5.2.2): an address that it registered, character by
 * character, and that can be reached; every time anew, since nothing says for how long it is good.
 */
async function fromAddress(sent: Parameters, uri: string, client: Client, deps: ContentsDeps): Promise<Contents> {
  const { requestUris, requirePushedAuthorizationRequests } = client.metadata;
  const refuse = (refused: OAuthError, via: Via = { kind: 'address' }): Contents => {
    return { parameters: sent, via, signed: false, refused };
  };
  if (requirePushedAuthorizationRequests) return refuse(new OAuthError('request-not-pushed'));
  if (!requestUris.includes(uri)) return refuse(new OAuthError('request-uri-not-registered', uri));
  const answer = await deps.fetchText(uri, FETCHED);
  const via = { kind: 'fetched' } as const;
  if (answer.kind === 'fetched') return fromObject(sent, answer.text.trim(), via, client, deps);
  // What there is at the address is for the owner's eyes alone (S098).
  const forOwner = { clientId: client.id, sent: answer.fault };
  return refuse(new OAuthError('request-uri-not-fetched', undefined, { forOwner }), via);
}

async function fromReference(uri: string, client: Client, { pushedRequests }: ContentsDeps): Promise<Contents> {
  const hash = requestUriHash(uri);
  const found = hash && (await pushedRequests.find({ hash, clientId: client.id }));
  if (!hash || !found) throw new OAuthError('request-uri-unknown');
  const { parameters, signed, kept, used } = found;
  const via = { kind: 'reference', hash, kept, used } as const;
  return { parameters: readParameters(new URLSearchParams(parameters)), via, signed };
}
