import { OAuthError } from './errors.ts';
import type { Client } from './model/client.ts';
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
export type ContentsDeps = RequestObjectDeps & { readonly pushedRequests: Pick<PushedRequestStore, 'find'> };

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
  if (object !== undefined) return fromObject(sent, object, client, from, deps);
  if (uri !== undefined && isRequestUri(uri)) return fromReference(uri, client, deps);
  return { parameters: sent, via: { kind: from }, signed: false };
}

async function fromObject(
  sent: Parameters,
  object: string,
  client: Client,
  from: 'address' | 'client',
  deps: ContentsDeps,
): Promise<Contents> {
  const via: Via = from === 'client' ? { kind: 'client' } : { kind: 'object', object };
  try {
    return { parameters: readParameters(await readRequestObject(object, client, deps)), via, signed: true };
  } catch (error) {
    if (!(error instanceof OAuthError) || from === 'client') throw error;
    const parameters = new URLSearchParams(sent.pairs);
    for (const [name, value] of wayBack(object)) parameters.set(name, value);
    return { parameters: readParameters(parameters), via, signed: false, refused: error };
  }
}

async function fromReference(uri: string, client: Client, { pushedRequests }: ContentsDeps): Promise<Contents> {
  const hash = requestUriHash(uri);
  const found = hash && (await pushedRequests.find({ hash, clientId: client.id }));
  if (!hash || !found) throw new OAuthError('request-uri-unknown');
  const { parameters, signed, kept, used } = found;
  const via = { kind: 'reference', hash, kept, used } as const;
  return { parameters: readParameters(new URLSearchParams(parameters)), via, signed };
}
